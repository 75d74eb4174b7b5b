"""What is to be done after a transaction, by the worker: written in it, so that neither is alone."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import moment, one_of
from app.tables.lengths import unbounded_text


class JobState(StrEnum):
    """Waiting for its moment, done, or given up after too many attempts."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


class Job(SQLModel, table=True):
    """One thing to do: `kind` says what, `content` with what (JSON); `due_at` is when to try next."""

    __table_args__ = (sa.Index("ix_job_due", "state", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    content: str = unbounded_text()
    person_id: int | None = Field(default=None, index=True)
    """Whose letter it is: what is to be told somebody is collected in one."""
    state: JobState = Field(default=JobState.WAITING, sa_type=one_of(JobState))
    due_at: datetime = moment()
    attempts: int = 0
    failure: str = ""
    """Why the last attempt failed; never a secret."""
    recorded_at: datetime = moment()
    done_at: datetime | None = moment(default=None, nullable=True)
