"""When somebody was last here to see what had changed in a programme."""

from datetime import datetime

from sqlmodel import SQLModel

from app.tables.columns import key, moment


class Visit(SQLModel, table=True):
    """One person in one programme: when this visit began, and when the one before it did."""

    person_id: int = key("person.id", primary_key=True)
    programme_id: int = key("programme.id", primary_key=True)
    began_at: datetime = moment()
    before: datetime | None = moment(default=None, nullable=True)
