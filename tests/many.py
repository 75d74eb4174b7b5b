"""Many deliverables in one project, straight into the tables: the actions would take their time over them."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.tables import Deliverable, DeliverableStatement, StatusUpdate
from app.tables.deliverable import DeliverableBase
from tests.cast import TODAY, Cast, at


def add_many(session: Session, cast: Cast, count: int, said_on: date = date(2023, 7, 3)) -> list[int]:
    """So many planned products more in the houses, in this order; what was drawn before is drawn anew."""
    first = (session.scalar(sa.select(sa.func.max(Deliverable.id))) or 0) + 1
    numbers = range(first, first + count)
    shared = {"programme_id": cast.programme, "said_on": said_on, "recorded_at": at(TODAY)}
    facts = [
        DeliverableBase(
            project_id=cast.houses, kind=DeliverableKind.PRODUCT, title=f"Product {n}", position=n
        ).model_dump()
        for n in numbers
    ]
    made = [
        shared | of | {"id": n, "updated_at": at(TODAY), "version": 1}
        for n, of in zip(numbers, facts, strict=True)
    ]
    said = [shared | of | {"deliverable_id": n, "reason": ""} for n, of in zip(numbers, facts, strict=True)]
    stand = {"status": Status.PLANNED, "text": "", "reason": "", "author_id": cast.bram}
    insert = session.connection().execute
    insert(sa.insert(Deliverable), made)
    insert(sa.insert(DeliverableStatement), said)
    insert(sa.insert(StatusUpdate), [shared | stand | {"deliverable_id": n} for n in numbers])
    session.execute(sa.text("UPDATE audit_head SET seq = seq + 1, revision = revision + 1"))
    return list(numbers)
