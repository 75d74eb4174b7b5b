"""The promises of a deliverable: the first one, the one in each adopted report, and the one of now."""

from datetime import date

from app.domain.deadline_change import slip_days
from app.domain.promise_ledger import LedgerCell, LedgerColumn
from app.queries.promise_ledger import columns_of, promises_of
from app.web.api.v1.asked import Asked
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.deliverable_shape import deadline_shaped
from app.web.api.v1.door import Door, Made
from app.web.api.v1.noun import Noun, collection, many
from app.web.api.v1.parameters import AS_OF, ID
from app.web.api.v1.shapes import Promise, PromisePlace

NOUN = Noun("promise", "Deliverables")


@NOUN.get("/deliverables/{id}/promises", (ID, AS_OF), collection(Promise))
def index(door: Door, asked: Asked) -> Made:
    """List what was promised of a deliverable: first, in each adopted report, and now.

    `step` tells each beside the one before it; a deliverable of which nobody ever said when has no words.
    """
    programme = programme_of(door, asked.id)
    columns = columns_of(door.session, programme.id, asked.day, [asked.id])
    row = promises_of(door.session, asked.id, columns, asked.day)
    first = row[0].stood.deadline
    heard = [first.said_on if first else asked.day, *(column.heard for column in columns)]
    places = [PromisePlace.FIRST, *(_place(column) for column in columns)]
    reports = [None, *(column.half_year or None for column in columns)]
    told = zip(places, reports, heard, row, strict=True)
    return many((_shape(place, report, day, cell) for place, report, day, cell in told), None)


def _place(column: LedgerColumn) -> PromisePlace:
    return PromisePlace.REPORT if column.half_year else PromisePlace.NOW


def _shape(place: PromisePlace, report: str | None, day: date, cell: LedgerCell) -> Promise:
    said, status = cell.stood.deadline, cell.stood.status
    return Promise(
        place=place,
        report=report,
        day=day,
        step=cell.step,
        deadline=deadline_shaped(said),
        status=status.status if status else None,
        delivered_on=status.delivered_on if status else None,
        change=cell.change,
        firmness_change=cell.firmness_change,
        slip_days=slip_days(cell.was.window, said.window) if cell.was and said else None,
        reasons=cell.reasons,
    )
