"""Saying what others must bring, that they confirmed it again, and that it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import EntityChange, StatementInput, set_links
from app.actions.references import deliverable_objections, party_objections, refuse
from app.actions.structure import day_of_change, get_row, save_statement
from app.actions.window import NO_WINDOW, phrase_objections, window_facts
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Message
from app.domain.structure import ExternalState
from app.domain.vague_date import OwnBounds, Register
from app.queries.named_moment import read_register
from app.tables.lengths import length_objections
from app.tables.tracked import EXTERNAL_DEPENDENCY, WAITING

_KIND = "external_dependency"


@dataclass(frozen=True, slots=True)
class ExternalDependencyInput:
    """What others must bring; `phrase` are their own words, `deliverables` what waits for it.

    `own` are the bounds that a person gives these words.
    """

    title: str
    owner_party_id: int | None
    description: str = ""
    phrase: str = ""
    own: OwnBounds | None = None
    firmness: Firmness | None = None
    confirmed_on: date | None = None
    state: ExternalState = ExternalState.EXPECTED
    delivered_on: date | None = None
    deliverables: tuple[int, ...] = ()

    def facts(self, on: date, register: Register, current: Mapping[str, Any] = NO_WINDOW) -> dict[str, Any]:
        """What is kept of it in columns; `on` is the day on which it is said."""
        window, heard = window_facts(self.phrase, on, current, register=register, own=self.own)
        plain = {name: getattr(self, name) for name in _PLAIN}
        return plain | window | {"firmness": (self.firmness or heard) if window["phrase"] else None}

    def objections(
        self, on: date, register: Register, current: Mapping[str, Any] = NO_WINDOW
    ) -> dict[str, Message]:
        """Everything that keeps it from being said on a day, a message a field."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        wrong = phrase_objections(self.phrase, on, current, register=register, own=self.own)
        wrong |= length_objections(EXTERNAL_DEPENDENCY.table, plain)
        if not self.title.strip():
            wrong["title"] = Message("Give it a title.")
        if self.owner_party_id is None:
            wrong["owner_party_id"] = Message("Choose the party that brings it.")
        for name in ("confirmed_on", "delivered_on"):
            day = getattr(self, name)
            if day is not None and day > on:
                wrong[name] = Message("This day is still to come.")
        if self.delivered_on is not None and self.state is not ExternalState.DELIVERED:
            wrong["delivered_on"] = Message("Only what has been delivered has a day of delivery.")
        return wrong


_PLAIN = ("title", "description", "owner_party_id", "confirmed_on", "state", "delivered_on")


def add(session: Session, act: AuditContext, programme_id: int, new: ExternalDependencyInput) -> int:
    """Say what others must bring; returns its id. Refuses what cannot be said, a message a field."""
    register = read_register(session)
    refuse(_reference_objections(session, programme_id, new), new.objections(act.on, register))
    facts = new.facts(act.on, register)
    own = {"programme_id": programme_id, "version": 1}
    external_id = history.begin(session, act, EXTERNAL_DEPENDENCY, facts=facts, own=own)
    set_links(session, act, WAITING, external_id, new.deliverables, programme_id=programme_id)
    audit_log.record(
        session,
        act,
        f"{_KIND}.add",
        (_KIND, external_id),
        programme_id=programme_id,
        **facts,
        deliverables=new.deliverables,
        said_on=act.on,
    )
    return external_id


def change(
    session: Session,
    act: AuditContext,
    external_id: int,
    new: ExternalDependencyInput,
    statement: StatementInput,
    *,
    is_correction: bool = False,
) -> None:
    """Change what is said of it, or correct what was said last.

    Its words are read as on the day on which they were said. Refuses what cannot be said, and as stale what
    was changed since.
    """
    current = get_row(session, EXTERNAL_DEPENDENCY, external_id)
    said_on = day_of_change(
        session, act, EXTERNAL_DEPENDENCY, external_id, statement, is_correction=is_correction
    )
    register = read_register(session)
    wrong = new.objections(said_on, register, current)
    refuse(_reference_objections(session, current["programme_id"], new), wrong)
    facts = new.facts(said_on, register, current)
    result = save_statement(
        session, act, EXTERNAL_DEPENDENCY, external_id, statement, facts, is_correction=is_correction
    )
    added, removed = set_links(
        session,
        act,
        WAITING,
        external_id,
        new.deliverables,
        programme_id=result.programme_id,
        said_on=said_on,
    )
    values = {
        **result.becomes,
        "come": added,
        "go": removed,
        "reason": statement.reason,
        "said_on": said_on,
    }
    _record(session, act, "correct" if is_correction else "change", external_id, result, values)


def confirm(session: Session, act: AuditContext, external_id: int, version: int) -> None:
    """Say that they confirmed today that it comes as promised. Refuses what is no longer expected."""
    if get_row(session, EXTERNAL_DEPENDENCY, external_id)["state"] != ExternalState.EXPECTED:
        raise Conflict("This is no longer expected, so there is nothing to confirm.")
    statement = StatementInput(version)
    result = history.restate(session, act, EXTERNAL_DEPENDENCY, external_id, statement, confirmed_on=act.on)
    _record(session, act, "confirm", external_id, result, {**result.becomes, "said_on": act.on})


def _record(
    session: Session,
    act: AuditContext,
    verb: str,
    external_id: int,
    result: EntityChange,
    values: dict[str, Any],
) -> None:
    audit_log.record(
        session,
        act,
        f"{_KIND}.{verb}",
        (_KIND, external_id),
        programme_id=result.programme_id,
        was=result.was,
        **values,
    )


def _reference_objections(
    session: Session, programme_id: int, new: ExternalDependencyInput
) -> dict[str, Message]:
    wrong = deliverable_objections(session, programme_id, new.deliverables, "deliverables")
    return wrong | party_objections(session, programme_id, new.owner_party_id, "owner_party_id")
