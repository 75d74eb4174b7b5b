"""Taking a decision: it is then there, and what it adopts is adopted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, status_update
from app.actions.audit_log import AuditContext
from app.actions.decision import known
from app.actions.deliverable import advance_version
from app.actions.history import choose_recorded_at
from app.actions.status_update import StatusUpdateInput
from app.db import get_for_update
from app.domain.decision import objections
from app.domain.refusal import Invalid, Message
from app.domain.status import Status
from app.queries.decision import DecisionState
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import states_by_id
from app.tables import DecisionTaking, Deliverable
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class Taking:
    """What was decided; `version` is the deliverable's as it was read.

    The outcome is one of the options, by its number, or words; with both the words are what is told.
    """

    taken_on: date
    version: int
    outcome: str = ""
    option_number: int | None = None
    reason: str = ""
    said_on: date | None = None


def take(session: Session, act: AuditContext, deliverable_id: int, taking: Taking) -> int:
    """Say that a decision was taken; returns the id of what was said.

    The decision is then delivered, and the product that it adopts adopted. Refuses, all together, an
    outcome that is none of the options, none at all, a day after that on which it is said, a product that
    is not there yet, and a decision that was taken before, withdrawn or merged; refuses as stale what was
    changed since it was read.
    """
    get_for_update(session, Deliverable, deliverable_id)
    found, said_on = known(session, deliverable_id), taking.said_on or act.on
    adopted = _to_adopt(session, found)
    wrong = unfounded(found, taking, said_on, act.on) | _standing(found, said_on)
    if found.adopts_id is not None and (adopted is None or not _is_there(adopted, said_on)):
        wrong.setdefault("outcome", Message("What this decision adopts has not been delivered yet."))
    if wrong:
        raise Invalid(wrong)
    outcome = words(found, taking)
    _deliver(session, act, found, taking, outcome, said_on)
    if adopted is not None and adopted.assessment.status is Status.DELIVERED:
        _adopt(session, act, adopted, said_on)
    said: dict[str, Any] = {
        "taken_on": taking.taken_on,
        "option_number": taking.option_number,
        "outcome": outcome,
        "reason": taking.reason.strip(),
        "said_on": said_on,
    }
    made = append(session, act, found, **said)
    assert made.id is not None
    here, thing = found.state.programme_id, ("deliverable", found.id)
    more: dict[str, Any] = {"taking": made.id, "adopts": found.adopts_id}
    audit_log.record(session, act, "decision.take", thing, programme_id=here, **said, **more)
    return made.id


def unfounded(
    found: DecisionState, taking: Taking, said_on: date, today: date, *, chosen: int | None = None
) -> dict[str, Message]:
    """What stands against these words, whatever stood before; `chosen` may be chosen again."""
    wrong = objections(found.options, taking.option_number, taking.outcome, chosen=chosen)
    wrong |= length_objections(
        DecisionTaking, {"outcome": taking.outcome.strip(), "reason": taking.reason.strip()}
    )
    if said_on > today:
        wrong["said_on"] = Message("This day is still to come.")
    if taking.taken_on > said_on:
        wrong["taken_on"] = Message("It cannot have been taken after the day on which that is said.")
    return wrong


def words(found: DecisionState, taking: Taking) -> str:
    """The outcome as it is told: the words given, else those of the option chosen."""
    titles = {option.number: option.title for option in found.options}
    return taking.outcome.strip() or titles[taking.option_number or 0]


def append(session: Session, act: AuditContext, found: DecisionState, **said: Any) -> DecisionTaking:
    """Append a taking: of which decision, and who says it; the rest is `said`."""
    row = DecisionTaking(
        programme_id=found.state.programme_id,
        decision_id=found.id,
        recorded_at=choose_recorded_at(session, act.at, DecisionTaking, decision_id=found.id),
        author_id=act.person_id,
        **said,
    )
    session.add(row)
    session.flush()
    return row


def _standing(found: DecisionState, said_on: date) -> dict[str, Message]:
    """What of how the decision stands is against taking it."""
    status, last = found.assessment.status, found.state.last
    if not found.version:
        return {"outcome": Message("Nobody has said yet what is asked. Do that first.")}
    if found.state.merged_into_id is not None or status is Status.CANCELLED:
        return {"taken_on": Message("This decision was withdrawn. Take it up again first.")}
    if status is Status.ON_HOLD:
        return {"taken_on": Message("This decision is on hold. Take it up again first.")}
    if found.is_taken and found.taking is not None:
        return {"taken_on": Message("This decision was taken before. Correct what was said of it.")}
    if last is not None and last.said_on > said_on:
        message = "Something was said of this on %(day)s already. Choose that day or a later one."
        return {"said_on": Message(message, {"day": last.said_on})}
    return {}


def _to_adopt(session: Session, found: DecisionState) -> DeliverableState | None:
    """What the decision adopts, where it still needs that."""
    product = found.adopts_id
    if product is None or product not in found.state.inputs:
        return None
    return states_by_id(session, found.state.programme_id, [product], date.max).get(product)


def _is_there(product: DeliverableState, said_on: date) -> bool:
    last = product.last
    return last is not None and last.status.is_done and last.said_on <= said_on


def _deliver(
    session: Session, act: AuditContext, found: DecisionState, taking: Taking, outcome: str, said_on: date
) -> None:
    """Say that the decision is there; what was said so already, in the same words, is not said again."""
    last, version = found.state.last, taking.version
    told = (Status.DELIVERED, taking.taken_on, outcome)
    if last is not None and (last.status, last.delivered_on, last.text) == told:
        advance_version(session, found.id, version, act.at)
        return
    words = {"text": outcome, "reason": taking.reason, "delivered_on": taking.taken_on}
    said = StatusUpdateInput(Status.DELIVERED, version, said_on, **words)  # type: ignore[arg-type]
    status_update.submit(session, act, found.id, said, today=act.on)


def _adopt(session: Session, act: AuditContext, product: DeliverableState, said_on: date) -> None:
    """The product is adopted; on which day it was delivered stays."""
    assert product.last is not None
    delivered_on = product.last.delivered_on
    said = StatusUpdateInput(
        Status.ADOPTED, product.version, said_on, text=product.last.text, delivered_on=delivered_on
    )
    status_update.submit(session, act, product.id, said, today=act.on)
