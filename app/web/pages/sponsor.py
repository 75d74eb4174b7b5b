"""A sponsor's home: to sign and decide, late, moved and coming, and what changed since the last visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.domain.half_year import HalfYear
from app.domain.report import Section
from app.domain.role import Rights
from app.domain.visit import begins_visit, find_last_visit
from app.domain.waiting import WaitingKind
from app.queries.changes import Since, digest_since
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programmes
from app.queries.report.review import Review, review_of
from app.queries.report.section_text import section_writers
from app.queries.reporting_period import PeriodRow, period_by_id
from app.queries.visit import visit_of
from app.queries.waiting import Waiting
from app.web.assessments import load_states
from app.web.auth import remember_visit
from app.web.deps.session import AsOf, SessionDep, ViewerDep
from app.web.responses import render_page
from app.web.state import AppState, get_app_state
from app.web.views.change import DigestGroup, draw_digest
from app.web.views.sponsor import (
    SponsoredProgramme,
    build_coming_axis,
    describe_move,
    describe_needs,
    draw_coming,
    load_sponsored,
    merge_lists,
)
from app.web.waiting import load_waiting

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ReportToSign:
    """A report in review with the sections that one may sign still; `lapsed` are those that changed since."""

    programme: ProgrammeRow
    period: PeriodRow
    version: str
    sections: Sequence[Section]
    lapsed: frozenset[str]


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """What changed since the last visit; since the half-year began where there was none."""

    visit: datetime | None
    digest: Sequence[DigestGroup]


@router.get("/opdrachtgever", name="sponsor.show")
def show(request: Request, session: SessionDep, viewer: ViewerDep) -> Response:
    """Show the programmes that the viewer sponsors. The number of queries depends on that of programmes."""
    return render_sponsor(request, session, viewer)


def render_sponsor(request: Request, session: Session, viewer: Viewer) -> Response:
    """Return the page of a sponsor."""
    app_state = get_app_state(request)
    today, waiting = app_state.today(), load_waiting(app_state, session, viewer)
    sponsored = {id: parties for id in viewer.rights.held_in if (parties := viewer.rights.acts_for(id))}
    readable = programmes(session, sponsored)
    views = [_load(app_state, session, row, sponsored[row.id], today) for row in readable]
    axis = build_coming_axis(today)
    seen = {row.id: _find_news(request, session, app_state, viewer, row) for row in readable}
    context = {
        "active_page": "sponsor.show",
        "as_of": AsOf(today, today),
        "views": views,
        "lists": merge_lists(views),
        "waiting_count": len(waiting.items),
        "to_sign": _list_to_sign(session, viewer.rights, waiting, {row.id: row for row in readable}),
        "seen": seen,
        "last_visit": max((news.visit for news in seen.values() if news.visit), default=None),
        "axis": axis,
        "marks": draw_coming(axis, views),
        "describe_move": describe_move,
        "describe_needs": describe_needs,
    }
    return render_page(request, "sponsor/show.html", context, viewer=viewer)


def _load(
    app_state: AppState, session: Session, programme: ProgrammeRow, parties: frozenset[int], today: date
) -> SponsoredProgramme:
    def load() -> SponsoredProgramme:
        states = load_states(app_state, session, programme, today)
        return load_sponsored(session, programme, states, parties, today)

    return app_state.renders.get(("sponsor", programme.id, programme.revision, parties, today), load)


def _find_news(
    request: Request, session: Session, app_state: AppState, viewer: Viewer, programme: ProgrammeRow
) -> SeenBefore:
    """Return what changed since the last visit; on the first since the half-year began. Six queries."""
    now, today = app_state.now(), app_state.today()
    visit = visit_of(session, viewer.id, programme.id)
    if begins_visit(visit, now):
        remember_visit(request, viewer.id, programme.id)
    before = find_last_visit(visit, now)
    begins = Since(today, moment=before) if before else Since(today, HalfYear.containing(today).starts_on)

    def draw() -> list[DigestGroup]:
        states = load_states(app_state, session, programme, today)
        digest = digest_since(session, programme.id, begins, states)
        return draw_digest(digest, request.app.state.paths, AsOf(today, today))

    key = ("news", programme.id, programme.revision, begins)
    return SeenBefore(before, app_state.renders.get(key, draw))


def _list_to_sign(
    session: Session, rights: Rights, waiting: Waiting, readable: Mapping[int, ProgrammeRow]
) -> list[ReportToSign]:
    """Return the sections to sign of each report in review. Nine queries a report; mostly there is none."""
    kinds = (WaitingKind.SIGNATURE, WaitingKind.LAPSED_SIGNATURE)
    reports = []
    for period_id in dict.fromkeys(item.record_id for item in waiting.of_kind(*kinds)):
        period = period_by_id(session, period_id)
        review, writers = review_of(session, period), section_writers(session, period_id)
        if review is not None:
            programme = readable[period.programme_id]
            reports.append(_to_sign(programme, period, review, rights, writers))
    return reports


def _to_sign(
    programme: ProgrammeRow,
    period: PeriodRow,
    review: Review,
    rights: Rights,
    writers: Mapping[str, frozenset[int]],
) -> ReportToSign:
    own = rights.acts_for(programme.id) & {party.id for party in review.sponsors}
    unsigned = {section.key for party in own for section in review.open_for(party)}
    sections = [
        section
        for section in review.sections
        if section.key in unsigned and rights.person_id not in writers.get(section.key, ())
    ]
    lapsed = frozenset(key for party, key in review.void if party in own)
    return ReportToSign(programme, period, review.version.name, sections, lapsed)
