"""Pilot sites: the regions in which programmes try things out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import pilot_site
from app.domain.dutch_text import order_key
from app.queries.party import PilotSiteRow, pilot_site_by_id, pilot_sites
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.party import NewPilotSite, PilotSiteChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created
from app.web.api.v1.filters import SORT, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import PilotSite, collection_of
from app.web.openapi import CHANGED, CREATED, PAGED

router = api_router("Pilot sites")


ORDERS: Orders[PilotSiteRow] = {
    "id": lambda row: row.id,
    "name": lambda row: order_key(row.name),
}


class PilotSiteFilters(ListFilters):
    """Which pilot sites are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("id", description=SORT)


@router.get(
    "/pilot-sites",
    name="api.pilot_site.index",
    response_model=collection_of(PilotSite, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[PilotSiteFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the pilot sites of your programmes."""

    def load() -> CachedResponse:
        rows = pilot_sites(access.session, filters.programme_ids(access))
        page = list_page(access, rows, filters, ORDERS, "pilot_site")
        return write_page((_shape(row, access) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/pilot-sites/{id}", name="api.pilot_site.show", response_model=PilotSite)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a pilot site."""

    return respond(access, lambda: _write(access, id))


@router.post(
    "/pilot-sites",
    name="api.pilot_site.create",
    status_code=HTTPStatus.CREATED,
    response_model=PilotSite,
    responses=CREATED,
)
def create(access: Changeable, body: NewPilotSite) -> Response:
    """Add a pilot site to a programme."""
    session, programme = access.session, access.require_structure(access.programme_called(body.programme).id)
    with body.faults():
        name = pilot_site.check_name(session, body.name, programme.id)
        site_id = pilot_site.add(session, access.act, programme.id, name=name)
    content = _write(access, site_id)
    return answer_created(access, "api.pilot_site.show", content, programme.id, id=site_id)


def load_pilot_site(access: ReadableProgrammes, id: Id) -> PilotSiteRow:
    """Load the pilot site in the path. Refuses people who may not change what its programme is made of."""
    row = require_row(pilot_site_by_id(access.session, access.programme_ids, id))
    access.require_structure(row.programme_id)
    return row


@router.patch("/pilot-sites/{id}", name="api.pilot_site.update", response_model=PilotSite, responses=CHANGED)
def update(
    row: Annotated[PilotSiteRow, Depends(load_pilot_site)],
    access: ReadableProgrammes,
    if_match: IfMatch,
    body: PilotSiteChange,
) -> Response:
    """Change the name or place of a pilot site, or say since when it takes no part any more."""
    facts = {"name": row.name, "withdrawn_on": row.withdrawn_on} | body.given("position")
    with body.faults(), if_match.judge(row.version, lambda: _write(access, row.id)) as version:
        pilot_site.revise(access.session, access.act, row.id, version, **facts, place=body.position)
    return answer_changed(access, _write(access, row.id), row.programme_id)


def _write(access: ProgrammesAccess, site_id: int) -> CachedResponse:
    row = require_row(pilot_site_by_id(access.session, access.programme_ids, site_id))
    return write_one(_shape(row, access), row.version)


def _shape(row: PilotSiteRow, access: ProgrammesAccess) -> PilotSite:
    return PilotSite.of(row, programme=access.slug(row.programme_id))
