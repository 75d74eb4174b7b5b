"""What every statement has in common: said on a day, entered at a moment, by whom and why; append only.

An entity that can change has its own row, which holds what is the case now, and statements, each of which
holds the whole of what was said on a day. The row says the same as the last statement; only
`app/actions/history.py` writes either.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment


class Statement(SQLModel):
    """The columns of a statement; who said what stood before history was kept is not known."""

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reason: str = ""
    said_on: date
    recorded_at: datetime = moment()
    author_id: int | None = key("person.id", default=None)


class Tie(Statement):
    """A statement that two things belong together from a day on, or no longer do."""

    holds: bool = True


def retraction_check() -> sa.CheckConstraint:
    """Return the rule that a retraction names the row of which nothing was meant."""
    return sa.CheckConstraint("NOT retracts OR corrects_id IS NOT NULL", name="retracts_something")


def said_of(table: str, *columns: str) -> tuple[sa.Index, sa.Index]:
    """The indexes that find the last statement of one thing, and all those of a programme."""
    return (
        sa.Index(f"ix_{table}_thing", *columns, "said_on", "recorded_at", "id"),
        sa.Index(f"ix_{table}_programme", "programme_id"),
    )
