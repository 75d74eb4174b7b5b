"""The audit trail: who did what to which thing, from where, when and with what result; append only."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment
from app.tables.lengths import unbounded_text


class AuditEntry(SQLModel, table=True):
    """One entry, written in the transaction of the change that it tells of, sealed to the one before it.

    Its number `seq` counts in its chain: that of a programme, or of the installation. `rows_digest` is the
    digest of the states of rows that it seals (`row_seal`); entries from before rows were sealed have none.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.UniqueConstraint("chain", "seq"),
        sa.Index("ix_audit_entry_object", "object_type", "object_id", "id"),
        sa.Index("ix_audit_entry_actor", "actor_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    chain: str = Field(max_length=40)
    seq: int
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)
    key_id: str = Field(max_length=16)
    programme_id: int | None = key("programme.id", default=None)
    action: str = Field(max_length=60)
    object_type: str = Field(max_length=40)
    object_id: int
    result: str = Field(max_length=20)
    origin: str = Field(max_length=60)
    actor_id: int | None = key("person.id", default=None)
    at: datetime = moment()
    digest: str = Field(max_length=64)
    rows_digest: str | None = Field(default=None, max_length=64)


class AuditPayload(SQLModel, table=True):
    """The values from and to of an entry, as JSON; the only part of the trail that may be forgotten."""

    __tablename__ = "audit_payload"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["chain", "seq"], ["audit_entry.chain", "audit_entry.seq"], ondelete="RESTRICT"
        ),
        # One tree on the disk and not two: this is written at every change.
        {"sqlite_with_rowid": False},
    )

    chain: str = Field(primary_key=True, max_length=40)
    seq: int = Field(primary_key=True)
    at: datetime = moment()
    content: str = unbounded_text()


class AuditHead(SQLModel, table=True):
    """Where a chain ends: the number and the seal of its last entry. It only goes forward.

    `revision` counts those of its entries that tell of a change, so that what was drawn can be kept.
    """

    __tablename__ = "audit_head"

    chain: str = Field(primary_key=True, max_length=40)
    seq: int
    hash: str = Field(max_length=64)
    revision: int = 0


class AuditRetention(SQLModel, table=True):
    """A decision to forget: values from before this moment may go. The database removes no others."""

    __tablename__ = "audit_retention"

    id: int | None = Field(default=None, primary_key=True)
    before: datetime = moment()
