"""Deliverables: what will be handed over or happen, what it needs, and where it was promised."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import DeliverableKind, Frequency
from app.tables.columns import flag, key, moment, one_of
from app.tables.statement import Statement, Tie, retraction_check, said_of


class DeliverableBase(SQLModel):
    """What can be said of a deliverable; `aliases` are other names by which texts call it, one a line."""

    project_id: int = key("project.id", index=True)
    kind: DeliverableKind = Field(sa_type=one_of(DeliverableKind))
    title: str = Field(max_length=300)
    aliases: str = ""
    description: str = ""
    lead_id: int | None = key("person.id", default=None)
    executing_party_id: int | None = key("party.id", default=None)
    frequency_count: int | None = None
    frequency_per: Frequency | None = Field(default=None, sa_type=one_of(Frequency))
    position: int
    merged_into_id: int | None = key("deliverable.id", default=None)


def _frequency() -> tuple[sa.CheckConstraint, sa.CheckConstraint]:
    return (
        sa.CheckConstraint("(frequency_count IS NULL) = (frequency_per IS NULL)", name="frequency_whole"),
        sa.CheckConstraint("frequency_count IS NULL OR frequency_count > 0", name="frequency_positive"),
    )


class Deliverable(DeliverableBase, table=True):
    """A deliverable; how it stands, and when it will be there, lives in status updates and deadlines."""

    __table_args__ = (
        *_frequency(),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        sa.CheckConstraint("split_from_id <> id", name="not_from_itself"),
        sa.Index("ix_deliverable_programme", "programme_id", "project_id", "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    split_from_id: int | None = key("deliverable.id", default=None)
    said_on: date
    recorded_at: datetime = moment()
    updated_at: datetime = moment()
    version: int = 1
    retracted_on: date | None = None
    """When it was said to have been made by mistake: it is shown on no day."""


class DeliverableStatement(Statement, DeliverableBase, table=True):
    """A deliverable as it was said to be."""

    __tablename__ = "deliverable_statement"
    __table_args__ = (*_frequency(), *said_of("deliverable_statement", "deliverable_id"))

    deliverable_id: int = key("deliverable.id")
    corrects_id: int | None = key("deliverable_statement.id", default=None, unique=True)


class DeliverableInput(Tie, table=True):
    """That a deliverable needs another, or no longer does."""

    __tablename__ = "deliverable_input"
    __table_args__ = (
        sa.CheckConstraint("deliverable_id <> input_id", name="not_itself"),
        *said_of("deliverable_input", "deliverable_id", "input_id"),
    )

    deliverable_id: int = key("deliverable.id")
    input_id: int = key("deliverable.id", index=True)


class DeliverableParty(Tie, table=True):
    """That a party is involved in a deliverable, or no longer is."""

    __tablename__ = "deliverable_party"
    __table_args__ = said_of("deliverable_party", "deliverable_id", "party_id")

    deliverable_id: int = key("deliverable.id")
    party_id: int = key("party.id", index=True)


class DeliverableDocument(SQLModel):
    """What is laid beside a deliverable on a day; append only.

    `retracts`: nothing was meant by the row that it corrects, and it says nothing itself.
    """

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    deliverable_id: int = key("deliverable.id", index=True)
    said_on: date
    recorded_at: datetime = moment()
    author_id: int | None = key("person.id", default=None)
    retracts: bool = flag()


def _document_rules(table: str) -> tuple[sa.CheckConstraint, sa.Index, sa.Index]:
    return (
        retraction_check(),
        sa.Index(f"ix_{table}_programme", "programme_id", "deliverable_id"),
        # Few rows correct another: the others have no place in this index.
        sa.Index(
            f"ix_{table}_corrects_id",
            "corrects_id",
            unique=True,
            sqlite_where=sa.text("corrects_id IS NOT NULL"),
            postgresql_where=sa.text("corrects_id IS NOT NULL"),
        ),
    )


class Source(DeliverableDocument, table=True):
    """Where a deliverable was promised."""

    __table_args__ = (
        *_document_rules("source"),
        sa.CheckConstraint("said_on <= retracted_on", name="retracted_after"),
    )

    document: str = Field(max_length=300)
    section: str = Field(default="", max_length=40)
    heading: str = Field(default="", max_length=200)
    quote: str | None = None
    corrects_id: int | None = key("source.id", default=None)
    retracted_on: date | None = None
    """Only in rows from before a row could retract another: it counts no more from that day."""


class Evidence(DeliverableDocument, table=True):
    """What shows that a deliverable was delivered; `on` is the day that the evidence itself bears."""

    __table_args__ = (
        *_document_rules("evidence"),
        sa.CheckConstraint("said_on <= retracted_on", name="retracted_after"),
    )

    title: str = Field(max_length=300)
    url: str | None = Field(default=None, max_length=2000)
    on: date | None = None
    corrects_id: int | None = key("evidence.id", default=None)
    retracted_on: date | None = None
    """Only in rows from before a row could retract another: it counts no more from that day."""


class Occurrence(DeliverableDocument, table=True):
    """That what recurs took place on a day; `note` says which time it was, where somebody says so."""

    __table_args__ = (
        *_document_rules("occurrence"),
        sa.CheckConstraint('"on" <= said_on', name="took_place"),
    )

    on: date
    note: str = Field(default="", max_length=300)
    corrects_id: int | None = key("occurrence.id", default=None)
