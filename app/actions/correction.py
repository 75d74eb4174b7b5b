"""What correcting and taking back have in common, whatever was said: once, on the day of what it replaces."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from app.actions.audit_log import AuditContext
from app.actions.history import choose_recorded_at
from app.domain.correction import check_said_on
from app.domain.refusal import Conflict, Invalid, Message
from app.tables import Programme

_OWN = ("id", "recorded_at", "author_id", "corrects_id", "retracts", "submission")
"""The columns of a row that a retraction of it does not repeat."""


def find_said_on_objections(
    session: Session, programme_id: int, said_on: date, today: date
) -> dict[str, Message]:
    """Return what stands against a day on which something is said: one to come, or before the programme."""
    return check_said_on(said_on, session.get_one(Programme, programme_id).starts_on, today)


def refuse_said_on(session: Session, programme_id: int, said_on: date, today: date) -> None:
    """Refuse a day that is still to come, and one before the programme began."""
    if wrong := find_said_on_objections(session, programme_id, said_on, today):
        raise Invalid(wrong)


def require_uncorrected(session: Session, table: type[Any], row_id: int) -> None:
    """Refuse a row that somebody corrected or took back before, and one that takes another back."""
    if session.get_one(table, row_id).retracts:
        raise Conflict("This was taken back. Say it anew.")
    again = sa.select(col(table.id)).where(col(table.corrects_id) == row_id)
    if session.scalar(again) is not None:
        raise Conflict("This was corrected before. Correct what is said now.")


def append_retraction(
    session: Session, act: AuditContext, wrong: SQLModel, *, by: str, **columns: Any
) -> int:
    """Append the row that takes back `wrong`; returns its id. Refuses what was corrected before.

    `by` names the column that says of what it was said. It repeats what it takes back, but says nothing.
    """
    table = type(wrong)
    wrong_id: int = getattr(wrong, "id")  # noqa: B009 - SQLModel itself has none
    require_uncorrected(session, table, wrong_id)
    repeated = {name: value for name, value in wrong.model_dump().items() if name not in _OWN}
    of: dict[str, int] = {by: repeated[by]}
    row: Any = table(
        **{**repeated, **columns},
        recorded_at=choose_recorded_at(session, act.at, table, **of),
        author_id=act.author_id,
        corrects_id=wrong_id,
        retracts=True,
    )
    session.add(row)
    session.flush()
    return int(row.id)
