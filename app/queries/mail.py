"""Whether mail leaves, what a person had today, and what they switched off."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.notice import NoticeKind, start_of_day
from app.tables import Job, MutedNotice, WorkerPulse
from app.tables.job import JobState

ALIVE = timedelta(minutes=10)
"""A worker of which nothing was seen for so long is taken to be gone."""


@dataclass(frozen=True, slots=True)
class MailState:
    """Whether a worker is at work, and knows a mail server."""

    has_worker: bool
    has_mail_server: bool

    @property
    def leaves(self) -> bool:
        """Return whether what is written now leaves by itself."""
        return self.has_worker and self.has_mail_server


def mail_state(session: Session, now: datetime) -> MailState:
    """Return whether mail leaves now. One query."""
    row = session.execute(sa.select(col(WorkerPulse.seen_at), col(WorkerPulse.has_mail_server))).first()
    return MailState(row is not None and now - row.seen_at < ALIVE, row is not None and row.has_mail_server)


def has_left_today(session: Session, person_id: int, now: datetime) -> bool:
    """Return whether a letter left for a person on this day. One query."""
    left = sa.select(col(Job.id)).where(
        col(Job.person_id) == person_id,
        col(Job.state) == JobState.DONE,
        col(Job.failure) == "",
        col(Job.done_at) >= start_of_day(now),
    )
    return session.execute(left.limit(1)).first() is not None


def muted_notices(session: Session, person_id: int) -> frozenset[NoticeKind]:
    """Return the kinds of letters that a person switched off. One query."""
    statement = sa.select(col(MutedNotice.kind)).where(col(MutedNotice.person_id) == person_id)
    return frozenset(NoticeKind(kind) for kind in session.scalars(statement))
