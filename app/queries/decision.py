"""Decisions on a day: what is asked, of whom, how far it is, and what was decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all, fetch_grouped
from app.domain.assessment import Assessment
from app.domain.decision import Option, Readiness, judge_readiness
from app.domain.inputs import judge_fit
from app.domain.structure import DeliverableKind
from app.queries.deliverable import DeliverableState, deliverable_states, inputs_of
from app.queries.deliverable_history import Neighbour
from app.queries.history import is_uncorrected, last_links, links_as_of, oldest_first, state_as_of
from app.queries.party import is_wording_of, party_name, party_short_name
from app.queries.scope import Scope
from app.tables import DecisionTaking, Party, Person, ProgrammeParty
from app.tables.tracked import DECIDERS, DECISION, OPTIONS


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
        """Return the id of the deliverable, and so of the decision."""
        return self.state.id

    @property
    def assessment(self) -> Assessment:
        """Return its verdict."""
        return self.state.assessment

    @property
    def is_taken(self) -> bool:
        """Return whether it was said to be taken."""
        return self.assessment.status is not None and self.assessment.status.is_done

    @property
    def outcome(self) -> str:
        """Return what was decided, in words; nothing where it was not taken."""
        if not self.is_taken:
            return ""
        return self.taking.outcome if self.taking else self.state.last.text if self.state.last else ""

    @property
    def taken_on(self) -> date | None:
        """Return on which day it was taken, as far as that is known."""
        return self.state.last.delivered_on if self.is_taken and self.state.last else None


def decision_states(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> list[DecisionState]:
    """Return every decision of a programme known on the day, in the order of the structure. Ten queries.

    `among` narrows them to these ids, for one query more.
    """
    around = None
    if among is not None:
        needed = inputs_of(session, Scope(programme_id, among), as_of)
        around = {*among, *(i for inputs in needed.values() for i in inputs)}
    states = {state.id: state for state in deliverable_states(session, programme_id, as_of, around)}
    return decisions_taken(session, programme_id, as_of, states, states if among is None else among)


def decisions_taken(
    session: Session,
    programme_id: int,
    as_of: date,
    states: Mapping[int, DeliverableState],
    among: Iterable[int],
) -> list[DecisionState]:
    """Return the decisions among these, from states that include their inputs. Four queries."""
    questions = {question.id: question for question in _questions(session, programme_id, as_of)}
    options = _options(session, programme_id, as_of)
    deciders = _deciders(session, programme_id, as_of)
    takings = _takings(session, programme_id, as_of)
    decisions = []
    for state in (states[i] for i in among if i in states):
        if state.kind is not DeliverableKind.DECISION:
            continue
        needed = [states[i] for i in state.inputs if i in states]
        question = questions.get(state.id, _Question(state.id))
        decisions.append(
            DecisionState(
                state,
                question.question,
                question.adopts_id,
                question.version,
                options=tuple(options.get(state.id, ())),
                deciders=tuple(deciders.get(state.id, ())),
                needed=tuple(
                    Neighbour(other, judge_fit(other.assessment, state.assessment)) for other in needed
                ),
                readiness=judge_readiness(state.assessment, {other.id: other.assessment for other in needed}),
                taking=takings[state.id][-1] if state.id in takings else None,
            )
        )
    return decisions


@dataclass(frozen=True, slots=True)
class _Question:
    id: int
    question: str = ""
    adopts_id: int | None = None
    version: int = 0


def _questions(session: Session, programme_id: int, as_of: date) -> list[_Question]:
    parameters = {"programme_id": programme_id, "as_of": as_of}
    return fetch_all(session, _select_questions(), _Question, parameters)


@cache
def _select_questions() -> Columns:
    decision = state_as_of(DECISION).c
    return sa.select(decision.id, decision.question, decision.adopts_id, decision.version).where(
        decision.programme_id == sa.bindparam("programme_id")
    )


def _options(session: Session, programme_id: int, as_of: date) -> dict[int, list[Option]]:
    parameters = {"programme_id": programme_id, "as_of": as_of}
    return fetch_grouped(session, _select_options(), Option, "decision_id", parameters)


@cache
def _select_options() -> Columns:
    option = last_links(OPTIONS).c
    return (
        sa.select(option.decision_id, option.number, option.title, option.description)
        .add_columns((~option.holds).label("is_withdrawn"))
        .where(option.programme_id == sa.bindparam("programme_id"))
        .order_by(option.decision_id, option.number)
    )


def _deciders(session: Session, programme_id: int, as_of: date) -> dict[int, list[Decider]]:
    parameters = {"programme_id": programme_id, "as_of": as_of}
    return fetch_grouped(session, _select_deciders(), Decider, "decision_id", parameters)


@cache
def _select_deciders() -> Columns:
    links = links_as_of(DECIDERS)
    return (
        sa.select(links.c.decision_id, col(Party.id), party_name(Party).label("name"))
        .add_columns(party_short_name(Party).label("short"))
        .join_from(links, Party, col(Party.id) == links.c.party_id)
        .outerjoin(ProgrammeParty, is_wording_of(links.c.party_id, links.c.programme_id))
        .where(links.c.programme_id == sa.bindparam("programme_id"))
        .order_by(links.c.decision_id, col(Party.id))
    )


def _takings(session: Session, programme_id: int, as_of: date) -> dict[int, list[TakingRow]]:
    parameters = {"programme_id": programme_id, "as_of": as_of}
    return fetch_grouped(session, _select_takings(), TakingRow, "decision_id", parameters)


@cache
def _select_takings() -> Columns:
    taking = DecisionTaking
    return (
        sa.select(col(taking.decision_id), col(taking.id), col(taking.taken_on), col(taking.outcome))
        .add_columns(col(taking.option_number), col(taking.reason), col(taking.said_on))
        .add_columns(col(taking.recorded_at), col(Person.name).label("author"))
        .add_columns(col(taking.corrects_id).label("corrects"))
        .outerjoin_from(taking, Person, col(Person.id) == col(taking.author_id))
        .where(col(taking.programme_id) == sa.bindparam("programme_id"))
        .where(col(taking.said_on) <= sa.bindparam("as_of"), is_uncorrected(taking))
        .order_by(col(taking.decision_id), *oldest_first(taking))
    )
