"""What the office wrote in the sections of a report, every version of it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment


class SectionText(SQLModel, table=True):
    """One version of the text of a section in one language, in Markdown; the highest number is current."""

    __tablename__ = "section_text"
    __table_args__ = (
        sa.UniqueConstraint("reporting_period_id", "section_key", "language", "number"),
        sa.CheckConstraint("language IN ('nl', 'en')", name="language"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    section_key: str = Field(max_length=60)
    language: str = Field(max_length=2)
    number: int
    text: str
    written_on: date | None = None
    """The day on which it was written; none in rows from before this column: the day of `recorded_at`."""
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
