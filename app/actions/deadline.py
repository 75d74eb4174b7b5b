"""Correcting a deadline that was written down wrongly; a new one is part of a status update."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.deliverable import advance_version
from app.actions.history import choose_recorded_at
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid, Message, UnreadablePhrase
from app.domain.vague_date import VagueDate, read
from app.tables import Deadline
from app.tables.vague_date import window_columns


@dataclass(frozen=True, slots=True)
class DeadlineCorrection:
    """The words as they should have been written, and why; `version` is the deliverable's as it was read."""

    phrase: str
    version: int
    reason: str
    firmness: Firmness | None = None


def correct(session: Session, act: AuditContext, deadline_id: int, correction: DeadlineCorrection) -> int:
    """Append what should have stood in the place of a deadline; returns the new one's id.

    It takes the day on which the corrected one was said, and relative words are read against that day.
    Refuses, all together, words that are not understood, a missing reason and a firmness left out;
    refuses what was corrected before, and as stale what was changed since it was read.
    """
    wrong = session.get_one(Deadline, deadline_id)
    window = _check(correction, wrong)
    if session.scalar(sa.select(col(Deadline.id)).where(col(Deadline.corrects_id) == deadline_id)):
        raise Conflict("This was corrected before. Correct what is said now.")
    advance_version(session, wrong.deliverable_id, correction.version, act.at)
    corrected_id = append(
        session,
        act,
        window,
        programme_id=wrong.programme_id,
        deliverable_id=wrong.deliverable_id,
        firmness=correction.firmness,
        reason=correction.reason.strip(),
        said_on=wrong.said_on,
        corrects_id=deadline_id,
    )
    audit_log.record(
        session,
        act,
        "deadline.correct",
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"phrase": wrong.phrase},
        corrects=deadline_id,
        phrase=window.phrase,
        firmness=correction.firmness,
        deadline=corrected_id,
        said_on=wrong.said_on,
    )
    return corrected_id


def append(
    session: Session, act: AuditContext, window: VagueDate, *, deliverable_id: int, **columns: Any
) -> int:
    """Append a deadline: the words, what they can mean, and who says so; returns its id."""
    row = Deadline(
        deliverable_id=deliverable_id,
        **window_columns(window),
        recorded_at=choose_recorded_at(session, act.at, Deadline, deliverable_id=deliverable_id),
        author_id=act.author_id,
        **columns,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _check(correction: DeadlineCorrection, wrong: Deadline) -> VagueDate:
    """The window that the words mean; refuses everything that is wrong at once."""
    objections: dict[str, Message] = {}
    window: VagueDate | None = None
    if not correction.reason.strip():
        objections["reason"] = Message("Say in one sentence why.")
    if correction.firmness is None and wrong.firmness is not None:
        objections["firmness"] = Message("Choose how firmly this is promised.")
    try:
        window = read(correction.phrase.strip(), wrong.said_on)
    except UnreadablePhrase as refused:
        objections |= refused.fields
    if objections or window is None:
        raise Invalid(objections)
    return window
