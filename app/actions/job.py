"""Jobs: written in the transaction of what asks for them, taken by one worker at a time; they leave no trace.

What a job does leaves its own trace, where it was asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.job import LEASE, MOST_ATTEMPTS, pause
from app.tables import Job
from app.tables.job import JobState

_TABLE = Job.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that is being done; `attempts` counts this one."""

    id: int
    kind: str
    content: Mapping[str, Any]
    attempts: int


def enqueue(session: Session, kind: str, content: Mapping[str, object], at: datetime) -> int:
    """Have something done once this transaction is committed; returns the job's id."""
    row = {
        "kind": kind,
        "content": dumps(content, ensure_ascii=False),
        "state": JobState.WAITING,
        "due_at": at,
        "attempts": 0,
        "failure": "",
        "recorded_at": at,
    }
    made: int = session.execute(sa.insert(_TABLE).values(**row).returning(_TABLE.c.id)).scalar_one()
    return made


def take(session: Session, now: datetime) -> Taken | None:
    """Take the job that is due longest, for as long as a lease lasts; none where nothing is due."""
    due = (
        sa.select(_TABLE.c.id)
        .where(_TABLE.c.state == JobState.WAITING, _TABLE.c.due_at <= now)
        .order_by(_TABLE.c.due_at, _TABLE.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        sa.update(_TABLE)
        .where(_TABLE.c.id == due.scalar_subquery())
        .values(due_at=now + LEASE, attempts=_TABLE.c.attempts + 1)
        .returning(_TABLE.c.id, _TABLE.c.kind, _TABLE.c.content, _TABLE.c.attempts)
    )
    row = session.execute(taken).first()
    return Taken(row.id, row.kind, loads(row.content), row.attempts) if row else None


def done(session: Session, job_id: int, now: datetime) -> None:
    """It was done."""
    _set(session, job_id, state=JobState.DONE, done_at=now, failure="")


def failed(session: Session, job: Taken, now: datetime, why: str, *, for_good: bool = False) -> None:
    """It was not done: tried again later, or given up where that would not help or was tried often enough."""
    if for_good or job.attempts >= MOST_ATTEMPTS:
        _set(session, job.id, state=JobState.GIVEN_UP, done_at=now, failure=why)
    else:
        _set(session, job.id, due_at=now + pause(job.attempts), failure=why)


def _set(session: Session, job_id: int, **values: object) -> None:
    session.execute(sa.update(_TABLE).where(_TABLE.c.id == job_id).values(**values))
