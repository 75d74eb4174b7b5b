"""Putting right what was written down of a decision that was taken."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, status_update
from app.actions.audit_log import AuditContext
from app.actions.decision import known
from app.actions.decision_taking import Taking, append, unfounded, words
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.status import Status
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables import DecisionTaking
from app.tables.lengths import length_objections


def correct(session: Session, act: AuditContext, taking_id: int, taking: Taking, *, why: str) -> int:
    """Append what should have been said of a decision that was taken; returns the new id.

    It takes the day on which the corrected one was said; what was said with it of how the decision stands
    is corrected too. Refuses a correction without a reason, and of what was corrected before.
    """
    wrong = session.get_one(DecisionTaking, taking_id)
    found = known(session, wrong.decision_id)
    if session.scalar(sa.select(col(DecisionTaking.id)).where(col(DecisionTaking.corrects_id) == taking_id)):
        raise Conflict("This was corrected before. Correct what is said now.")
    objected = unfounded(found, taking, wrong.said_on, act.on, chosen=wrong.option_number)
    if not why.strip():
        objected["why"] = Message("Say in one sentence why.")
    objected |= length_objections(DecisionTaking, {"reason": why.strip()}, beside="why")
    if objected:
        raise Invalid(objected)
    outcome = words(found, taking)
    _put_right(session, act, wrong, taking, outcome, why)
    was = {"taken_on": wrong.taken_on, "outcome": wrong.outcome, "option_number": wrong.option_number}
    said: dict[str, Any] = {
        "taken_on": taking.taken_on,
        "option_number": taking.option_number,
        "outcome": outcome,
        "reason": taking.reason.strip(),
        "said_on": wrong.said_on,
    }
    made = append(session, act, found, corrects_id=taking_id, **said)
    assert made.id is not None
    here, thing = found.state.programme_id, ("deliverable", found.id)
    more: dict[str, Any] = {
        "taking": made.id,
        "adopts": found.adopts_id,
        "corrects": taking_id,
        "why": why.strip(),
    }
    audit_log.record(
        session, act, "decision.correct_taking", thing, programme_id=here, was=was, **said, **more
    )
    return made.id


def _put_right(
    session: Session, act: AuditContext, wrong: DecisionTaking, taking: Taking, outcome: str, why: str
) -> None:
    """Correct what was said with it of how the decision stands; that may have been corrected since."""
    said = statuses_said(session, Scope(ids=[wrong.decision_id]), date.max).get(wrong.decision_id, [])
    told = [s for s in said if s.said_on == wrong.said_on and s.status is Status.DELIVERED]
    if not told:
        raise Conflict("It is no longer said that this decision was taken.")
    correction = status_update.StatusCorrection(
        Status.DELIVERED, taking.version, why, text=outcome, delivered_on=taking.taken_on
    )
    status_update.correct(session, act, told[-1].id, correction)
