"""Jobs: written in the transaction of what asks for them, taken by one worker at a time; they leave no trace.

What a job does leaves its own trace, where it was asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import insert_into
from app.domain.job import LEASE, MOST_ATTEMPTS, NO_ACCESS, compute_pause
from app.tables import Job, WorkerPulse
from app.tables.job import JobState


@dataclass(frozen=True, slots=True)
class TakenJob:
    """A job that is being done; `attempts` counts this one."""

    id: int
    kind: str
    content: Mapping[str, Any]
    attempts: int
    person_id: int | None = None


def enqueue(
    session: Session, kind: str, content: Mapping[str, object], at: datetime, person_id: int | None = None
) -> int:
    """Have something done once this transaction is committed; returns the job's id."""
    row = {
        "kind": kind,
        "person_id": person_id,
        "content": write_content(content),
        "state": JobState.WAITING,
        "due_at": at,
        "attempts": 0,
        "failure": "",
        "recorded_at": at,
    }
    job_id: int = session.execute(sa.insert(Job).values(**row).returning(col(Job.id))).scalar_one()
    return job_id


def take(session: Session, now: datetime) -> TakenJob | None:
    """Take the job that is due longest, for as long as a lease lasts; none where nothing is due."""
    due = (
        sa.select(col(Job.id))
        .where(col(Job.state) == JobState.WAITING, col(Job.due_at) <= now)
        .order_by(col(Job.due_at), col(Job.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return _lease(session, col(Job.id) == due.scalar_subquery(), now)


def take_now(session: Session, kind: str, content: Mapping[str, object], now: datetime) -> TakenJob | None:
    """Take the job of this kind and content, written where there is none; none if somebody does it already.

    One that failed and waits for its next attempt is taken at once. The caller locks what it is about.
    """
    job_id = ensure(session, kind, content, now)
    is_free = sa.or_(col(Job.due_at) <= now, col(Job.failure) != "")
    return _lease(session, sa.and_(col(Job.id) == job_id, is_free), now)


def ensure(session: Session, kind: str, content: Mapping[str, object], now: datetime) -> int:
    """Have something done, once: returns the id of the job that waits for it already, where there is one."""
    same = sa.select(col(Job.id)).where(
        col(Job.kind) == kind, col(Job.content) == write_content(content), col(Job.state) == JobState.WAITING
    )
    waiting: int | None = session.scalar(same.limit(1))
    return waiting or enqueue(session, kind, content, now)


def write_content(content: Mapping[str, object]) -> str:
    """Return the content of a job as it is kept."""
    return dumps(content, ensure_ascii=False)


def _lease(session: Session, condition: sa.ColumnElement[bool], now: datetime) -> TakenJob | None:
    taken = (
        sa.update(Job)
        .where(condition)
        .values(due_at=now + LEASE, attempts=col(Job.attempts) + 1, failure="")
        .returning(col(Job.id), col(Job.kind), col(Job.content), col(Job.attempts), col(Job.person_id))
    )
    row = session.execute(taken).first()
    return TakenJob(row.id, row.kind, loads(row.content), row.attempts, row.person_id) if row else None


def mark_done(session: Session, job_id: int, now: datetime, left_out: str = "") -> None:
    """Mark a job as done; `left_out` says why nothing had to be done any more."""
    _update(session, job_id, state=JobState.DONE, done_at=now, failure=left_out, content=_EMPTIED_MAIL)


def prolong(session: Session, job: TakenJob, now: datetime) -> None:
    """Keep a job that is still being done; not one that another has taken since."""
    mine = (col(Job.id) == job.id, col(Job.state) == JobState.WAITING, col(Job.attempts) == job.attempts)
    session.execute(sa.update(Job).where(*mine).values(due_at=now + LEASE))


def postpone(session: Session, job_id: int, until: datetime) -> None:
    """Have a job done at a later moment, as if nobody had taken it yet."""
    _update(session, job_id, due_at=until, attempts=0)


def record_pulse(session: Session, now: datetime, *, has_mail_server: bool) -> None:
    """Note that a worker is at work."""
    values = {"seen_at": now, "has_mail_server": has_mail_server}
    insert = insert_into(session, WorkerPulse).values(id=1, **values)
    session.execute(insert.on_conflict_do_update(index_elements=["id"], set_=values))


def mark_failed(session: Session, job: TakenJob, now: datetime, why: str, *, for_good: bool = False) -> None:
    """Have a job tried again later, or give it up where that would not help or was tried often enough."""
    if for_good or job.attempts >= MOST_ATTEMPTS:
        given_up = {"state": JobState.GIVEN_UP, "content": _EMPTIED_MAIL}
        _update(session, job.id, done_at=now, failure=why, **given_up)
    else:
        _update(session, job.id, due_at=now + compute_pause(job.attempts), failure=why)


def cancel_mail_to(session: Session, address: str, now: datetime) -> None:
    """Give up every letter to this address that has not left: whoever lost access gets none any more."""
    waiting = sa.select(col(Job.id), col(Job.content)).where(
        col(Job.state) == JobState.WAITING, col(Job.content).contains(address, autoescape=True)
    )
    for row in session.execute(waiting).all():
        if loads(row.content).get("to") == address:
            _update(session, row.id, state=JobState.GIVEN_UP, done_at=now, failure=NO_ACCESS)


_EMPTIED_MAIL = sa.case((col(Job.kind) == "mail", "{}"), else_=col(Job.content))
"""A letter that left is not kept: the link in an invitation opens an account."""


def _update(session: Session, job_id: int, **values: object) -> None:
    session.execute(sa.update(Job).where(col(Job.id) == job_id).values(**values))
