"""Telling what others must bring, hearing it confirmed again, and that it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput, set_links
from app.actions.references import deliverable_objections, party_objections, refuse
from app.actions.window import NO_WINDOW, phrase_objections, window_facts
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Message
from app.domain.structure import ExternalState
from app.tables.lengths import length_objections
from app.tables.tracked import EXTERNAL_DEPENDENCY, WAITING

_THING = "external_dependency"


@dataclass(frozen=True, slots=True)
class ExternalDependencyInput:
    """The whole of what is said of it; `phrase` are their own words, `deliverables` what waits for it."""

    title: str
    owner_party_id: int | None
    description: str = ""
    phrase: str = ""
    firmness: Firmness | None = None
    confirmed_on: date | None = None
    state: ExternalState = ExternalState.EXPECTED
    delivered_on: date | None = None
    deliverables: tuple[int, ...] = ()

    def facts(self, on: date, kept: Mapping[str, Any] = NO_WINDOW) -> dict[str, Any]:
        """What is kept of it in columns; `on` is the day on which it is said."""
        window, heard = window_facts(self.phrase, on, kept)
        plain = {name: getattr(self, name) for name in _PLAIN}
        return plain | window | {"firmness": (self.firmness or heard) if window["phrase"] else None}

    def objections(self, on: date, kept: Mapping[str, Any] = NO_WINDOW) -> dict[str, Message]:
        """Everything that keeps it from being said on a day, a message a field."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        wrong = phrase_objections(self.phrase, on, kept) | length_objections(EXTERNAL_DEPENDENCY.table, plain)
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


def add(session: Session, act: AuditContext, programme_id: int, said: ExternalDependencyInput) -> int:
    """Tell what others must bring; returns its id. Refuses what cannot be said, a message a field."""
    refuse(_reference_objections(session, programme_id, said), said.objections(act.on))
    facts = said.facts(act.on)
    own = {"programme_id": programme_id, "version": 1}
    made = history.begin(session, act, EXTERNAL_DEPENDENCY, facts=facts, own=own)
    set_links(session, act, WAITING, made, said.deliverables, programme_id=programme_id)
    told = {**facts, "deliverables": said.deliverables, "said_on": act.on}
    audit_log.record(session, act, f"{_THING}.add", (_THING, made), programme_id=programme_id, **told)
    return made


def change(
    session: Session,
    act: AuditContext,
    external_id: int,
    said: ExternalDependencyInput,
    statement: StatementInput,
) -> None:
    """Say it anew; refuses what cannot be said, and as stale what was changed since it was read."""
    kept = as_kept(session, external_id)
    refuse(_reference_objections(session, kept["programme_id"], said), said.objections(act.on, kept))
    facts = said.facts(act.on, kept)
    done = history.restate(session, act, EXTERNAL_DEPENDENCY, external_id, statement, **facts)
    come, go = set_links(
        session, act, WAITING, external_id, said.deliverables, programme_id=done.programme_id
    )
    told = {
        **done.becomes,
        "come": come,
        "go": go,
        "reason": statement.reason,
        "said_on": statement.said_on or act.on,
    }
    _record(session, act, "change", external_id, done, told)


def confirm(session: Session, act: AuditContext, external_id: int, version: int) -> None:
    """They said again today that it comes as promised. Refuses what is no longer expected."""
    if as_kept(session, external_id)["state"] != ExternalState.EXPECTED:
        raise Conflict("This is no longer expected, so there is nothing to confirm.")
    statement = StatementInput(version)
    done = history.restate(session, act, EXTERNAL_DEPENDENCY, external_id, statement, confirmed_on=act.on)
    _record(session, act, "confirm", external_id, done, {**done.becomes, "said_on": act.on})


def as_kept(session: Session, external_id: int) -> Mapping[str, Any]:
    """The facts as they are now."""
    thing = EXTERNAL_DEPENDENCY.table
    return dict(session.execute(sa.select(thing).where(thing.c.id == external_id)).mappings().one())


def _record(
    session: Session,
    act: AuditContext,
    what: str,
    external_id: int,
    done: history.EntityChange,
    told: dict[str, Any],
) -> None:
    audit_log.record(
        session,
        act,
        f"{_THING}.{what}",
        (_THING, external_id),
        programme_id=done.programme_id,
        was=done.was,
        **told,
    )


def _reference_objections(
    session: Session, programme_id: int, said: ExternalDependencyInput
) -> dict[str, Message]:
    wrong = deliverable_objections(session, programme_id, said.deliverables, "deliverables")
    return wrong | party_objections(session, programme_id, said.owner_party_id, "owner_party_id")
