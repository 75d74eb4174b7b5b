"""The viewer's own links with which a calendar fetches milestones: made, renewed and revoked."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import calendar_link
from app.actions.calendar_link import build_link
from app.domain.calendar_feed import CalendarKind, may_open
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.queries.calendar_link import CalendarLinkRow, calendar_links
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programmes
from app.web.deps.session import AppStateDep, Id, SessionDep, ViewerDep
from app.web.forms import FormText, OwnForm, all_or_nothing, read_member, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.state import AppState

router = APIRouter(include_in_schema=False, prefix="/mijn-agenda")


class CalendarForm(OwnForm):
    """Of what a link is made: a kind of feed (`soort`), and the slug of a programme where it is of one."""

    soort: FormText = ""
    programma: FormText = ""


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A feed that the viewer has a link to, or may make one to; without right to it any more it is lapsed."""

    kind: CalendarKind
    slug: str
    programme: str
    link: CalendarLinkRow | None
    is_lapsed: bool = False


@router.get("", name="calendar_link.index")
def index(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, programma: str = ""
) -> Response:
    """List the viewer's feeds; the programme in the address comes first."""
    return _render(request, session, app_state, viewer, slug=programma)


@router.post("", name="calendar_link.create", dependencies=[Depends(require_own_form)])
def create(
    request: Request,
    session: SessionDep,
    app_state: AppStateDep,
    viewer: ViewerDep,
    form: Annotated[CalendarForm, Form()],
) -> Response:
    """Make a link, and show it this once."""
    kind = read_member(CalendarKind, form.soort, "soort")
    programme = _find_programme(session, viewer, form.programma)
    programme_id = programme.id if programme and kind is CalendarKind.PROGRAMME else None
    if kind is None or (kind is CalendarKind.PROGRAMME and programme_id is None):
        raise Invalid.because("soort", "Choose one of the given values.")
    try:
        with all_or_nothing(session):
            act = app_state.act(viewer.id, "web")
            link_id, secret = calendar_link.create(session, act, viewer.id, kind, programme_id)
    except Conflict as refusal:
        return _render(request, session, app_state, viewer, slug=form.programma, refused=refusal.message)
    return _render(request, session, app_state, viewer, slug=form.programma, fresh=(link_id, secret))


@router.post("/{id}/vernieuwing", name="calendar_link.renew", dependencies=[Depends(require_own_form)])
def renew(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, id: Id
) -> Response:
    """Replace the secret of one of the viewer's links, and show it this once."""
    secret = calendar_link.renew(session, app_state.act(viewer.id, "web"), viewer.id, id)
    return _render(request, session, app_state, viewer, fresh=(id, secret))


@router.post("/{id}/einde", name="calendar_link.revoke", dependencies=[Depends(require_own_form)])
def revoke(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, id: Id
) -> Response:
    """Revoke one of the viewer's links."""
    calendar_link.revoke(session, app_state.act(viewer.id, "web"), viewer.id, id)
    return redirect_to(request, "calendar_link.index")


def _find_programme(session: Session, viewer: Viewer, slug: str) -> ProgrammeRow | None:
    """Return the programme of a slug, None without one. Refuses one that the viewer may not read."""
    if not slug:
        return None
    programme = next((row for row in programmes(session, viewer.rights.readable()) if row.slug == slug), None)
    if programme is None:
        raise NotFound("There is no such programme.")
    return programme


def _render(
    request: Request,
    session: Session,
    app_state: AppState,
    viewer: Viewer,
    *,
    slug: str = "",
    fresh: tuple[int, str] | None = None,
    refused: Message | None = None,
) -> Response:
    links = calendar_links(session, viewer.id)
    chosen = _find_programme(session, viewer, slug)
    address = build_link(app_state.settings.public_url, fresh[1]) if fresh else ""
    context = {
        "rows": _list_rows(session, viewer, links, chosen),
        "fresh_id": fresh[0] if fresh else None,
        "address": address,
        "subscription": "webcal:" + address.partition(":")[2] if fresh else "",
        "refused": refused,
        "active_page": "session.index",
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render_page(request, "calendar_link/index.html", context, viewer=viewer, status_code=status)


def _list_rows(
    session: Session, viewer: Viewer, links: list[CalendarLinkRow], chosen: ProgrammeRow | None
) -> list[CalendarRow]:
    """Return the feeds that the viewer has or could have: not every programme that an administrator reads."""
    by_feed: Mapping[tuple[CalendarKind, int | None], CalendarLinkRow] = {
        (link.kind, link.programme_id): link for link in links
    }
    of_person = (CalendarKind.LEAD, CalendarKind.SPONSOR)
    rows = [
        CalendarRow(kind, "", "", by_feed.get((kind, None)))
        for kind in of_person
        if may_open(viewer.rights, kind, None)
    ]
    listed = programmes(session, viewer.rights.held_in)
    in_order = ([chosen] if chosen else []) + [row for row in listed if chosen is None or row.id != chosen.id]
    rows += [
        CalendarRow(
            CalendarKind.PROGRAMME, row.slug, row.title, by_feed.get((CalendarKind.PROGRAMME, row.id))
        )
        for row in in_order
    ]
    shown = {row.link.id for row in rows if row.link}
    rows += [
        CalendarRow(
            link.kind,
            link.slug or "",
            link.programme or "",
            link,
            is_lapsed=not may_open(viewer.rights, link.kind, link.programme_id),
        )
        for link in links
        if link.id not in shown
    ]
    return rows
