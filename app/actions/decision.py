"""Asking for a decision: the question, what can be chosen, who decides, and what taking it adopts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import choose_recorded_at, set_links
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
class Wanted:
    """An option as it should be; without a number it is a new one, withdrawn it can no longer be chosen."""

    title: str
    number: int | None = None
    description: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked; `version` is that of what was asked before, as it was read (0: nothing yet).

    An option that is not named stays as it is.
    """

    question: str
    version: int
    options: Sequence[Wanted] = ()
    decided_by: Sequence[int] = ()
    adopts_id: int | None = None
    reason: str = ""
    said_on: date | None = None


def ask(session: Session, act: AuditContext, deliverable_id: int, asked: Asked) -> None:
    """Say what is asked of those who decide, for the first time or anew.

    Refuses, all together, an empty question, an option without words or that is not there, who is no
    party of the programme, and a product to adopt that is no input; refuses as stale what was changed
    since it was read.
    """
    get_for_update(session, Deliverable, deliverable_id)
    before = known(session, deliverable_id)
    said_on = asked.said_on or act.on
    _check(session, act, asked, before)
    if before.version != asked.version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    facts: dict[str, Any] = {"question": asked.question.strip(), "adopts_id": asked.adopts_id}
    was = _put(session, act, before, history.StatementInput(asked.version, asked.reason, said_on), facts)
    programme_id, reason = before.state.programme_id, asked.reason.strip()
    here: dict[str, Any] = {"programme_id": programme_id, "said_on": said_on, "reason": reason}
    come, go = set_links(session, act, DECIDERS, deliverable_id, asked.decided_by, **here)
    said = _say_options(session, act, before, asked.options, here)
    audit_log.record(
        session,
        act,
        "decision.ask",
        ("deliverable", deliverable_id),
        programme_id=programme_id,
        was=was,
        **facts,
        options=said,
        come=come,
        go=go,
        said_on=said_on,
    )


def known(session: Session, deliverable_id: int) -> DecisionState:
    """The decision as it is, whatever the day. Refuses what is no decision."""
    row = session.get_one(Deliverable, deliverable_id)
    if row.kind is not DeliverableKind.DECISION:
        raise Invalid.because("question", "Only a decision has a question. This is something else.")
    return decision_states(session, row.programme_id, date.max, [deliverable_id])[0]


def _put(
    session: Session,
    act: AuditContext,
    before: DecisionState,
    statement: history.StatementInput,
    facts: Mapping[str, Any],
) -> dict[str, object]:
    """Say the question and what it adopts, for the first time or anew; returns what these were."""
    if before.version:
        return history.restate(session, act, DECISION, before.id, statement, **facts).was
    own = {"id": before.id, "programme_id": before.state.programme_id, "version": 1}
    history.begin(session, act, DECISION, facts=facts, own=own, said_on=statement.said_on)
    return {}


def _check(session: Session, act: AuditContext, asked: Asked, before: DecisionState) -> None:
    words = {"question": asked.question.strip(), "reason": asked.reason.strip()}
    wrong = length_objections(DECISION.statement_table, words)
    if asked.said_on is not None and asked.said_on > act.on:
        wrong["said_on"] = Message("This day is still to come.")
    known_here = {party.id for party in parties(session, [before.state.programme_id])}
    if not {*asked.decided_by} <= known_here | {party.id for party in before.deciders}:
        wrong["decided_by"] = Message("Choose parties of this programme.")
    if not asked.question.strip():
        wrong["question"] = Message("Say what is asked.")
    if asked.adopts_id is not None and asked.adopts_id not in before.state.inputs:
        wrong["adopts_id"] = Message("A decision adopts something that it needs. Choose one of its inputs.")
    numbers = {option.number for option in before.options}
    for place, option in enumerate(asked.options, start=1):
        if option.number is not None and option.number not in numbers:
            wrong[f"option-{place}"] = Message("There is no such option.")
        elif not option.title.strip():
            wrong[f"option-{place}"] = Message("Give this option a name, or withdraw it.")
        wrong |= length_objections(DecisionOption, {"title": option.title.strip()}, f"option-{place}")
        told = {"description": option.description.strip()}
        wrong |= length_objections(DecisionOption, told, f"description-{place}")
    if wrong:
        raise Invalid(wrong)


def _say_options(
    session: Session, act: AuditContext, before: DecisionState, wanted: Iterable[Wanted], here: dict[str, Any]
) -> list[dict[str, Any]]:
    """Say of each option what changed; what is so already is not said again."""
    now = {option.number: option for option in before.options}
    following = max(now, default=0) + 1
    said: list[dict[str, Any]] = []
    for one in wanted:
        number = one.number or following
        following += one.number is None
        becomes = Option(number, one.title.strip(), one.description.strip(), one.is_withdrawn)
        if now.get(number) != becomes:
            words = {"title": becomes.title, "description": becomes.description}
            said.append({"number": number, **words, "holds": not becomes.is_withdrawn})
    if said:
        at = choose_recorded_at(session, act.at, DecisionOption, decision_id=before.id)
        of: dict[str, Any] = {"decision_id": before.id, "recorded_at": at, "author_id": act.person_id}
        session.add_all(DecisionOption(**here | of | row) for row in said)
        session.flush()
    return said
