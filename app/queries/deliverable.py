"""Deliverables with their verdicts on a day: the rows of every overview, list, report and API answer."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.signal import Needed, Seen, Signal, SignalFacts, signals
from app.domain.standing import Course, Reported, SaidDeadline, SaidStatus, course
from app.domain.structure import DeliverableKind, Frequency
from app.prepared import Prepared
from app.queries.frame import as_said, is_shown, ties
from app.queries.party_words import PLACE, is_place_of, short_name_of
from app.queries.reported import reported
from app.queries.said import deadlines_said, in_programme, last_status_said, of_deliverables
from app.queries.unindexed import Unindexed
from app.tables import Evidence, Party, Person
from app.tables.tracked import ACTION_LINE, DELIVERABLE, INPUTS, PROJECT


@dataclass(frozen=True, slots=True)
class DeliverableState:
    """One deliverable on a day: what it is, what was last said, and what follows from it."""

    id: int
    programme_id: int
    action_line_id: int
    action_line: str
    project_id: int
    project: str
    kind: DeliverableKind
    title: str
    description: str
    aliases: str
    """Its other names, one a line."""
    lead_id: int | None
    """The deliverable's own lead, else the project's."""
    lead: str | None
    lead_email: str | None
    project_lead_id: int | None
    executing_party: str | None
    frequency_count: int | None
    frequency_per: Frequency | None
    updated_at: datetime
    version: int
    merged_into_id: int | None
    course: Course
    last: SaidStatus | None
    inputs: tuple[int, ...] = ()
    needed: tuple[Needed, ...] = field(default=(), repr=False)
    """Its inputs that are known on the day."""
    seen: tuple[Seen, ...] = field(default=(), repr=False)
    deadlines: tuple[SaidDeadline, ...] = field(default=(), repr=False)
    reported: tuple[Reported, ...] = field(default=(), repr=False)
    """What each adopted report promised of it, the oldest first."""

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What the rules see, without the facts that it rests on."""
        return tuple(one.signal for one in self.seen)


def deliverable_states(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> list[DeliverableState]:
    """Every deliverable of a programme known on the day, in the order of the structure. Six queries.

    `among` narrows them to these ids; their inputs are judged too, so that the signals are the same.
    """
    inputs = inputs_of(session, programme_id, as_of, among)
    judged = None if among is None else {*among, *(i for needed in inputs.values() for i in needed)}
    asked = {"programme_id": programme_id, "as_of": as_of} | _narrowed(judged)
    rows = _listed(among is not None).rows(session, asked)
    said_of = in_programme(programme_id) if judged is None else of_deliverables(judged)
    deadlines = deadlines_said(session, said_of, as_of)
    last = last_status_said(session, said_of, as_of)
    before = reported(session, programme_id, as_of, judged)
    shown = with_evidence(session, programme_id, as_of, among)
    needed = {
        i: Needed(i, row[_TITLE], course(deadlines.get(i, ()), last.get(i), as_of, before.get(i, ())))
        for row in rows
        if (i := row[0])
    }
    found = _Found(last, inputs, needed, shown, deadlines, before)
    return [_state(row, found, as_of) for row in rows if among is None or row[0] in among]


def inputs_of(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> Mapping[int, tuple[int, ...]]:
    """The inputs of every deliverable of a programme (or of these) on the day, by id."""
    asked = {"programme_id": programme_id, "as_of": as_of} | _narrowed(among)
    found: dict[int, list[int]] = defaultdict(list)
    for deliverable, needed in _inputs(among is not None).rows(session, asked):
        found[deliverable].append(needed)
    return {deliverable: tuple(needed) for deliverable, needed in found.items()}


def with_evidence(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> frozenset[int]:
    """The deliverables (of these) of which a delivery is shown by evidence on the day."""
    asked = {"programme_id": programme_id, "as_of": as_of} | _narrowed(among)
    return frozenset(deliverable for (deliverable,) in _shown(among is not None).rows(session, asked))


def _narrowed(among: Collection[int] | None) -> dict[str, Any]:
    return {} if among is None else {"among": list(among)}


@dataclass(frozen=True, slots=True)
class _Found:
    """What the queries found, by deliverable."""

    last: Mapping[int, SaidStatus]
    inputs: Mapping[int, tuple[int, ...]]
    needed: Mapping[int, Needed]
    """Whatever another may need, with its verdicts."""
    shown: frozenset[int]
    deadlines: Mapping[int, Sequence[SaidDeadline]]
    before: Mapping[int, Sequence[Reported]]


def _state(row: Any, found: _Found, as_of: date) -> DeliverableState:
    key: int = row[0]
    mine, last, inputs = found.needed[key].course, found.last.get(key), found.inputs.get(key, ())
    said = tuple(found.deadlines.get(key, ()))
    needed = tuple(found.needed[i] for i in inputs if i in found.needed)
    seen = signals(SignalFacts(mine, last, said, needed, key in found.shown), as_of)
    before = tuple(found.before.get(key, ()))
    columns: tuple[Any, ...] = (*row, mine, last, inputs, needed, seen, said, before)
    return DeliverableState(*columns)


_TITLE = 7
_EVIDENCE = Evidence.__table__  # type: ignore[attr-defined]


@cache
def _inputs(narrowed: bool) -> Prepared:
    held = ties(INPUTS)
    asked = sa.select(held.c.deliverable_id, held.c.input_id).where(
        _of_programme(held.c.programme_id, narrowed), _among(held.c.deliverable_id, narrowed)
    )
    return Prepared(asked.order_by(held.c.deliverable_id, held.c.input_id))


@cache
def _shown(narrowed: bool) -> Prepared:
    mine = _of_programme(_EVIDENCE.c.programme_id, narrowed)
    asked = sa.select(_EVIDENCE.c.deliverable_id).where(mine, is_shown(_EVIDENCE))
    return Prepared(asked.where(_among(_EVIDENCE.c.deliverable_id, narrowed)).distinct())


@cache
def _listed(narrowed: bool) -> Prepared:
    """The columns of `DeliverableState`, in its order, up to what is judged."""
    deliverable, project, line = as_said(DELIVERABLE), as_said(PROJECT), as_said(ACTION_LINE)
    lead = Person.__table__.alias("lead")  # type: ignore[attr-defined]
    executing = Party.__table__.alias("executing")  # type: ignore[attr-defined]
    mine = sa.func.coalesce(deliverable.c.lead_id, project.c.lead_id)
    return Prepared(
        sa.select(
            *(deliverable.c.id, deliverable.c.programme_id, line.c.id, line.c.code),
            *(project.c.id, project.c.title, deliverable.c.kind, deliverable.c.title),
            *(deliverable.c.description, deliverable.c.aliases, mine, lead.c.name, lead.c.email),
            *(project.c.lead_id, short_name_of(executing)),
            *(deliverable.c.frequency_count, deliverable.c.frequency_per),
            *(deliverable.c.updated_at, deliverable.c.version, deliverable.c.merged_into_id),
        )
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .join(line, line.c.id == project.c.action_line_id)
        .outerjoin(lead, lead.c.id == mine)
        .outerjoin(executing, executing.c.id == deliverable.c.executing_party_id)
        .outerjoin(PLACE, is_place_of(executing.c.id, deliverable.c.programme_id))
        .where(
            _of_programme(deliverable.c.programme_id, narrowed),
            _among(deliverable.c.id, narrowed),
        )
        .order_by(line.c.position, project.c.position, deliverable.c.position, deliverable.c.id)
    )


def _of_programme(column: sa.ColumnElement[int], narrowed: bool) -> sa.ColumnElement[bool]:
    """Some are looked up by their ids; SQLite would go through all of their programme instead."""
    return (Unindexed(column) if narrowed else column) == sa.bindparam("programme_id")


def _among(column: sa.ColumnElement[int], narrowed: bool) -> sa.ColumnElement[bool]:
    return column.in_(sa.bindparam("among", expanding=True)) if narrowed else sa.true()
