"""Secret links with which a calendar fetches milestones."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.calendar_feed import CalendarKind
from app.tables.columns import key, moment, one_of


class CalendarLink(SQLModel, table=True):
    """One link of a person, of which only the hash is kept; a new secret takes the place of the earlier one.

    It never shows more than its person may see, and goes when they revoke it: the audit trail keeps that.
    """

    __tablename__ = "calendar_link"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'programme') = (programme_id IS NOT NULL)", name="of_programme"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = key("person.id", index=True)
    kind: CalendarKind = Field(sa_type=one_of(CalendarKind))
    programme_id: int | None = key("programme.id", default=None)
    secret_hash: str = Field(unique=True, max_length=64)
    created_at: datetime = moment()
    version: int = 1


class CalendarLinkUse(SQLModel, table=True):
    """When a calendar last fetched a link; apart from the link, whose row is sealed at every change."""

    __tablename__ = "calendar_link_use"

    calendar_link_id: int = key("calendar_link.id", primary_key=True)
    last_used_at: datetime = moment()
