"""Pilot sites: the regions in which programmes try things out."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.dutch_text import order_key
from app.queries.party import PilotSiteRow, pilot_site_by_id, pilot_sites
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import PilotSite, collection_of
from app.web.openapi import PAGED

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

    def load() -> CachedResponse:
        row = require_row(pilot_site_by_id(access.session, access.programme_ids, id))
        return write_one(_shape(row, access), row.version)

    return respond(access, load)


def _shape(row: PilotSiteRow, access: ProgrammesAccess) -> PilotSite:
    return PilotSite.of(row, programme=access.slug(row.programme_id))
