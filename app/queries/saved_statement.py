"""The statement about a deliverable that somebody just saved, so that it can be undone."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.queries.history import is_uncorrected
from app.tables import Deadline, DecisionTaking, Deliverable, Evidence, Occurrence, Source, StatusUpdate


@dataclass(frozen=True, slots=True)
class StatementRef:
    """A statement that still counts; `record` is what a report calls it.

    `version` is that of its deliverable.
    """

    id: int
    record: str
    author_id: int | None
    corrects: int | None
    version: int


_KINDS: dict[str, tuple[str, Any, str]] = {
    "stand-van-zaken": ("status_update", StatusUpdate, "deliverable_id"),
    "oplevermomenten": ("deadline", Deadline, "deliverable_id"),
    "bewijs": ("evidence", Evidence, "deliverable_id"),
    "bronnen": ("source", Source, "deliverable_id"),
    "keren": ("occurrence", Occurrence, "deliverable_id"),
    "besluit": ("decision_taking", DecisionTaking, "decision_id"),
}
"""By their word in the address: the type of record, the table, and its column of the deliverable."""


def find_saved_statement(
    session: Session, word: str, row_id: int, deliverable_id: int
) -> StatementRef | None:
    """Return a statement about a deliverable, unless it was corrected or taken back since. One query."""
    if word not in _KINDS:
        return None
    record, table, key = _KINDS[word]
    corrects: sa.ColumnElement[int | None] = col(table.corrects_id).label("corrects")
    statement = (
        sa.select(col(table.id), col(table.author_id), corrects, col(Deliverable.version))
        .join(Deliverable, col(Deliverable.id) == getattr(table, key))
        .where(col(table.id) == row_id, col(Deliverable.id) == deliverable_id, is_uncorrected(table))
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else StatementRef(row.id, record, row.author_id, row.corrects, row.version)
