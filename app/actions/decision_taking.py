"""Taking a decision: it is then there, and what it adopts is adopted; and correcting what was said."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, status_update
from app.actions.audit_log import AuditContext
from app.actions.decision import get_decision
from app.actions.deliverable import advance_version
from app.actions.history import choose_recorded_at
from app.actions.status_update import StatusCorrection, StatusUpdateInput
from app.db import get_for_update
from app.domain.decision import check_outcome
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.status import Status
from app.queries.decision import DecisionState
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import states_by_id
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables import DecisionTaking, Deliverable
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class TakingInput:
    """What was decided; `version` is the deliverable's as it was read.

    The outcome is one of the options, by its number, or words; with both the words are what people read.
    """

    taken_on: date
    version: int
    outcome: str = ""
    option_number: int | None = None
    reason: str = ""
    said_on: date | None = None


def take(session: Session, act: AuditContext, deliverable_id: int, taking: TakingInput) -> int:
    """Say that a decision was taken; returns the id of what was said.

    The decision is then delivered, and the product that it adopts adopted. Refuses, all together, an
    outcome that is none of the options, none at all, a day after that on which it is said, a product that
    is not there yet, and a decision that was taken before, withdrawn or merged; refuses as stale what was
    changed since it was read.
    """
    get_for_update(session, Deliverable, deliverable_id)
    decision, said_on = get_decision(session, deliverable_id), taking.said_on or act.on
    adopted = _find_adopted(session, decision)
    wrong = _find_objections(decision, taking, said_on, act.on) | _standing_objections(decision, said_on)
    if decision.adopts_id is not None and (adopted is None or not _is_delivered(adopted, said_on)):
        wrong.setdefault("outcome", Message("What this decision adopts has not been delivered yet."))
    if wrong:
        raise Invalid(wrong)
    outcome = _word_outcome(decision, taking)
    _deliver(session, act, decision, taking, outcome, said_on)
    if adopted is not None and adopted.assessment.status is Status.DELIVERED:
        _adopt(session, act, adopted, said_on)
    columns = _columns(taking, outcome, said_on)
    taking_id = _append(session, act, decision, columns)
    audit_log.record(
        session,
        act,
        "decision.take",
        ("deliverable", decision.id),
        programme_id=decision.state.programme_id,
        **columns,
        taking=taking_id,
        adopts=decision.adopts_id,
    )
    return taking_id


def correct_taking(
    session: Session, act: AuditContext, taking_id: int, taking: TakingInput, *, why: str
) -> int:
    """Append what should have been said of a decision that was taken; returns the new id.

    It takes the day on which the corrected one was said; what was said with it of how the decision stands
    is corrected too. Refuses a correction without a reason, and of what was corrected before.
    """
    wrong = session.get_one(DecisionTaking, taking_id)
    decision = get_decision(session, wrong.decision_id)
    if session.scalar(sa.select(col(DecisionTaking.id)).where(col(DecisionTaking.corrects_id) == taking_id)):
        raise Conflict("This was corrected before. Correct what is said now.")
    refused = _find_objections(decision, taking, wrong.said_on, act.on, chosen=wrong.option_number)
    if not why.strip():
        refused["why"] = Message("Say in one sentence why.")
    refused |= length_objections(DecisionTaking, {"reason": why.strip()}, beside="why")
    if refused:
        raise Invalid(refused)
    outcome = _word_outcome(decision, taking)
    _correct_status(session, act, wrong, taking, outcome, why)
    columns = _columns(taking, outcome, wrong.said_on)
    corrected_id = _append(session, act, decision, columns, corrects_id=taking_id)
    audit_log.record(
        session,
        act,
        "decision.correct_taking",
        ("deliverable", decision.id),
        programme_id=decision.state.programme_id,
        was={"taken_on": wrong.taken_on, "outcome": wrong.outcome, "option_number": wrong.option_number},
        **columns,
        taking=corrected_id,
        adopts=decision.adopts_id,
        corrects=taking_id,
        why=why.strip(),
    )
    return corrected_id


def _find_objections(
    decision: DecisionState, taking: TakingInput, said_on: date, today: date, *, chosen: int | None = None
) -> dict[str, Message]:
    """What stands against these words, whatever stood before; `chosen` may be chosen again."""
    wrong = check_outcome(decision.options, taking.option_number, taking.outcome, chosen=chosen)
    wrong |= length_objections(
        DecisionTaking, {"outcome": taking.outcome.strip(), "reason": taking.reason.strip()}
    )
    if said_on > today:
        wrong["said_on"] = Message("This day is still to come.")
    if taking.taken_on > said_on:
        wrong["taken_on"] = Message("It cannot have been taken after the day on which that is said.")
    return wrong


def _standing_objections(decision: DecisionState, said_on: date) -> dict[str, Message]:
    """What in the state of the decision stands against taking it."""
    status, last = decision.assessment.status, decision.state.last
    if not decision.version:
        return {"outcome": Message("Nobody has said yet what is asked. Do that first.")}
    if decision.state.merged_into_id is not None or status is Status.CANCELLED:
        return {"taken_on": Message("This decision was withdrawn. Take it up again first.")}
    if status is Status.ON_HOLD:
        return {"taken_on": Message("This decision is on hold. Take it up again first.")}
    if decision.is_taken and decision.taking is not None:
        return {"taken_on": Message("This decision was taken before. Correct what was said of it.")}
    if last is not None and last.said_on > said_on:
        message = "Something was said of this on %(day)s already. Choose that day or a later one."
        return {"said_on": Message(message, {"day": last.said_on})}
    return {}


def _word_outcome(decision: DecisionState, taking: TakingInput) -> str:
    """The words of the outcome: those given, else the title of the option chosen."""
    titles = {option.number: option.title for option in decision.options}
    return taking.outcome.strip() or titles[taking.option_number or 0]


def _columns(taking: TakingInput, outcome: str, said_on: date) -> dict[str, Any]:
    return {
        "taken_on": taking.taken_on,
        "option_number": taking.option_number,
        "outcome": outcome,
        "reason": taking.reason.strip(),
        "said_on": said_on,
    }


def _append(
    session: Session,
    act: AuditContext,
    decision: DecisionState,
    columns: dict[str, Any],
    corrects_id: int | None = None,
) -> int:
    row = DecisionTaking(
        programme_id=decision.state.programme_id,
        decision_id=decision.id,
        recorded_at=choose_recorded_at(session, act.at, DecisionTaking, decision_id=decision.id),
        author_id=act.person_id,
        corrects_id=corrects_id,
        **columns,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _find_adopted(session: Session, decision: DecisionState) -> DeliverableState | None:
    """What the decision adopts, where it still needs that."""
    product_id = decision.adopts_id
    if product_id is None or product_id not in decision.state.inputs:
        return None
    return states_by_id(session, decision.state.programme_id, [product_id], date.max).get(product_id)


def _is_delivered(product: DeliverableState, said_on: date) -> bool:
    last = product.last
    return last is not None and last.status.is_done and last.said_on <= said_on


def _deliver(
    session: Session,
    act: AuditContext,
    decision: DecisionState,
    taking: TakingInput,
    outcome: str,
    said_on: date,
) -> None:
    """Say that the decision is there; what was said so already, in the same words, is not said again."""
    last = decision.state.last
    same = (Status.DELIVERED, taking.taken_on, outcome)
    if last is not None and (last.status, last.delivered_on, last.text) == same:
        advance_version(session, decision.id, taking.version, act.at)
        return
    update = StatusUpdateInput(
        Status.DELIVERED,
        taking.version,
        said_on,
        text=outcome,
        reason=taking.reason,
        delivered_on=taking.taken_on,
    )
    status_update.submit(session, act, decision.id, update, today=act.on)


def _adopt(session: Session, act: AuditContext, product: DeliverableState, said_on: date) -> None:
    """Say that the product is adopted; on which day it was delivered stays."""
    assert product.last is not None
    update = StatusUpdateInput(
        Status.ADOPTED,
        product.version,
        said_on,
        text=product.last.text,
        delivered_on=product.last.delivered_on,
    )
    status_update.submit(session, act, product.id, update, today=act.on)


def _correct_status(
    session: Session, act: AuditContext, wrong: DecisionTaking, taking: TakingInput, outcome: str, why: str
) -> None:
    """Correct what was said with it of how the decision stands; that may have been corrected since."""
    statuses = statuses_said(session, Scope(ids=[wrong.decision_id]), date.max).get(wrong.decision_id, [])
    delivered = [
        record for record in statuses if record.said_on == wrong.said_on and record.status is Status.DELIVERED
    ]
    if not delivered:
        raise Conflict("It is no longer said that this decision was taken.")
    correction = StatusCorrection(
        Status.DELIVERED, taking.version, why, text=outcome, delivered_on=taking.taken_on
    )
    status_update.correct(session, act, delivered[-1].id, correction)
