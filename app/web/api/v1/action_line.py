"""Action lines, with the cross-cutting work and the governance."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.dutch_text import order_key
from app.domain.structure import ActionLineKind
from app.queries.programme import ActionLineRow, action_line_on, action_lines_of
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ActionLine, collection_of
from app.web.openapi import PAGED

router = api_router("Action lines")


ORDERS: Orders[ActionLineRow] = {
    "position": lambda row: (row.programme_id, row.position, row.id),
    "title": lambda row: order_key(row.title),
    "code": lambda row: order_key(row.code),
    "id": lambda row: row.id,
}


class ActionLineFilters(ListFilters):
    """Which action lines are asked for."""

    kind: ActionLineKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: ActionLineRow) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind)


@router.get(
    "/action-lines",
    name="api.action_line.index",
    response_model=collection_of(ActionLine, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[ActionLineFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the action lines of your programmes."""

    def load() -> CachedResponse:
        rows = action_lines_of(access.session, filters.programme_ids(access), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "action_line")
        return write_page((_shape(row, access) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/action-lines/{id}", name="api.action_line.show", response_model=ActionLine)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get an action line."""

    def load() -> CachedResponse:
        row = require_row(action_line_on(access.session, access.programme_ids, filters.day(access), id))
        return write_one(_shape(row, access), row.version)

    return respond(access, load)


def _shape(row: ActionLineRow, access: ProgrammesAccess) -> ActionLine:
    return ActionLine.of(row, programme=access.slug(row.programme_id), merged_into=row.merged_into_id)
