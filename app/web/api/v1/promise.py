"""The promises of a deliverable: the first one, the one in each adopted report, and the one of now."""

from datetime import date

from fastapi.responses import Response

from app.domain.deadline_change import count_slip_days
from app.domain.promise_ledger import LedgerCell, LedgerColumn
from app.queries.promise_ledger import columns_of, promises_of
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.deliverable import deadline_shape, programme_of
from app.web.api.v1.filters import AsOfQuery, Id
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Promise, PromisePlace, collection_of
from app.web.openapi import PAGED

router = api_router("Deliverables")


@router.get(
    "/deliverables/{id}/promises",
    name="api.promise.index",
    response_model=collection_of(Promise),
    responses=PAGED,
)
def index(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """List what was promised of a deliverable: first, in each adopted report, and now.

    `step` tells each beside the one before it; a deliverable of which nobody ever said when has no words.
    """

    def load() -> CachedResponse:
        day = filters.day(access)
        programme = programme_of(access, id)
        columns = columns_of(access.session, programme.id, day, [id])
        row = promises_of(access.session, id, columns, day)
        first = row[0].state.deadline
        said_until = [first.said_on if first else day, *(column.said_until for column in columns)]
        places = [PromisePlace.FIRST, *(_place(column) for column in columns)]
        reports = [None, *(column.half_year or None for column in columns)]
        cells = zip(places, reports, said_until, row, strict=True)
        return write_page((_shape(place, report, heard_on, cell) for place, report, heard_on, cell in cells))

    return respond(access, load)


def _place(column: LedgerColumn) -> PromisePlace:
    return PromisePlace.REPORT if column.half_year else PromisePlace.NOW


def _shape(place: PromisePlace, report: str | None, day: date, cell: LedgerCell) -> Promise:
    deadline, status = cell.state.deadline, cell.state.status
    return Promise.of(
        cell,
        place=place,
        report=report,
        day=day,
        deadline=deadline_shape(deadline),
        status=status.status if status else None,
        delivered_on=status.delivered_on if status else None,
        slip_days=count_slip_days(cell.was.window, deadline.window) if cell.was and deadline else None,
    )
