"""Programmes: what the viewer may read at all."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.count import count_deliverables
from app.domain.dutch_text import order_key
from app.domain.structure import ProgrammeKind
from app.queries.programme import ProgrammeRow, programme_on, programmes_on
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.deliverable import states_on
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Listed, SlugInPath, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Counts, Programme, collection_of
from app.web.openapi import PAGED

router = api_router("Programmes")


ORDERS: Orders[ProgrammeRow] = {
    "title": lambda row: (order_key(row.title), row.id),
    "slug": lambda row: row.slug,
}


class ProgrammeFilters(Listed):
    """Which programmes are asked for."""

    kind: ProgrammeKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("title", description=SORT)

    def match(self, row: ProgrammeRow) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind)


@router.get(
    "/programmes", name="api.programme.index", response_model=collection_of(Programme), responses=PAGED
)
def index(filters: Annotated[ProgrammeFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the programmes that you may read."""

    def load() -> CachedResponse:
        rows = programmes_on(access.session, list(access.programmes.values()), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "programme")
        return write_page(map(_shape, page.rows), page.after)

    return respond(access, load)


@router.get("/programmes/{slug}", name="api.programme.show", response_model=Programme)
def show(slug: SlugInPath, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a programme."""
    row = access.programme_called(slug)

    def load() -> CachedResponse:
        then = programme_on(access.session, row, filters.day(access))
        return write_one(_shape(then), row.version)

    return respond(access, load)


@router.get("/programmes/{slug}/counts", name="api.programme.counts", response_model=Counts)
def show_counts(slug: SlugInPath, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Count the deliverables of a programme by verdict, with what became of the dates first promised."""
    row = access.programme_called(slug)

    def load() -> CachedResponse:
        day = filters.day(access)
        return write_one(Counts.of(count_deliverables(states_on(access, row, day)), day=day))

    return respond(access, load)


def _shape(row: ProgrammeRow) -> Programme:
    return Programme.of(row)
