"""The page behind `/`, by role: what is asked, the round, a sponsor's page, or the published reports."""

from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.domain.home import Home, choose_home
from app.domain.refusal import NotSignedIn
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, action_lines, programmes
from app.queries.report.published import published_reports
from app.queries.reporting_period import PeriodRow
from app.queries.round_standing import RoundGate, RoundStanding, round_gate, round_standing
from app.queries.structure import list_deliverables
from app.web.auth import Credentials, CredentialsDep
from app.web.deps.programme import ProgrammeAccess
from app.web.deps.report import RoundToRun
from app.web.deps.session import AppStateDep, AsOf, SessionDep
from app.web.pages.my_updates import render_queue
from app.web.pages.portfolio import render_portfolio
from app.web.pages.sponsor import render_sponsor
from app.web.responses import render_page
from app.web.state import AppState
from app.web.views.first_step import FirstStep, find_first_step
from app.web.views.phases import Phase, list_phases
from app.web.views.waiting import draw_waiting
from app.web.waiting import load_waiting

router = APIRouter(include_in_schema=False)


@router.get("/", name="home.show")
def show(
    request: Request,
    session: SessionDep,
    app_state: AppStateDep,
    credentials: CredentialsDep,
) -> Response:
    """Show the home of the viewer's role; to whoever is not signed in, the published reports."""
    viewer = _find_viewer(session, credentials)
    home = choose_home(viewer.rights if viewer else None)
    if viewer is None or home is Home.REPORTS:
        return _render_reports(request, session, viewer)
    match home:
        case Home.ANSWERS:
            return render_queue(request, session, viewer)
        case Home.SPONSOR:
            return render_sponsor(request, session, viewer)
        case Home.PORTFOLIO:
            today = app_state.today()
            return render_portfolio(request, session, viewer, AsOf(today, today))
        case _:
            return _render_rounds(request, session, app_state, viewer)


def _find_viewer(session: Session, credentials: Credentials) -> Viewer | None:
    try:
        return credentials.require_viewer(session)
    except NotSignedIn:
        return None


def _render_reports(request: Request, session: Session, viewer: Viewer | None) -> Response:
    reports = published_reports(session)
    by_programme = [list(rows) for _, rows in groupby(reports, lambda report: report.slug)]
    context = {"active_page": "home.show", "programmes": by_programme}
    return render_page(request, "home/reports.html", context, viewer=viewer)


def _render_rounds(request: Request, session: Session, app_state: AppState, viewer: Viewer) -> Response:
    today = app_state.today()

    def standing(programme: ProgrammeRow) -> RoundStanding:
        key = ("round", programme.id, programme.revision, today)
        return app_state.renders.get(key, lambda: round_standing(session, programme, today))

    waiting = load_waiting(app_state, session, viewer)
    readable = {row.id: row for row in programmes(session, viewer.rights.held_in)}
    run = [row for row in readable.values() if viewer.rights.may_run_round(row.id)]
    standings = [standing(row) for row in run]
    as_of = AsOf(today, today)
    context = {
        "active_page": "home.show",
        "as_of": as_of,
        "rounds": [
            (standing, _draw_phases(standing), _find_gate(app_state, standing)) for standing in standings
        ],
        "first_steps": {
            standing.programme.id: _find_first_step(
                ProgrammeAccess(session, viewer, app_state, standing.programme), as_of
            )
            for standing in standings
            if standing.period is None
        },
        "groups": draw_waiting(waiting.items, readable, viewer.rights, request.app.state.paths, today),
        "count": len(waiting.items),
        "waiting_count": len(waiting.items),
        "late": sum(item.is_late(today) for item in waiting.items),
    }
    return render_page(request, "home/rounds.html", context, viewer=viewer)


def _find_first_step(access: ProgrammeAccess, as_of: AsOf) -> FirstStep | None:
    """Return what a programme lacks before its first round, None where something is promised."""
    promises = list_deliverables(access.session, access.programme.id)
    lines = action_lines(access.session, access.programme.id, as_of.day)
    return find_first_step(access, as_of, len(promises), lines)


@router.get("/programmas/{slug}/rapportages/{half_year}/poort", name="home.gate")
def gate(request: Request, access: RoundToRun) -> Response:
    """Show what keeps the report from being adopted; the home asks for it apart, since it takes a while."""
    app_state, period = access.app_state, access.period
    cached = app_state.renders.get(
        _gate_key(app_state, access.programme, period),
        lambda: round_gate(access.session, access.programme, period),
    )
    context = {**access.reports.layout_context, "period": period, "gate": cached}
    return render_page(request, "home/gate.html", context, block="gate_strip", viewer=access.viewer)


def _find_gate(app_state: AppState, standing: RoundStanding) -> RoundGate | None:
    """Return what was kept of the gate of a round; none where it is not known yet, or not asked for."""
    if standing.period is None:
        return None
    kept: RoundGate | None = app_state.renders.find(_gate_key(app_state, standing.programme, standing.period))
    return kept


def _gate_key(app_state: AppState, programme: ProgrammeRow, period: PeriodRow) -> tuple[object, ...]:
    return ("gate", programme.id, programme.revision, period.id, app_state.today())


def _draw_phases(standing: RoundStanding) -> list[Phase]:
    return list_phases(standing.period.state, standing.steps) if standing.period else []
