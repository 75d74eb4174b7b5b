"""The deadlines of a deliverable: every one that was ever said, and what it changed."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.lifeline import DeadlineStatement, trace_lifeline
from app.queries.address import authors_of
from app.queries.deliverable_records import deadlines_said
from app.queries.scope import Scope
from app.tables import Deadline
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.filters import SORT, AsOfFilter, Id, Paging, RecordedSince, SortedBy
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import DeadlineSaid, collection_of
from app.web.openapi import PAGED

router = api_router("Deliverables")


ORDERS: Orders[DeadlineStatement] = {
    "saidOn": lambda row: (row.deadline.said_on, row.deadline.recorded_at, row.deadline.id),
    "id": lambda row: row.deadline.id,
}


class DeadlineFilters(AsOfFilter, RecordedSince, Paging):
    """How the deadlines of a deliverable are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("saidOn", description=SORT)


@router.get(
    "/deliverables/{id}/deadlines",
    name="api.deadline.index",
    response_model=collection_of(DeadlineSaid),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[DeadlineFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the deadlines of a deliverable, the first one first.

    In the order of (`saidOn`, `recordedAt`, `id`). A row that another names in `corrects` no longer counts.
    """

    def load() -> CachedResponse:
        programme_of(access, id)
        scope = Scope(ids=[id])
        deadlines = deadlines_said(access.session, scope, filters.day(access), corrected=True)
        authors = authors_of(access.session, Deadline, id)
        statements = trace_lifeline(deadlines.get(id, []))
        page = cut_page(
            access,
            filters.recorded_since(statements, lambda row: row.deadline.recorded_at),
            filters,
            ORDERS,
            lambda row: row.deadline.id,
        )
        return write_page((_shape(row, authors[row.deadline.id]) for row in page.rows), page.after)

    return respond(access, load)


def _shape(row: DeadlineStatement, author: str) -> DeadlineSaid:
    deadline = row.deadline
    return DeadlineSaid.of(
        deadline,
        phrase=deadline.window.phrase,
        edtf=deadline.window.edtf,
        earliest=deadline.window.earliest,
        latest=deadline.window.latest,
        bounds_by=deadline.window.bounds_by,
        author=author,
        change=row.change,
        firmness_change=row.firmness_change,
    )
