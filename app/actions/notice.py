"""Telling people something by mail: collected into one letter a day, unless it is urgent."""

from collections.abc import Collection, Iterable, Mapping
from json import dumps, loads

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import job
from app.actions.audit_log import AuditContext
from app.domain.notice import Notice, NoticeKind, choose_departure
from app.queries.mail import has_left_today
from app.tables import Job, MutedNotice
from app.tables.job import JobState

LETTER = "letter"
"""The kind of job that writes and sends what was collected."""


def tell(
    session: Session,
    act: AuditContext,
    person_ids: Iterable[int],
    notice: Notice,
    *,
    is_urgent: bool = False,
) -> Mapping[int, int]:
    """Add a notice to the letter that each of these people gets next; returns its job by person.

    What is no longer true when the letter leaves is not told. Whoever has had a letter today gets the next
    one in the morning, unless this is urgent.
    """
    return {
        person_id: _add(session, act, person_id, notice, is_urgent=is_urgent)
        for person_id in sorted(set(person_ids))
    }


def _add(session: Session, act: AuditContext, person_id: int, notice: Notice, *, is_urgent: bool) -> int:
    waiting = session.execute(
        sa.select(col(Job.id), col(Job.content), col(Job.due_at))
        .where(col(Job.person_id) == person_id, col(Job.kind) == LETTER)
        .where(col(Job.state) == JobState.WAITING, col(Job.attempts) == 0)
        .order_by(col(Job.id))
        .limit(1)
        .with_for_update()
    ).first()
    if waiting is None:
        at = choose_departure(
            act.at, is_urgent=is_urgent, has_left_today=has_left_today(session, person_id, act.at)
        )
        content = {"notices": [notice.as_content()], "is_urgent": is_urgent}
        return job.enqueue(session, LETTER, content, at, person_id)
    content = loads(waiting.content)
    if notice.as_content() not in content["notices"]:
        content["notices"].append(notice.as_content())
    content["is_urgent"] = content["is_urgent"] or is_urgent
    due_at = min(waiting.due_at, act.at) if is_urgent else waiting.due_at
    values = {"content": dumps(content, ensure_ascii=False), "due_at": due_at}
    session.execute(sa.update(Job).where(col(Job.id) == waiting.id).values(**values))
    job_id: int = waiting.id
    return job_id


def choose(session: Session, person_id: int, wanted: Collection[NoticeKind]) -> None:
    """Have a person get these kinds of letters, and no others; of that no trace is kept."""
    session.execute(sa.delete(MutedNotice).where(col(MutedNotice.person_id) == person_id))
    session.flush()
    session.add_all(MutedNotice(person_id=person_id, kind=kind) for kind in NoticeKind if kind not in wanted)
