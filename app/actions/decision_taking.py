"""Taking a decision: it is then there, and what it adopts is adopted; correcting that, and taking it back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, status_correction, status_update
from app.actions.audit_log import AuditContext
from app.actions.correction import append_retraction, find_said_on_objections, require_uncorrected
from app.actions.decision import get_decision
from app.actions.deliverable import advance_version
from app.actions.history import choose_recorded_at, set_links
from app.actions.references import parties_objections
from app.actions.status_update import StatusCorrection, StatusUpdateInput
from app.db import get_for_update
from app.domain.assessment import StatusRecord
from app.domain.decision import check_outcome
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.status import Status
from app.queries.decision import DecisionState
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import states_by_id
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables import DecisionTaking, Deliverable
from app.tables.lengths import length_objections, refuse_long_texts
from app.tables.tracked import DECIDERS


@dataclass(frozen=True, slots=True)
class TakingInput:
    """What was decided; `version` is the deliverable's as it was read.

    The outcome is one of the options, by its number, or words; with both the words are what people read.
    `adopts`: whether the outcome adopts the product that the decision is about. `decided_by` are the parties
    that decided; none leaves those of whom it was asked.
    """

    taken_on: date
    version: int
    outcome: str = ""
    option_number: int | None = None
    reason: str = ""
    said_on: date | None = None
    adopts: bool = True
    decided_by: tuple[int, ...] | None = None


def take(session: Session, act: AuditContext, deliverable_id: int, taking: TakingInput) -> int:
    """Say that a decision was taken; returns the id of what was said.

    The decision is then delivered, and the product that it adopts adopted. Refuses, all together, an
    outcome that is none of the options, none at all, a day after that on which it is said, a product that
    is not there yet, and a decision that was taken before, withdrawn or merged; refuses as stale what was
    changed since it was read.
    """
    get_for_update(session, Deliverable, deliverable_id)
    decision, said_on = get_decision(session, deliverable_id), taking.said_on or act.on
    adopted = _find_adopted(session, decision) if taking.adopts else None
    wrong = _find_objections(session, decision, taking, said_on, act.on)
    wrong |= _standing_objections(decision, said_on)
    is_adopting = decision.adopts_id is not None and taking.adopts
    if is_adopting and (adopted is None or not _is_delivered(adopted, said_on)):
        wrong.setdefault("outcome", Message("What this decision adopts has not been delivered yet."))
    if wrong:
        raise Invalid(wrong)
    outcome = _word_outcome(decision, taking)
    _set_deciders(session, act, decision, taking, said_on)
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
        adopts=decision.adopts_id if is_adopting else None,
    )
    return taking_id


def correct_taking(
    session: Session, act: AuditContext, taking_id: int, taking: TakingInput, *, why: str = ""
) -> int:
    """Append what should have been said of a decision that was taken; returns the new id.

    It takes the day on which the corrected one was said; what was said with it of how the decision stands
    is corrected too. Why may be left out. Refuses a correction of what was corrected before.
    """
    wrong = session.get_one(DecisionTaking, taking_id)
    decision = get_decision(session, wrong.decision_id)
    require_uncorrected(session, DecisionTaking, taking_id)
    refused = _find_objections(session, decision, taking, wrong.said_on, act.on, chosen=wrong.option_number)
    refused |= length_objections(DecisionTaking, {"reason": why.strip()}, beside="why")
    if refused:
        raise Invalid(refused)
    outcome = _word_outcome(decision, taking)
    _set_deciders(session, act, decision, taking, wrong.said_on)
    _correct_status(session, act, wrong, taking, outcome, why)
    _correct_adoption(session, act, decision, taking, wrong.said_on)
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
        adopts=decision.adopts_id if taking.adopts else None,
        corrects=taking_id,
        why=why.strip(),
    )
    return corrected_id


def retract_taking(
    session: Session, act: AuditContext, taking_id: int, version: int, *, why: str = ""
) -> int:
    """Take back that a decision was taken: it was not; returns the id of the row that says so.

    What was said with it is taken back as well: that the decision is there, and that its product is adopted.
    Refuses what was corrected before, and as stale what was changed since it was read.
    """
    wrong = session.get_one(DecisionTaking, taking_id)
    decision = get_decision(session, wrong.decision_id)
    refuse_long_texts(DecisionTaking, {"reason": why.strip()})
    require_uncorrected(session, DecisionTaking, taking_id)
    delivered = _statuses(session, decision.id, wrong.said_on, Status.DELIVERED)
    if delivered:
        status_correction.retract(session, act, delivered[-1].id, version, reason=why, by_decision=True)
    else:
        advance_version(session, decision.id, version, act.at)
    if decision.adopts_id is not None:
        _unadopt(session, act, decision.adopts_id, wrong.said_on, why)
    retraction_id = append_retraction(session, act, wrong, by="decision_id", reason=why.strip())
    audit_log.record(
        session,
        act,
        "decision.retract_taking",
        ("deliverable", decision.id),
        programme_id=decision.state.programme_id,
        was={"taken_on": wrong.taken_on, "outcome": wrong.outcome},
        retracts=taking_id,
        taking=retraction_id,
        why=why.strip(),
        said_on=wrong.said_on,
    )
    return retraction_id


def _find_objections(
    session: Session,
    decision: DecisionState,
    taking: TakingInput,
    said_on: date,
    today: date,
    *,
    chosen: int | None = None,
) -> dict[str, Message]:
    """What stands against these words, whatever stood before; `chosen` may be chosen again."""
    wrong = check_outcome(decision.options, taking.option_number, taking.outcome, chosen=chosen)
    wrong |= length_objections(
        DecisionTaking, {"outcome": taking.outcome.strip(), "reason": taking.reason.strip()}
    )
    programme_id = decision.state.programme_id
    wrong |= find_said_on_objections(session, programme_id, said_on, today)
    if taking.decided_by is not None:
        wrong |= parties_objections(session, programme_id, taking.decided_by, "decided_by")
        if not taking.decided_by:
            wrong["decided_by"] = Message("Say who decided.")
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


def _set_deciders(
    session: Session, act: AuditContext, decision: DecisionState, taking: TakingInput, said_on: date
) -> None:
    """Say who decided, where that is said with the outcome; another answer than before replaces it."""
    if taking.decided_by is not None:
        programme_id = decision.state.programme_id
        set_links(
            session,
            act,
            DECIDERS,
            decision.id,
            taking.decided_by,
            programme_id=programme_id,
            said_on=said_on,
            reason=taking.reason,
        )


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
        by_decision=True,
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
        by_decision=True,
    )
    status_update.submit(session, act, product.id, update, today=act.on)


def _correct_status(
    session: Session, act: AuditContext, wrong: DecisionTaking, taking: TakingInput, outcome: str, why: str
) -> None:
    """Correct what was said with it of how the decision stands; that may have been corrected since."""
    delivered = _statuses(session, wrong.decision_id, wrong.said_on, Status.DELIVERED)
    if not delivered:
        raise Conflict("It is no longer said that this decision was taken.")
    correction = StatusCorrection(
        Status.DELIVERED, taking.version, why, text=outcome, delivered_on=taking.taken_on, by_decision=True
    )
    status_correction.correct(session, act, delivered[-1].id, correction)


def _correct_adoption(
    session: Session, act: AuditContext, decision: DecisionState, taking: TakingInput, said_on: date
) -> None:
    """Let the product be adopted, or no longer, as the corrected outcome says."""
    product = _find_adopted(session, decision)
    if product is None:
        return
    if not taking.adopts:
        _unadopt(session, act, product.id, said_on, taking.reason)
    elif product.assessment.status is Status.DELIVERED and _is_delivered(product, said_on):
        _adopt(session, act, product, said_on)


def _unadopt(session: Session, act: AuditContext, product_id: int, said_on: date, why: str) -> None:
    """Take back that a product was adopted by what was decided; what stood before counts again."""
    adopted = _statuses(session, product_id, said_on, Status.ADOPTED)
    if adopted:
        version = session.get_one(Deliverable, product_id).version
        status_correction.retract(session, act, adopted[-1].id, version, reason=why, by_decision=True)


def _statuses(session: Session, deliverable_id: int, said_on: date, status: Status) -> list[StatusRecord]:
    """What was said of a deliverable on a day, where it says this status and still counts."""
    records = statuses_said(session, Scope(ids=[deliverable_id]), date.max).get(deliverable_id, [])
    return [record for record in records if record.said_on == said_on and record.status is status]
