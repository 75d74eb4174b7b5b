"""The promises of a deliverable: the first one, the one in each adopted report, and the one of now."""

from dataclasses import dataclass
from datetime import date

from fastapi.responses import Response
from sqlmodel import Session

from app.domain.deadline_change import count_slip_days
from app.domain.promise_ledger import LedgerCell
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
        promises = ledger_of(access.session, programme_of(access, id).id, id, filters.day(access))
        return write_page(map(_shape, promises))

    return respond(access, load)


@dataclass(frozen=True, slots=True)
class PlacedPromise:
    """A promise in the ledger and where it was told; `report` is the half-year of an adopted report."""

    place: PromisePlace
    report: str | None
    day: date
    cell: LedgerCell

    @property
    def slip_days(self) -> int | None:
        """Return by how many days it moved since the place before it."""
        was, now = self.cell.was, self.cell.state.deadline
        return count_slip_days(was.window, now.window) if was and now else None


def ledger_of(session: Session, programme_id: int, id: int, day: date) -> list[PlacedPromise]:
    """Return the ledger of one deliverable: first of all, each adopted report, and now. Three queries."""
    columns = columns_of(session, programme_id, day, [id])
    row = promises_of(session, id, columns, day)
    first = row[0].state.deadline
    placed = [PlacedPromise(PromisePlace.FIRST, None, first.said_on if first else day, row[0])]
    for column, cell in zip(columns, row[1:], strict=True):
        place = PromisePlace.REPORT if column.half_year else PromisePlace.NOW
        placed.append(PlacedPromise(place, column.half_year or None, column.said_until, cell))
    return placed


def _shape(promise: PlacedPromise) -> Promise:
    status = promise.cell.state.status
    return Promise.of(
        promise.cell,
        place=promise.place,
        report=promise.report,
        day=promise.day,
        deadline=deadline_shape(promise.cell.state.deadline),
        status=status.status if status else None,
        delivered_on=status.delivered_on if status else None,
        slip_days=promise.slip_days,
    )
