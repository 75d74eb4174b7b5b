"""The status updates of a deliverable: everything that was ever said of how it stands."""

from app.domain.assessment import StatusRecord
from app.queries.address import authors_of
from app.queries.deliverable_records import of_deliverables, statuses_said
from app.tables import StatusUpdate as Told
from app.web.api.v1.asked import Asked
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing
from app.web.api.v1.noun import Noun, collection, many
from app.web.api.v1.parameters import AS_OF, ID, PAGING, sort
from app.web.api.v1.shapes import StatusUpdate

NOUN = Noun("status_update", "Deliverables")
LISTING: Listing[StatusRecord] = Listing(key=lambda row: str(row.id), fits={}, orders={})


@NOUN.get("/deliverables/{id}/status-updates", (ID, AS_OF, sort("saidOn"), *PAGING), collection(StatusUpdate))
def index(door: Door, asked: Asked) -> Made:
    """List the status updates of a deliverable, the first one first.

    In the order of (`saidOn`, `recordedAt`, `id`). A row that another names in `corrects` no longer counts.
    """
    programme_of(door, asked.id)
    told = statuses_said(door.session, of_deliverables([asked.id]), asked.day, corrected=True)
    authors = authors_of(door.session, Told, asked.id)
    rows, after = LISTING.page(told.get(asked.id, []), asked)
    return many((_shape(row, asked.id, authors[row.id]) for row in rows), after)


def _shape(row: StatusRecord, deliverable_id: int, author: str) -> StatusUpdate:
    return StatusUpdate(
        id=row.id,
        deliverable=deliverable_id,
        status=row.status,
        confidence=row.confidence,
        text=row.text,
        reason=row.reason,
        answer=row.answer,
        answer_in_report=row.answer_in_report,
        said_on=row.said_on,
        recorded_at=row.recorded_at,
        author=author,
        corrects=row.corrects,
    )
