"""Briefs: one page as PDF for a meeting, of the overview, of what waits for the viewer, of the portfolio."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.domain.refusal import Invalid
from app.queries.deliverable import deliverable_states
from app.queries.overview import choose
from app.queries.portfolio import portfolio_row
from app.queries.programme import programmes, programmes_on
from app.queries.tally import count
from app.renderers.brief import Brief, render_brief
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import AppStateDep, DayOfFileDep, SessionDep, ViewerDep
from app.web.state import AppState
from app.web.views.brief import build_overview_brief, build_portfolio_brief, build_waiting_brief
from app.web.views.overview import OverviewQuery, count_items, read_overview_query
from app.web.views.waiting import draw_waiting
from app.web.waiting import load_waiting

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/overzicht/bestand.pdf", name="overview.brief")
def show_overview(
    request: Request,
    access: ReadableProgramme,
    as_of: DayOfFileDep,
    filters: Annotated[OverviewQuery, Depends(read_overview_query)],
) -> Response:
    """Return what is to come in a programme, as its overview with the same filter and day tells it."""
    if filters.wrong:
        raise Invalid(dict(filters.wrong))
    programme, paths = access.programme, request.app.state.paths
    states = deliverable_states(access.session, programme.id, as_of.day)
    tally = count(choose(states, replace(filters.filter, stand="")), as_of.day)
    params, query = {"slug": programme.slug}, as_of.query
    counts = count_items(tally, filters, paths, params, query)
    address = paths("overview.show", filters.query(**query), **params)
    brief = build_overview_brief(
        programme.title, choose(states, filters.filter), counts, as_of.day, _site(access.app_state) + address
    )
    return _send(brief, f"overzicht-{programme.slug}")


@router.get("/portfolio/bestand.pdf", name="portfolio.brief")
def show_portfolio(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, as_of: DayOfFileDep
) -> Response:
    """Return every programme that the viewer may read, with its counts, for a board."""
    readable = programmes(session, viewer.rights.readable())
    if as_of.is_past:
        readable = programmes_on(session, readable, as_of.day)
    rows = [portfolio_row(session, programme, as_of.day) for programme in readable]
    address = _site(app_state) + request.app.state.paths("portfolio.index", as_of.query)
    return _send(build_portfolio_brief(rows, as_of.day, address), "portfolio")


@router.get("/wacht-op-u/bestand.pdf", name="waiting.brief")
def show_waiting(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep
) -> Response:
    """Return what waits for the viewer today."""
    waiting, today, paths = (
        load_waiting(app_state, session, viewer),
        app_state.today(),
        request.app.state.paths,
    )
    readable = {row.id: row for row in programmes(session, viewer.rights.held_in)}
    groups = draw_waiting(waiting.items, readable, viewer.rights, paths, today)
    late = sum(item.is_late(today) for item in waiting.items)
    address = _site(app_state) + paths("waiting.index")
    brief = build_waiting_brief(groups, len(waiting.items), late, viewer.name, today, address)
    return _send(brief, "wacht-op-u")


def _send(brief: Brief, name: str) -> Response:
    file = f"{name}-{brief.day.isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{file}"'}
    return Response(render_brief(brief), headers=headers, media_type="application/pdf")


def _site(app_state: AppState) -> str:
    return app_state.settings.public_url.rstrip("/")
