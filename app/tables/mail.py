"""What people do not wish to get by mail, and the last sign of life of the worker that sends it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.notice import NoticeKind
from app.tables.columns import flag, key, moment, one_of


class MutedNotice(SQLModel, table=True):
    """One kind of letter that a person switched off."""

    __tablename__ = "muted_notice"

    person_id: int = key("person.id", primary_key=True)
    kind: NoticeKind = Field(sa_type=one_of(NoticeKind), primary_key=True)


class WorkerPulse(SQLModel, table=True):
    """When a worker was last at work, and whether it knows a mail server."""

    __tablename__ = "worker_pulse"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    seen_at: datetime = moment()
    has_mail_server: bool = flag()
