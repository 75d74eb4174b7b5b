"""Saying what was promised to parliament or asked by it, and that it was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.references import deliverable_objections, refuse
from app.actions.structure import day_of_change, get_row, save_statement
from app.actions.window import NO_WINDOW, phrase_objections, window_facts
from app.domain.refusal import Message
from app.domain.structure import CommitmentKind
from app.domain.vague_date import OwnBounds, Register
from app.queries.named_moment import read_register
from app.tables.lengths import length_objections
from app.tables.tracked import PARLIAMENTARY_COMMITMENT

_KIND = "parliamentary_commitment"


@dataclass(frozen=True, slots=True)
class CommitmentInput:
    """All that is said of a commitment; `phrase` says until when parliament waits for the answer.

    `own` are the bounds that a person gives these words.
    """

    kind: CommitmentKind
    text: str
    made_on: date | None
    reference: str = ""
    phrase: str = ""
    own: OwnBounds | None = None
    deliverable_id: int | None = None
    section: str = ""
    answered_on: date | None = None
    answered_in: str = ""
    withdrawn: bool = False

    def facts(self, register: Register, current: Mapping[str, Any] = NO_WINDOW) -> dict[str, Any]:
        """What is kept of it in columns; its words are read as on the day on which it was made."""
        assert self.made_on is not None
        window, _ = window_facts(self.phrase, self.made_on, current, register=register, own=self.own)
        return {name: getattr(self, name) for name in _PLAIN} | window

    def objections(
        self, on: date, register: Register, current: Mapping[str, Any] = NO_WINDOW
    ) -> dict[str, Message]:
        """Everything that keeps it from being said on a day, a message a field."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        said_on = self.made_on or on
        wrong = phrase_objections(self.phrase, said_on, current, register=register, own=self.own)
        wrong |= length_objections(PARLIAMENTARY_COMMITMENT.table, plain)
        if not self.text.strip():
            wrong["text"] = Message("Say what was promised or asked.")
        if self.made_on is None:
            wrong["made_on"] = Message("Say on which day.")
        for name in ("made_on", "answered_on"):
            day = getattr(self, name)
            if day is not None and day > on:
                wrong[name] = Message("This day is still to come.")
        if self.answered_on and self.made_on and self.answered_on < self.made_on:
            wrong["answered_on"] = Message("It cannot be answered before it was made.")
        if self.answered_on is None and self.answered_in.strip():
            wrong["answered_on"] = Message("Say on which day.")
        if self.answered_on is not None and not self.answered_in.strip():
            wrong["answered_in"] = Message("Say where the answer stands.")
        return wrong


_PLAIN = (
    *("kind", "text", "made_on", "reference", "deliverable_id", "section"),
    *("answered_on", "answered_in", "withdrawn"),
)


def add(session: Session, act: AuditContext, programme_id: int, new: CommitmentInput) -> int:
    """Add a commitment; returns its id. Refuses what cannot be said, a message a field."""
    register = read_register(session)
    refuse(_reference_objections(session, programme_id, new), new.objections(act.on, register))
    facts = new.facts(register)
    own = {"programme_id": programme_id, "version": 1}
    commitment_id = history.begin(session, act, PARLIAMENTARY_COMMITMENT, facts=facts, own=own)
    audit_log.record(
        session,
        act,
        f"{_KIND}.add",
        (_KIND, commitment_id),
        programme_id=programme_id,
        **facts,
        said_on=act.on,
    )
    return commitment_id


def change(
    session: Session,
    act: AuditContext,
    commitment_id: int,
    new: CommitmentInput,
    statement: StatementInput,
    *,
    is_correction: bool = False,
) -> None:
    """Change a commitment, or correct what was said of it last.

    Refuses what cannot be said, and as stale what was changed since it was read.
    """
    current = get_row(session, PARLIAMENTARY_COMMITMENT, commitment_id)
    register = read_register(session)
    wrong = new.objections(act.on, register, current)
    refuse(_reference_objections(session, current["programme_id"], new), wrong)
    facts = new.facts(register, current)
    said_on = day_of_change(
        session, act, PARLIAMENTARY_COMMITMENT, commitment_id, statement, is_correction=is_correction
    )
    result = save_statement(
        session, act, PARLIAMENTARY_COMMITMENT, commitment_id, statement, facts, is_correction=is_correction
    )
    audit_log.record(
        session,
        act,
        f"{_KIND}.correct" if is_correction else f"{_KIND}.change",
        (_KIND, commitment_id),
        programme_id=result.programme_id,
        was=result.was,
        reason=statement.reason,
        said_on=said_on,
        **result.becomes,
    )


def _reference_objections(session: Session, programme_id: int, new: CommitmentInput) -> dict[str, Message]:
    return deliverable_objections(session, programme_id, [new.deliverable_id], "deliverable")
