"""The feed that somebody's calendar fetches with a secret link, without an account (RFC 5545)."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions.calendar_link import PATH
from app.domain.calendar_feed import Calendar, CalendarEntry, CalendarKind, find_span, may_open
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.wording import Words
from app.domain.wording.calendar_entry import calendar_description, calendar_title
from app.queries.calendar_link import OpenedCalendar, opened_calendar
from app.queries.deliverable import DeliverableState, deliverables_by_id
from app.queries.lead import own_deliverables
from app.queries.programme import ProgrammeRow, programmes
from app.renderers.calendar import MEDIA_TYPE, write_calendar
from app.security import hash_secret
from app.templating.wording import words_of
from app.web import conditions
from app.web.assessments import load_states
from app.web.auth import remember_calendar_use
from app.web.deps.session import AppStateDep, SessionDep
from app.web.state import AppState

router = APIRouter(include_in_schema=False)

_CACHING = "private, no-cache"
"""A calendar asks each time whether it changed; nobody on the way keeps what a secret opens."""


@router.get(PATH, name="calendar_feed.show")
def show(request: Request, session: SessionDep, app_state: AppStateDep, secret: str) -> Response:
    """Send the feed of a link, by the rights that its person has now. Lost rights and lost links: 404."""
    opened = opened_calendar(session, hash_secret(secret))
    if opened is None or not may_open(opened.rights, opened.kind, opened.programme_id):
        raise NotFound("There is no such calendar, or not any more.")
    app_state.rate_limits.count_calendar(opened.id, app_state.now())
    remember_calendar_use(request, opened.id, opened.last_used_at)
    rows = _readable_programmes(session, opened)
    key = ("calendar", opened.kind, opened.programme_id, opened.rights, opened.revisions, app_state.today())
    revisions = tuple(row.revision for row in rows)
    body = app_state.renders.get((*key, revisions), lambda: _write(request, session, app_state, opened, rows))
    headers = {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": _CACHING}
    headers["X-Robots-Tag"] = "noindex"
    return conditions.send(request, body, MEDIA_TYPE, headers)


def _readable_programmes(session: Session, opened: OpenedCalendar) -> list[ProgrammeRow]:
    """Return the programmes from which a feed is made, by title. One query."""
    rights = opened.rights
    if opened.programme_id is not None:
        return programmes(session, {opened.programme_id})
    if opened.kind is CalendarKind.SPONSOR:
        return programmes(session, {id for id in rights.held_in if rights.acts_for(id)})
    return programmes(session, rights.held_in)


def _write(
    request: Request,
    session: Session,
    app_state: AppState,
    opened: OpenedCalendar,
    rows: list[ProgrammeRow],
) -> bytes:
    site, words, paths = (
        app_state.settings.public_url.rstrip("/"),
        words_of(DEFAULT_LANGUAGE),
        request.app.state.paths,
    )
    titles = {row.id: row.title for row in rows}
    entries = [
        entry
        for state in _load_states(session, app_state, opened, rows)
        if (address := site + paths("deliverable.show", deliverable_id=state.id))
        and (entry := build_entry(state, titles, address, words))
    ]
    return write_calendar(
        Calendar(_name(opened, rows, words), tuple(entries)), urlsplit(site).hostname or "mijlpaal"
    )


def _load_states(
    session: Session, app_state: AppState, opened: OpenedCalendar, rows: Iterable[ProgrammeRow]
) -> list[DeliverableState]:
    """Return what a feed shows. Seven queries a programme, or nine for everything that somebody leads."""
    today = app_state.today()
    if opened.kind is not CalendarKind.LEAD:
        return [state for row in rows for state in load_states(app_state, session, row, today)]
    rights = opened.rights
    office_of = [programme_id for programme_id in rights.held_in if rights.may_run_round(programme_id)]
    own = own_deliverables(session, rights.person_id, office_of)
    return deliverables_by_id(session, sorted(id for ids in own.values() for id in ids), today)


def build_entry(
    state: DeliverableState, titles: Mapping[int, str], address: str, words: Words
) -> CalendarEntry | None:
    """Return a deliverable as a calendar draws it; None where no day is known."""
    span = find_span(state.assessment)
    if span is None:
        return None
    place = titles[state.programme_id], state.project
    return CalendarEntry(
        id=state.id,
        title=calendar_title(state.title, state.kind, state.assessment, words),
        description=calendar_description(state.kind, state.assessment, place, words),
        address=address,
        span=span,
        is_decision=state.kind is DeliverableKind.DECISION,
        is_withdrawn=state.assessment.timeliness is Timeliness.WITHDRAWN,
        version=state.version,
        updated_at=state.updated_at,
    )


def _name(opened: OpenedCalendar, rows: list[ProgrammeRow], words: Words) -> str:
    """Return what calendars call the feed."""
    if opened.kind is CalendarKind.LEAD:
        return words.say("Mijlpaal: what you lead")
    if opened.kind is CalendarKind.SPONSOR:
        return words.say("Mijlpaal: what you sponsor")
    return words.say("Mijlpaal: %(programme)s", programme=rows[0].title)
