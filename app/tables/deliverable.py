"""Deliverables: what will be handed over or happen, what it needs, and where it was promised."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import DeliverableKind, Frequency
from app.tables.columns import key, moment, one_of


class Deliverable(SQLModel, table=True):
    """A deliverable; what was said of it lives in deadlines and status updates."""

    __table_args__ = (
        sa.CheckConstraint("(frequency_count IS NULL) = (frequency_per IS NULL)", name="frequency_whole"),
        sa.CheckConstraint("frequency_count IS NULL OR frequency_count > 0", name="frequency_positive"),
        sa.Index("ix_deliverable_programme", "programme_id", "project_id", "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    project_id: int = key("project.id", index=True)
    kind: DeliverableKind = Field(sa_type=one_of(DeliverableKind))
    title: str = Field(max_length=300)
    description: str = ""
    lead_id: int | None = key("person.id", default=None)
    executing_party_id: int | None = key("party.id", default=None)
    frequency_count: int | None = None
    frequency_per: Frequency | None = Field(default=None, sa_type=one_of(Frequency))
    position: int
    said_on: date
    recorded_at: datetime = moment()
    updated_at: datetime = moment()
    version: int = 1


class DeliverableInput(SQLModel, table=True):
    """A deliverable needs another."""

    __tablename__ = "deliverable_input"
    __table_args__ = (
        sa.CheckConstraint("deliverable_id <> input_id", name="not_itself"),
        sa.Index("ix_deliverable_input_programme", "programme_id"),
    )

    deliverable_id: int = key("deliverable.id", primary_key=True)
    input_id: int = key("deliverable.id", primary_key=True, index=True)
    programme_id: int = key("programme.id")


class DeliverableParty(SQLModel, table=True):
    """A party involved in a deliverable."""

    __tablename__ = "deliverable_party"

    deliverable_id: int = key("deliverable.id", primary_key=True)
    party_id: int = key("party.id", primary_key=True, index=True)
    programme_id: int = key("programme.id", index=True)


class Source(SQLModel, table=True):
    """Where a deliverable was promised."""

    __table_args__ = (sa.Index("ix_source_programme", "programme_id", "deliverable_id"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    deliverable_id: int = key("deliverable.id", index=True)
    document: str = Field(max_length=300)
    section: str = Field(default="", max_length=40)
    heading: str = Field(default="", max_length=200)
    quote: str | None = None


class Evidence(SQLModel, table=True):
    """What shows that a deliverable was delivered."""

    __table_args__ = (sa.Index("ix_evidence_programme", "programme_id", "deliverable_id"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    deliverable_id: int = key("deliverable.id", index=True)
    title: str = Field(max_length=300)
    url: str | None = Field(default=None, max_length=2000)
    on: date | None = None
