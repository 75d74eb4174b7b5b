"""One's own links with which a calendar fetches milestones: made, renewed and revoked."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import calendar_link
from app.actions.calendar_link import build_link
from app.domain.calendar_feed import CalendarKind
from app.domain.refusal import Forbidden, Invalid
from app.queries.calendar_link import CalendarLinkRow, calendar_links
from app.queries.role_grant import grants_of
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import NewCalendarLink
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import ChangeableWithSecret, IfMatch, answer_changed, answer_created, answer_gone
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import CalendarAddress, CalendarLink, collection_of
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Calendar links")

ORDERS: Orders[CalendarLinkRow] = {
    "id": lambda row: row.id,
    "createdAt": lambda row: (row.created_at, row.id),
}


class CalendarLinkFilters(Paging):
    """Which links are asked for."""

    kind: CalendarKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("id", description=SORT)


def require_whole_person(access: ReadableProgrammes) -> ProgrammesAccess:
    """Return the request. Refuses a token for one programme: a link may show what that does not open."""
    if set(grants_of(access.session, access.viewer.id)) != set(access.viewer.rights.grants):
        raise Forbidden(
            "This token is for one programme only. Use one that opens everything that you may see."
        )
    return access


@dataclass(frozen=True, slots=True)
class LinkAccess:
    """A link of the viewer."""

    programmes: ProgrammesAccess
    row: CalendarLinkRow

    def show(self) -> CachedResponse:
        """Write it as it is by now. Refuses (`NotFound`) where it was revoked."""
        row = require_one(_own_links(self.programmes, self.row.id))
        return write_one(_shape(self.programmes, row), row.version)


def load_link(access: Annotated[ProgrammesAccess, Depends(require_whole_person)], id: Id) -> LinkAccess:
    """Load the link in the path. Refuses (`NotFound`) that of anybody else."""
    return LinkAccess(access, require_one(_own_links(access, id)))


OwnLink = Annotated[LinkAccess, Depends(load_link)]


@router.get(
    "/calendar-links",
    name="api.calendar_link.index",
    response_model=collection_of(CalendarLink),
    responses=PAGED,
    dependencies=[Depends(require_whole_person)],
)
def index(filters: Annotated[CalendarLinkFilters, Query()], access: ReadableProgrammes) -> Response:
    """List your links with which a calendar fetches milestones; their secrets are shown to nobody."""

    def load() -> CachedResponse:
        matching = [row for row in _own_links(access) if filters.kind in (None, row.kind)]
        page = cut_page(access, matching, filters, ORDERS)
        return write_page((_shape(access, row) for row in page.rows), page.after)

    return respond(access, load, keep=False)


@router.get("/calendar-links/{id}", name="api.calendar_link.show", response_model=CalendarLink)
def show(link: OwnLink, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get one of your links, without its secret."""
    return respond(link.programmes, link.show, keep=False)


@router.post(
    "/calendar-links",
    name="api.calendar_link.create",
    status_code=HTTPStatus.CREATED,
    response_model=CalendarAddress,
    responses=CREATED,
    dependencies=[Depends(require_whole_person)],
)
def create(access: ChangeableWithSecret, body: NewCalendarLink) -> Response:
    """Make a link. Its address is shown in this answer, and nowhere else."""
    with body.faults():
        if (body.kind is CalendarKind.PROGRAMME) != (body.programme is not None):
            raise Invalid.because(
                "programme", "Name a programme for a calendar of a programme, and for no other."
            )
    programme_id = access.programme_called(body.programme).id if body.programme else None
    link_id, secret = calendar_link.create(
        access.session, access.act, access.viewer.id, body.kind, programme_id
    )
    content = _write_address(access, link_id, secret)
    return answer_created(access, "api.calendar_link.show", content, id=link_id)


@router.post(
    "/calendar-links/{id}/_renew",
    name="api.calendar_link.renew",
    response_model=CalendarAddress,
    responses=CHANGED,
)
def renew(access: ChangeableWithSecret, link: OwnLink, if_match: IfMatch) -> Response:
    """Give a link a new address, shown in this answer. The earlier one stops working at once."""
    with if_match.judge(link.row.version, link.show) as version:
        secret = calendar_link.renew(access.session, access.act, access.viewer.id, link.row.id, version)
    return answer_changed(access, _write_address(access, link.row.id, secret))


@router.post(
    "/calendar-links/{id}/_revoke",
    name="api.calendar_link.revoke",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def revoke(access: ChangeableWithSecret, link: OwnLink, if_match: IfMatch) -> Response:
    """Revoke a link: its address stops working at once."""
    with if_match.judge(link.row.version, link.show) as version:
        calendar_link.revoke(access.session, access.act, access.viewer.id, link.row.id, version)
    return answer_gone(access)


def _own_links(access: ProgrammesAccess, link_id: int | None = None) -> list[CalendarLinkRow]:
    return [row for row in calendar_links(access.session, access.viewer.id) if link_id in (None, row.id)]


def _shape(access: ProgrammesAccess, row: CalendarLinkRow) -> CalendarLink:
    return CalendarLink.of(row, programme=_slug(access, row))


def _write_address(access: ProgrammesAccess, link_id: int, secret: str) -> CachedResponse:
    row = require_one(_own_links(access, link_id))
    address = build_link(access.app_state.settings.public_url, secret)
    shape = CalendarAddress.of(row, programme=_slug(access, row), address=address)
    return write_one(shape, row.version)


def _slug(access: ProgrammesAccess, row: CalendarLinkRow) -> str | None:
    """Return the slug of the programme of a link, none of one that may not be read any more."""
    programme = access.programmes.get(row.programme_id or 0)
    return programme.slug if programme else None
