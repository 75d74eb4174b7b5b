"""Decisions on a day: what is asked, of whom, how far it is, and what was decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.chain import link
from app.domain.decision import Option, Readiness, readiness
from app.domain.standing import Course
from app.domain.structure import DeliverableKind
from app.queries.deliverable import DeliverableState, deliverable_states, inputs_of
from app.queries.deliverable_history import Neighbour
from app.queries.frame import as_said, last_said_of, ties
from app.queries.party_words import PLACE, is_place_of, name_of, short_name_of
from app.tables import DecisionTaking, Party, Person
from app.tables.tracked import DECIDERS, DECISION, OPTIONS

_TAKING = DecisionTaking.__table__  # type: ignore[attr-defined]
_PARTY = Party.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Decider:
    """A party that decides; `short` is how it is mostly called."""

    id: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class TakingRow:
    """What was decided, and why; `option_number` where one of the options was chosen."""

    id: int
    taken_on: date
    outcome: str
    option_number: int | None
    reason: str
    said_on: date
    recorded_at: datetime
    author: str | None
    corrects: int | None


@dataclass(frozen=True, slots=True)
class DecisionState:
    """One decision on a day; `version` is that of what is asked, 0 where nothing was asked yet."""

    state: DeliverableState
    question: str = ""
    adopts_id: int | None = None
    version: int = 0
    options: tuple[Option, ...] = ()
    """Withdrawn ones among them."""
    deciders: tuple[Decider, ...] = ()
    needed: tuple[Neighbour, ...] = ()
    readiness: Readiness | None = None
    taking: TakingRow | None = None

    @property
    def id(self) -> int:
        """Of the deliverable, and so of the decision."""
        return self.state.id

    @property
    def course(self) -> Course:
        """Its verdict."""
        return self.state.course

    @property
    def is_taken(self) -> bool:
        """Whether it was said to be taken."""
        return self.course.status is not None and self.course.status.is_done

    @property
    def outcome(self) -> str:
        """What was decided, in words; nothing where it was not taken."""
        if not self.is_taken:
            return ""
        return self.taking.outcome if self.taking else self.state.last.text if self.state.last else ""

    @property
    def taken_on(self) -> date | None:
        """On which day it was taken, as far as that is known."""
        return self.state.last.delivered_on if self.is_taken and self.state.last else None


def decision_states(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> list[DecisionState]:
    """Every decision of a programme known on the day, in the order of the structure. Ten queries.

    `among` narrows them to these ids, for one query more.
    """
    around = None
    if among is not None:
        needed = inputs_of(session, programme_id, as_of, among)
        around = {*among, *(i for inputs in needed.values() for i in inputs)}
    states = {s.id: s for s in deliverable_states(session, programme_id, as_of, around)}
    return decided(session, programme_id, as_of, states, states if among is None else among)


def decided(
    session: Session,
    programme_id: int,
    as_of: date,
    states: Mapping[int, DeliverableState],
    among: Iterable[int],
) -> list[DecisionState]:
    """The decisions among these, from states in which their inputs are found too. Four queries."""
    day = {"programme_id": programme_id, "as_of": as_of}
    asked = {row[0]: row[1:] for row in session.execute(_ASKED, day)}
    options, deciders = defaultdict(list), defaultdict(list)
    for decision, number, title, description, holds in session.execute(_OPTIONS, day):
        options[decision].append(Option(number, title, description, not holds))
    for decision, *party in session.execute(_DECIDERS, day):
        deciders[decision].append(Decider(*party))
    takings = {row[0]: TakingRow(*row[1:]) for row in session.execute(_TAKINGS, day)}
    found = _Found(states, asked, options, deciders, takings)
    mine = [states[i] for i in among if i in states]
    return [_decision(state, found) for state in mine if state.kind is DeliverableKind.DECISION]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the queries found, by decision."""

    states: Mapping[int, DeliverableState]
    asked: Mapping[int, Any]
    options: Mapping[int, list[Option]]
    deciders: Mapping[int, list[Decider]]
    takings: Mapping[int, TakingRow]


def _decision(state: DeliverableState, found: _Found) -> DecisionState:
    needed = [found.states[i] for i in state.inputs if i in found.states]
    question, adopts_id, version = found.asked.get(state.id, ("", None, 0))
    return DecisionState(
        state,
        question,
        adopts_id,
        version,
        options=tuple(found.options.get(state.id, ())),
        deciders=tuple(found.deciders.get(state.id, ())),
        needed=tuple(Neighbour(other, link(other.course, state.course)) for other in needed),
        readiness=readiness(state.course, {other.id: other.course for other in needed}),
        taking=found.takings.get(state.id),
    )


# Built once, and only bound then: building a statement takes longer than running it.
_PROGRAMME = sa.bindparam("programme_id", type_=sa.Integer)
_DECISION = as_said(DECISION)
_ASKED = sa.select(*(_DECISION.c[name] for name in ("id", "question", "adopts_id", "version"))).where(
    _DECISION.c.programme_id == _PROGRAMME
)
_OPTION = last_said_of(OPTIONS)
_OPTIONS = (
    sa.select(*(_OPTION.c[name] for name in ("decision_id", "number", "title", "description", "holds")))
    .where(_OPTION.c.programme_id == _PROGRAMME)
    .order_by(_OPTION.c.decision_id, _OPTION.c.number)
)
_DECIDER = ties(DECIDERS)
_DECIDERS = (
    sa.select(
        *(_DECIDER.c.decision_id, _PARTY.c.id, name_of(_PARTY), short_name_of(_PARTY)),
    )
    .join_from(_DECIDER, _PARTY, _PARTY.c.id == _DECIDER.c.party_id)
    .outerjoin(PLACE, is_place_of(_DECIDER.c.party_id, _DECIDER.c.programme_id))
    .where(_DECIDER.c.programme_id == _PROGRAMME)
    .order_by(_DECIDER.c.decision_id, _PARTY.c.id)
)
_LATER = _TAKING.alias("later")
_TAKINGS = (
    sa.select(
        *(_TAKING.c[name] for name in ("decision_id", "id", "taken_on", "outcome", "option_number")),
        *(_TAKING.c.reason, _TAKING.c.said_on, _TAKING.c.recorded_at, _PERSON.c.name, _TAKING.c.corrects_id),
    )
    .outerjoin_from(_TAKING, _PERSON, _PERSON.c.id == _TAKING.c.author_id)
    .where(_TAKING.c.programme_id == _PROGRAMME, _TAKING.c.said_on <= sa.bindparam("as_of"))
    .where(~sa.select(_LATER.c.id).where(_LATER.c.corrects_id == _TAKING.c.id).exists())
    .order_by(_TAKING.c.decision_id, _TAKING.c.said_on, _TAKING.c.recorded_at, _TAKING.c.id)
)
