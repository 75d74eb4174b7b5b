"""External dependencies: what others must bring, when they said so, and what waits for it."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.structure import ExternalState
from app.queries.external_dependency import ExternalDependencyRow, external_dependencies
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters
from app.web.api.v1.pagination import cut_page_by_id, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ExternalDependency, Window, collection_of
from app.web.openapi import PAGED

router = api_router("External dependencies")


class ExternalDependencyFilters(ListFilters):
    """Which external dependencies are asked for."""

    state: ExternalState | Absent = Field(None, description="Only in this state.")
    sort: Literal["position", "-position", "title", "-title", "latest", "-latest"] = Field(
        "position", description=SORT
    )

    def match(self, row: ExternalDependencyRow) -> bool:
        """Return whether it is asked for."""
        return self.state in (None, row.state)


@router.get(
    "/external-dependencies",
    name="api.external_dependency.index",
    response_model=collection_of(ExternalDependency),
    responses=PAGED,
)
def index(filters: Annotated[ExternalDependencyFilters, Query()], access: ReadableProgrammes) -> Response:
    """List what others must bring, as it stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        rows = external_dependencies(access.session, filters.programme_ids(access), day)
        page = cut_page_by_id(
            [row for row in rows if filters.match(row)],
            filters,
            filters.sort,
            {
                "title": lambda row: row.title,
                "latest": lambda row: (row.window and row.window.latest) or date.max,
            },
        )
        return write_page((_shape(row, access, day) for row in page.rows), page.after)

    return respond(access, load)


@router.get(
    "/external-dependencies/{id}", name="api.external_dependency.show", response_model=ExternalDependency
)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get one thing that others must bring, as it stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        row = require_one(external_dependencies(access.session, access.programme_ids, day, id))
        return write_one(_shape(row, access, day), row.version)

    return respond(access, load)


def _shape(row: ExternalDependencyRow, access: ProgrammesAccess, day: date) -> ExternalDependency:
    return ExternalDependency.of(
        row,
        programme=access.slug(row.programme_id),
        party=row.owner_party_id,
        window=Window.of(row.window, firmness=row.firmness) if row.window else None,
        stale=row.is_stale(day),
    )
