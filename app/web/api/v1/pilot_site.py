"""Pilot sites: the regions in which programmes try things out."""

from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.queries.party import PilotSiteRow, pilot_site_by_id, pilot_site_page
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, AsOfQuery, Id, ListFilters
from app.web.api.v1.pagination import read_page_request, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import PilotSite, collection_of
from app.web.openapi import PAGED

router = api_router("Pilot sites")


class PilotSiteFilters(ListFilters):
    """Which pilot sites are asked for."""

    sort: Literal["id", "-id", "name", "-name"] = Field("id", description=SORT)


@router.get(
    "/pilot-sites", name="api.pilot_site.index", response_model=collection_of(PilotSite), responses=PAGED
)
def index(filters: Annotated[PilotSiteFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the pilot sites of your programmes."""

    def load() -> CachedResponse:
        page = pilot_site_page(
            access.session,
            filters.programme_ids(access),
            read_page_request(filters, filters.sort, {"name": "name"}),
        )
        return write_page((_shape(row, access) for row in page.rows), page.after)

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
