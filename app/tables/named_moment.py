"""Named moments: the register of recesses, budget debates and cabinet periods of this installation."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class NamedMomentRow(SQLModel, table=True):
    """What a name means in one year; both days are counted."""

    __tablename__ = "named_moment"
    __table_args__ = (
        sa.UniqueConstraint("name", "year"),
        sa.CheckConstraint("first <= last", name="days"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    year: int
    first: date
    last: date
    version: int = 1
