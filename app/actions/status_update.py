"""Saying how a deliverable stands, and when it will be there."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, deadline
from app.actions.audit_log import AuditContext
from app.actions.claim import claim
from app.actions.history import choose_recorded_at
from app.actions.statement import Before, Said, checked, delivery_objected, text_objections
from app.db import get_for_update
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.status import Confidence, Status
from app.domain.vague_date import VagueDate
from app.queries.deliverable_history import needed_by
from app.queries.deliverable_records import deadlines_said, last_status_said
from app.queries.scope import Scope
from app.tables import Deliverable, StatusUpdate

__all__ = ["Correction", "Said", "correct", "submit"]


def submit(session: Session, act: AuditContext, deliverable_id: int, said: Said, *, today: date) -> int:
    """Append a status update, and a deadline where the words changed; returns the update's id.

    A form sent twice is saved once. Refuses, all together, what may not follow, a missing reason, “on
    track” without an answer to what contradicts it, words that are not understood, a window that closed
    before it was said, days after `today`; refuses as stale what was changed since it was read.
    """
    # Before looking, so that a form that comes in twice at once is seen.
    get_for_update(session, Deliverable, deliverable_id)
    said, today = _after_midnight(session, act, deliverable_id, said, today)
    before = _before(session, deliverable_id, said)
    try:
        window = checked(said, before, today)
        programme_id = claim(session, deliverable_id, said.version, act.at)
    except (Invalid, Stale):  # as what was saved before is: it counted the version on
        already = _sent_before(session, said.submission)
        if already is None:
            raise
        return already
    thing: dict[str, Any] = {"programme_id": programme_id, "deliverable_id": deliverable_id}
    thing |= {"said_on": said.said_on}
    update = _append(session, act, said, submission=said.submission, **thing)
    promised = _promise(session, act, said, window, thing)
    audit_log.record(
        session,
        act,
        "status_update.submit",
        ("deliverable", deliverable_id),
        programme_id=programme_id,
        was=_stood(before),
        status=said.status,
        confidence=said.confidence,
        delivered_on=said.delivered_on,
        update=update,
        answer=_answer(said) or None,
        answer_in_report=_is_printed(said) or None,
        phrase=window.phrase if window else None,
        firmness=said.firmness if window else None,
        deadline=promised,
        said_on=said.said_on,
    )
    return update


def _after_midnight(
    session: Session, act: AuditContext, deliverable_id: int, said: Said, today: date
) -> tuple[Said, date]:
    """What is said, and the day of today, where another clock has passed midnight already and this one not.

    What is said today would else stand before what somebody else said a moment ago.
    """
    is_of_it = col(StatusUpdate.deliverable_id) == deliverable_id
    last: date | None = session.scalar(sa.select(sa.func.max(col(StatusUpdate.said_on))).where(is_of_it))
    if said.said_on == act.on and last == act.on + timedelta(days=1):
        return replace(said, said_on=last), last
    return said, today


def _promise(
    session: Session, act: AuditContext, said: Said, window: VagueDate | None, thing: dict[str, Any]
) -> int | None:
    """The deadline that the words say, where they say another than before."""
    if window is None:
        return None
    words: dict[str, Any] = {"firmness": said.firmness, "reason": said.reason.strip()}
    return deadline.append(session, act, window, **words | thing).id


@dataclass(frozen=True, slots=True)
class Correction:
    """What should have been said instead, and why; `version` is the deliverable's as it was read."""

    status: Status
    version: int
    reason: str
    confidence: Confidence | None = None
    text: str = ""
    answer: str = ""
    answer_in_report: bool = False
    delivered_on: date | None = None


def correct(session: Session, act: AuditContext, update_id: int, correction: Correction) -> int:
    """Append what should have been said in the place of a status update; returns the new one's id.

    It takes the day on which the corrected one was said, and any status may stand in it. Refuses a
    correction without a reason, of what was corrected before, and what was changed since it was read.
    """
    wrong = session.get_one(StatusUpdate, update_id)
    objected = delivery_objected(correction.status, correction.delivered_on, wrong.said_on)
    if not correction.reason.strip():
        objected["reason"] = Message("Say in one sentence why.")
    objected |= text_objections(correction.text, correction.reason, correction.answer)
    if objected:
        raise Invalid(objected)
    if session.scalar(sa.select(col(StatusUpdate.id)).where(col(StatusUpdate.corrects_id) == update_id)):
        raise Conflict("This was corrected before. Correct what is said now.")
    claim(session, wrong.deliverable_id, correction.version, act.at)
    thing = {"programme_id": wrong.programme_id, "deliverable_id": wrong.deliverable_id}
    made = _append(session, act, correction, said_on=wrong.said_on, corrects_id=update_id, **thing)
    audit_log.record(
        session,
        act,
        "status_update.correct",
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"status": wrong.status, "confidence": wrong.confidence},
        corrects=update_id,
        status=correction.status,
        confidence=correction.confidence,
        delivered_on=correction.delivered_on,
        update=made,
        said_on=wrong.said_on,
    )
    return made


def _sent_before(session: Session, submission: str | None) -> int | None:
    if submission is None:
        return None
    return session.scalar(sa.select(col(StatusUpdate.id)).where(col(StatusUpdate.submission) == submission))


def _before(session: Session, deliverable_id: int, said: Said) -> Before:
    mine, as_of = Scope(ids=[deliverable_id]), said.said_on
    last = last_status_said(session, mine, as_of).get(deliverable_id)
    promised = tuple(deadlines_said(session, mine, as_of).get(deliverable_id, ()))
    is_asked = said.confidence is Confidence.ON_TRACK and not said.answer.strip() and not said.as_reported
    return Before(last, promised, needed_by(session, deliverable_id, as_of) if is_asked else ())


def _answer(said: Said | Correction) -> str:
    """Where they are not on track there is nothing to answer."""
    return said.answer.strip() if said.confidence is Confidence.ON_TRACK else ""


def _is_printed(said: Said | Correction) -> bool:
    return said.answer_in_report and bool(_answer(said))


def _stood(before: Before) -> dict[str, object]:
    """How it stood, for the trace."""
    status, deadline = before.status, before.deadline
    return {
        "status": status.status if status else None,
        "confidence": status.confidence if status else None,
        "phrase": deadline.window.phrase if deadline else None,
    }


def _append(
    session: Session, act: AuditContext, said: Said | Correction, *, deliverable_id: int, **more: Any
) -> int:
    row = StatusUpdate(
        deliverable_id=deliverable_id,
        status=said.status,
        confidence=said.confidence,
        text=said.text.strip(),
        reason=said.reason.strip(),
        answer=_answer(said),
        answer_in_report=_is_printed(said),
        delivered_on=said.delivered_on,
        recorded_at=choose_recorded_at(session, act.at, StatusUpdate, deliverable_id=deliverable_id),
        author_id=act.author_id,
        **more,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id
