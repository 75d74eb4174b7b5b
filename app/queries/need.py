"""What needs what in a programme, read at once however deep it goes."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.deliverable import inputs_of
from app.tables import Deliverable
from app.tables.tracked import INPUTS

_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]
_TIE = INPUTS.table


def needs_of(session: Session, programme_id: int, as_of: date = date.max) -> dict[int, tuple[int, ...]]:
    """The inputs of every deliverable that has any, by id. One query."""
    return dict(inputs_of(session, programme_id, as_of))


def titles_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What deliverables are called now. One query."""
    asked = sa.select(_DELIVERABLE.c.id, _DELIVERABLE.c.title).where(_DELIVERABLE.c.id.in_(list(ids)))
    return {row.id: row.title for row in session.execute(asked)}


def in_other_programmes(session: Session, ids: Collection[int], programme_id: int) -> bool:
    """Whether any of these is no deliverable of the programme, or was merged into another. One query."""
    asked = sa.select(sa.func.count()).where(
        _DELIVERABLE.c.id.in_(list(ids)),
        _DELIVERABLE.c.programme_id == programme_id,
        _DELIVERABLE.c.merged_into_id.is_(None),
    )
    return session.scalar(asked) != len(set(ids))


def needs_said_on(session: Session, deliverable_id: int) -> date | None:
    """The day on which something was said last of what a deliverable needs. One query."""
    asked = sa.select(sa.func.max(_TIE.c.said_on)).where(_TIE.c.deliverable_id == deliverable_id)
    day: date | None = session.scalar(asked)
    return day
