"""The register of named moments, for administrators: when the recess is, and the budget debate."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.dutch_text import order_key
from app.domain.refusal import Forbidden
from app.queries.named_moment import RegisteredMoment, registered_moments
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, Id, Number, Paging, Parameters, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import NamedMoment, collection_of
from app.web.deps.people import require_allowed
from app.web.openapi import PAGED

router = api_router("Named moments")


ORDERS: Orders[RegisteredMoment] = {
    "startsOn": lambda row: (row.first, row.id),
    "name": lambda row: order_key(row.name),
    "id": lambda row: row.id,
}


class NamedMomentFilters(Paging):
    """Which named moments are asked for."""

    year: Number | Absent = Field(None, description="Only of this year.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("startsOn", description=SORT)


@router.get(
    "/named-moments",
    name="api.named_moment.index",
    response_model=collection_of(NamedMoment),
    responses=PAGED,
)
def index(filters: Annotated[NamedMomentFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the named moments with which promises are read, for administrators."""

    def load() -> CachedResponse:
        rows = registered_moments(access.session) if access.viewer.rights.administers else []
        matching = [row for row in rows if filters.year in (None, row.year)]
        page = cut_page(access, matching, filters, ORDERS)
        return write_page(map(_shape, page.rows), page.after)

    return respond(access, load, keep=False)


@router.get("/named-moments/{id}", name="api.named_moment.show", response_model=NamedMoment)
def show(id: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get a named moment, for administrators."""

    def load() -> CachedResponse:
        require_allowed(
            access.viewer,
            access.viewer.rights.administers,
            Forbidden("Only an administrator keeps the named moments."),
        )
        row = require_one(registered_moments(access.session, id))
        return write_one(_shape(row), row.version)

    return respond(access, load, keep=False)


def _shape(row: RegisteredMoment) -> NamedMoment:
    return NamedMoment.of(row, starts_on=row.first, ends_on=row.last)
