"""The status updates of a deliverable: everything that was ever said of how it stands."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.assessment import StatusRecord
from app.queries.address import authors_of
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables import StatusUpdate as StatusUpdateRow
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.filters import SORT, AsOfFilter, Id, Paging, RecordedSince, SortedBy
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import StatusUpdate, collection_of
from app.web.openapi import PAGED

router = api_router("Deliverables")


ORDERS: Orders[StatusRecord] = {
    "saidOn": lambda row: (row.said_on, row.recorded_at, row.id),
    "id": lambda row: row.id,
}


class StatusUpdateFilters(AsOfFilter, RecordedSince, Paging):
    """How the status updates of a deliverable are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("saidOn", description=SORT)


@router.get(
    "/deliverables/{id}/status-updates",
    name="api.status_update.index",
    response_model=collection_of(StatusUpdate),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[StatusUpdateFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the status updates of a deliverable, the first one first.

    In the order of (`saidOn`, `recordedAt`, `id`). A row that another names in `corrects` no longer counts.
    """

    def load() -> CachedResponse:
        programme_of(access, id)
        scope = Scope(ids=[id])
        updates = statuses_said(access.session, scope, filters.day(access), corrected=True)
        authors = authors_of(access.session, StatusUpdateRow, id)
        page = cut_page(access, filters.recorded_since(updates.get(id, [])), filters, ORDERS)
        return write_page((_shape(row, id, authors[row.id]) for row in page.rows), page.after)

    return respond(access, load)


def _shape(row: StatusRecord, deliverable_id: int, author: str) -> StatusUpdate:
    return StatusUpdate.of(row, deliverable=deliverable_id, author=author)
