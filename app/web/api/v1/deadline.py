"""The deadlines of a deliverable: every one that was ever said, and what it changed."""

from app.domain.lifeline import DeadlineStatement, lifeline
from app.queries.address import authors_of
from app.queries.deliverable_records import deadlines_said, of_deliverables
from app.tables import Deadline
from app.web.api.v1.asked import Asked
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing
from app.web.api.v1.noun import Noun, collection, many
from app.web.api.v1.parameters import AS_OF, ID, PAGING, sort
from app.web.api.v1.shapes import DeadlineSaid

NOUN = Noun("deadline", "Deliverables")
LISTING: Listing[DeadlineStatement] = Listing(key=lambda row: str(row.said.id), fits={}, orders={})


@NOUN.get("/deliverables/{id}/deadlines", (ID, AS_OF, sort("saidOn"), *PAGING), collection(DeadlineSaid))
def index(door: Door, asked: Asked) -> Made:
    """List the deadlines of a deliverable, the first one first.

    In the order of (`saidOn`, `recordedAt`, `id`). A row that another names in `corrects` no longer counts.
    """
    programme_of(door, asked.id)
    said = deadlines_said(door.session, of_deliverables([asked.id]), asked.day, corrected=True)
    authors = authors_of(door.session, Deadline, asked.id)
    rows, after = LISTING.page(lifeline(said.get(asked.id, [])), asked)
    return many((_shape(row, authors[row.said.id]) for row in rows), after)


def _shape(row: DeadlineStatement, author: str) -> DeadlineSaid:
    said = row.said
    return DeadlineSaid(
        phrase=said.window.phrase,
        edtf=said.window.edtf,
        earliest=said.window.earliest,
        latest=said.window.latest,
        firmness=said.firmness,
        said_on=said.said_on,
        id=said.id,
        recorded_at=said.recorded_at,
        reason=said.reason,
        author=author,
        change=row.change,
        firmness_change=row.firmness_change,
        corrects=said.corrects,
    )
