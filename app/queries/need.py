"""What needs what in a programme, read at once however deep it goes."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.queries.deliverable import inputs_of
from app.queries.history import state_as_of
from app.queries.scope import Scope
from app.tables import Deliverable, DeliverableInput
from app.tables.tracked import DELIVERABLE


def needs_of(session: Session, programme_id: int, as_of: date = date.max) -> dict[int, tuple[int, ...]]:
    """Return the inputs of every deliverable that has any, by id. One query."""
    return dict(inputs_of(session, Scope(programme_id), as_of))


def titles_of(session: Session, ids: Collection[int], as_of: date = date.max) -> dict[int, str]:
    """Return what deliverables were called on a day, by id; without one, what they are now. One query."""
    deliverable = state_as_of(DELIVERABLE).c
    statement = sa.select(deliverable.id, deliverable.title).where(deliverable.id.in_(ids))
    return {row.id: row.title for row in session.execute(statement, {"as_of": as_of})}


def in_other_programmes(session: Session, ids: Collection[int], programme_id: int) -> bool:
    """Return whether any of these is no deliverable of the programme, or was merged. One query."""
    statement = sa.select(sa.func.count()).where(
        col(Deliverable.id).in_(ids),
        col(Deliverable.programme_id) == programme_id,
        col(Deliverable.merged_into_id).is_(None),
        col(Deliverable.retracted_on).is_(None),
    )
    return session.scalar(statement) != len(set(ids))


def needs_said_on(session: Session, deliverable_id: int) -> date | None:
    """Return the day on which something was said last of what a deliverable needs. One query."""
    return session.scalar(
        sa.select(sa.func.max(col(DeliverableInput.said_on))).where(
            col(DeliverableInput.deliverable_id) == deliverable_id
        )
    )
