"""What was entered or changed as one table, so that it can be undone as one; append only."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment
from app.tables.lengths import unbounded_text


class BulkEntry(SQLModel, table=True):
    """One table that was saved; `contents` (JSON) names what it made and changed, in its order.

    A row with `undoes_id` says that the entry of that id was undone.
    """

    __tablename__ = "bulk_entry"
    __table_args__ = (sa.Index("ix_bulk_entry_programme", "programme_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    contents: str = unbounded_text()
    said_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
    undoes_id: int | None = key("bulk_entry.id", default=None, unique=True)
