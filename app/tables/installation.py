"""The one row that says what this database is."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Installation(SQLModel, table=True):
    """A demo database carries its own day; any other has none."""

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    demo_today: date | None = None
