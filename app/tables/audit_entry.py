"""The audit trail: who did what to which thing, from where, when and with what result; append only."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment


class AuditEntry(SQLModel, table=True):
    """One entry, written in the transaction of the change that it tells of."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index("ix_audit_entry_programme", "programme_id", "id"),
        sa.Index("ix_audit_entry_object", "object_type", "object_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int | None = key("programme.id", default=None)
    action: str = Field(max_length=60)
    object_type: str = Field(max_length=40)
    object_id: int
    result: str = Field(default="done", max_length=20)
    origin: str = Field(max_length=60)
    actor_id: int | None = key("person.id", default=None)
    at: datetime = moment()
    details: dict[str, object] = Field(default_factory=dict, sa_type=sa.JSON)
