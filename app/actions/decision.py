"""Asking for a decision: the question, what can be chosen, who decides, and what taking it adopts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.correction import find_said_on_objections
from app.actions.deliverable import need
from app.actions.history import StatementInput, choose_recorded_at, set_links
from app.actions.references import deliverable_objections
from app.db import get_for_update
from app.domain.decision import Option
from app.domain.refusal import Invalid, Message, Stale
from app.domain.structure import DeliverableKind
from app.queries.decision import DecisionState, decision_states
from app.queries.party import parties
from app.tables import DecisionOption, Deliverable
from app.tables.lengths import length_objections
from app.tables.tracked import DECIDERS, DECISION


@dataclass(frozen=True, slots=True)
class OptionInput:
    """An option as it should be; without a number it is a new one, withdrawn it can no longer be chosen."""

    title: str
    number: int | None = None
    description: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """What is asked; `version` is that of what was asked before, as it was read (0: nothing yet).

    An option that is not named stays as it is.
    """

    question: str
    version: int
    options: Sequence[OptionInput] = ()
    decided_by: Sequence[int] = ()
    adopts_id: int | None = None
    reason: str = ""
    said_on: date | None = None


def ask(session: Session, act: AuditContext, deliverable_id: int, new: DecisionInput) -> None:
    """Say what is asked of those who decide, for the first time or anew.

    What it adopts it needs, too: that is said along, where it was not said yet. Refuses, all together, an
    empty question, an option without words or that is not there, who is no party of the programme, and a
    product to adopt that is not of it; refuses as stale what was changed since it was read.
    """
    get_for_update(session, Deliverable, deliverable_id)
    current = get_decision(session, deliverable_id)
    said_on = new.said_on or act.on
    _check(session, act, new, current)
    if current.version != new.version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    facts: dict[str, Any] = {"question": new.question.strip(), "adopts_id": new.adopts_id}
    statement = StatementInput(new.version, new.reason, said_on)
    was = _save_question(session, act, current, statement, facts)
    programme_id = current.state.programme_id
    stated: dict[str, Any] = {
        "programme_id": programme_id,
        "said_on": said_on,
        "reason": new.reason.strip(),
    }
    inputs = current.state.inputs
    if new.adopts_id is not None and new.adopts_id not in inputs:
        needed = StatementInput(None, new.reason, said_on)
        need(session, act, deliverable_id, [*inputs, new.adopts_id], needed, field="adopts_id")
    added, removed = set_links(session, act, DECIDERS, deliverable_id, new.decided_by, **stated)
    options = _save_options(session, act, current, new.options, stated)
    audit_log.record(
        session,
        act,
        "decision.ask",
        ("deliverable", deliverable_id),
        programme_id=programme_id,
        was=was,
        **facts,
        options=options,
        come=added,
        go=removed,
        said_on=said_on,
    )


def get_decision(session: Session, deliverable_id: int) -> DecisionState:
    """Return the decision as it is, whatever the day. Refuses what is no decision."""
    row = session.get_one(Deliverable, deliverable_id)
    if row.kind is not DeliverableKind.DECISION:
        raise Invalid.because("question", "Only a decision has a question. This is something else.")
    return decision_states(session, row.programme_id, date.max, [deliverable_id])[0]


def _save_question(
    session: Session,
    act: AuditContext,
    current: DecisionState,
    statement: StatementInput,
    facts: Mapping[str, Any],
) -> dict[str, object]:
    """Save the question and what it adopts; returns their values before."""
    if current.version:
        return history.restate(session, act, DECISION, current.id, statement, **facts).was
    own = {"id": current.id, "programme_id": current.state.programme_id, "version": 1}
    history.begin(session, act, DECISION, facts=facts, own=own, said_on=statement.said_on)
    return {}


def _check(session: Session, act: AuditContext, new: DecisionInput, current: DecisionState) -> None:
    words = {"question": new.question.strip(), "reason": new.reason.strip()}
    wrong = length_objections(DECISION.statement_table, words)
    if new.said_on is not None:
        wrong |= find_said_on_objections(session, current.state.programme_id, new.said_on, act.on)
    party_ids = {party.id for party in parties(session, [current.state.programme_id])}
    if not {*new.decided_by} <= party_ids | {party.id for party in current.deciders}:
        wrong["decided_by"] = Message("Choose parties of this programme.")
    if not new.question.strip():
        wrong["question"] = Message("Say what is asked.")
    wrong |= deliverable_objections(session, current.state.programme_id, [new.adopts_id], "adopts_id")
    if new.adopts_id == current.id:
        wrong["adopts_id"] = Message("A decision cannot adopt itself.")
    numbers = {option.number for option in current.options}
    for place, option in enumerate(new.options, start=1):
        if option.number is not None and option.number not in numbers:
            wrong[f"option-{place}"] = Message("There is no such option.")
        elif not option.title.strip():
            wrong[f"option-{place}"] = Message("Give this option a name, or withdraw it.")
        title, description = option.title.strip(), option.description.strip()
        wrong |= length_objections(DecisionOption, {"title": title}, f"option-{place}")
        wrong |= length_objections(DecisionOption, {"description": description}, f"description-{place}")
    if wrong:
        raise Invalid(wrong)


def _save_options(
    session: Session,
    act: AuditContext,
    current: DecisionState,
    wanted: Iterable[OptionInput],
    stated: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """Save the options that changed; returns the columns of the new rows."""
    now = {option.number: option for option in current.options}
    next_number = max(now, default=0) + 1
    rows: list[dict[str, Any]] = []
    for option in wanted:
        number = option.number or next_number
        next_number += option.number is None
        becomes = Option(number, option.title.strip(), option.description.strip(), option.is_withdrawn)
        if now.get(number) != becomes:
            words = {"title": becomes.title, "description": becomes.description}
            rows.append({"number": number, **words, "holds": not becomes.is_withdrawn})
    if rows:
        at = choose_recorded_at(session, act.at, DecisionOption, decision_id=current.id)
        shared = {**stated, "decision_id": current.id, "recorded_at": at, "author_id": act.person_id}
        session.add_all(DecisionOption(**shared | row) for row in rows)
        session.flush()
    return rows
