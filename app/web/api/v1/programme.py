"""Programmes: what the viewer may read at all."""

from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.count import count_deliverables
from app.domain.structure import ProgrammeKind
from app.queries.programme import ProgrammeRow, programme_on, programmes_on
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.deliverable import states_on
from app.web.api.v1.filters import SORT, Absent, AsOfFilter, AsOfQuery, Paging, SlugInPath
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Counts, Programme, collection_of
from app.web.openapi import PAGED

router = api_router("Programmes")


class ProgrammeFilters(AsOfFilter, Paging):
    """Which programmes are asked for."""

    kind: ProgrammeKind | Absent = Field(None, description="Only of this kind.")
    sort: Literal["title", "-title", "slug", "-slug"] = Field("title", description=SORT)


@router.get(
    "/programmes", name="api.programme.index", response_model=collection_of(Programme), responses=PAGED
)
def index(filters: Annotated[ProgrammeFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the programmes that you may read."""

    def load() -> CachedResponse:
        every = [row for row in access.programmes.values() if filters.kind in (None, row.kind)]
        rows = programmes_on(access.session, every, filters.day(access))
        orders: Orders[ProgrammeRow] = {"title": lambda row: row.title, "slug": lambda row: row.slug}
        page = cut_page(rows, filters, lambda row: row.slug, filters.sort, orders)
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
