"""Deliverables with their verdicts on a day: the rows of every overview, list, report and API answer."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.assessment import Assessment, DeadlineRecord, PrintedPromise, StatusRecord, assess
from app.domain.deliverable import DESCRIPTION, DeliverableDescription
from app.domain.recurrence import Recurrence
from app.domain.signal import Needed, RaisedSignal, Signal, SignalFacts, raise_signals
from app.queries.deliverable_records import deadlines_said, last_status_said
from app.queries.history import alias_of, is_shown, links_as_of, state_as_of
from app.queries.party import is_wording_of, party_short_name
from app.queries.recurrence import recurrences
from app.queries.reported_promises import reported_promises
from app.queries.scope import Scope, is_in_scope
from app.tables import Evidence, Party, Person, ProgrammeParty
from app.tables.tracked import ACTION_LINE, DELIVERABLE, INPUTS, PROJECT


@dataclass(frozen=True, slots=True)
class DeliverableState(DeliverableDescription):
    """One deliverable on a day: what it is, what was last said, and what follows from it."""

    id: int
    programme_id: int
    action_line_id: int
    action_line: str
    project_id: int
    project: str
    lead_id: int | None
    """The deliverable's own lead, else the project's."""
    lead: str | None
    lead_email: str | None
    project_lead_id: int | None
    executing_party_id: int | None
    executing_party: str | None
    updated_at: datetime
    version: int
    merged_into_id: int | None
    line_position: int
    """That of its action line; a deliverable has its position within its project."""
    project_position: int
    position: int
    assessment: Assessment
    last: StatusRecord | None
    inputs: tuple[int, ...] = ()
    needed: tuple[Needed, ...] = field(default=(), repr=False)
    """Its inputs that are known on the day."""
    raised: tuple[RaisedSignal, ...] = field(default=(), repr=False)
    deadlines: tuple[DeadlineRecord, ...] = field(default=(), repr=False)
    reported: tuple[PrintedPromise, ...] = field(default=(), repr=False)
    """How each adopted report has it, the oldest first."""
    recurrence: Recurrence | None = field(default=None, repr=False)
    """How often it was promised and took place, if it recurs."""

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Return the signals without the facts that they rest on."""
        return tuple(raised.signal for raised in self.raised)


def deliverable_states(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> list[DeliverableState]:
    """Return every deliverable of a programme known on the day, in the order of the structure. Seven queries.

    `among` narrows them to these ids; their inputs are judged too, so that the signals are the same.
    """
    return _judge(session, Scope(programme_id, among), as_of)


def deliverables_by_id(session: Session, ids: Collection[int], as_of: date) -> list[DeliverableState]:
    """Return these deliverables, of whatever programmes, as known on the day. Six queries."""
    return _judge(session, Scope(ids=ids), as_of)


def _judge(session: Session, listed: Scope, as_of: date) -> list[DeliverableState]:
    among = listed.ids
    inputs = inputs_of(session, listed, as_of)
    judged = Scope(
        listed.programme_id,
        None if among is None else {*among, *(i for needed in inputs.values() for i in needed)},
    )
    rows = _deliverable_rows(session, judged, as_of)
    facts = _Facts(
        deadlines=deadlines_said(session, judged, as_of),
        last=last_status_said(session, judged, as_of),
        reported=reported_promises(session, judged, as_of),
        shown=with_evidence(session, listed, as_of),
        inputs=inputs,
        recurrences=recurrences(session, judged, as_of),
    )
    needed = {row["id"]: Needed(row["id"], row["title"], facts.judge(row, as_of)) for row in rows}
    return [
        _state(row, facts, needed, as_of)
        for row in rows
        if listed.programme_id in (None, row["programme_id"]) and (among is None or row["id"] in among)
    ]


def inputs_of(session: Session, scope: Scope, as_of: date) -> Mapping[int, tuple[int, ...]]:
    """Return the inputs of these deliverables on the day, by id. One query."""
    inputs: dict[int, list[int]] = defaultdict(list)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    select = _select_inputs(scope.by_id, scope.programme_id is not None and not is_sqlite)
    for row in session.execute(select, {**scope.parameters, "as_of": as_of}):
        inputs[row.deliverable_id].append(row.input_id)
    return {deliverable_id: tuple(ids) for deliverable_id, ids in inputs.items()}


@cache
def _select_inputs(by_id: bool, in_programme: bool) -> sa.Select[int, int]:
    """Tell PostgreSQL the programme too: it has an index for both, and counts rows to choose one."""
    links = links_as_of(INPUTS).c
    is_of_programme = links.programme_id == sa.bindparam("programme_id")
    return (
        sa.select(links.deliverable_id, links.input_id)
        .where(is_of_programme if in_programme else sa.true())
        .where(is_in_scope(by_id, links.deliverable_id, links.programme_id))
        .order_by(links.deliverable_id, links.input_id)
    )


def with_evidence(session: Session, scope: Scope, as_of: date) -> frozenset[int]:
    """Return those of these deliverables whose delivery is shown by evidence on the day. One query."""
    return frozenset(
        session.scalars(_select_with_evidence(scope.by_id), {**scope.parameters, "as_of": as_of})
    )


@cache
def _select_with_evidence(by_id: bool) -> sa.Select[int]:
    return (
        sa.select(col(Evidence.deliverable_id))
        .where(is_in_scope(by_id, Evidence.deliverable_id, Evidence.programme_id))
        .where(is_shown(Evidence, sa.bindparam("as_of")))
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the queries return, by deliverable."""

    deadlines: Mapping[int, Sequence[DeadlineRecord]]
    last: Mapping[int, StatusRecord]
    reported: Mapping[int, Sequence[PrintedPromise]]
    shown: frozenset[int]
    inputs: Mapping[int, tuple[int, ...]]
    recurrences: Mapping[int, Recurrence]

    def judge(self, row: sa.RowMapping, as_of: date) -> Assessment:
        """Judge one deliverable from what was said of it."""
        key = row["id"]
        return assess(
            self.deadlines.get(key, ()),
            self.last.get(key),
            as_of,
            self.reported.get(key, ()),
            kind=row["kind"],
            is_merged=row["merged_into_id"] is not None,
            recurrence=self.recurrences.get(key),
        )


def _state(row: sa.RowMapping, facts: _Facts, judged: Mapping[int, Needed], as_of: date) -> DeliverableState:
    key: int = row["id"]
    mine, last = judged[key].assessment, facts.last.get(key)
    deadlines, inputs = tuple(facts.deadlines.get(key, ())), facts.inputs.get(key, ())
    needed = tuple(judged[i] for i in inputs if i in judged)
    return DeliverableState(
        **row,
        assessment=mine,
        last=last,
        inputs=inputs,
        needed=needed,
        raised=raise_signals(SignalFacts(mine, last, deadlines, needed, key in facts.shown), as_of),
        deadlines=deadlines,
        reported=tuple(facts.reported.get(key, ())),
        recurrence=facts.recurrences.get(key),
    )


def _deliverable_rows(session: Session, scope: Scope, as_of: date) -> Sequence[sa.RowMapping]:
    """Return the columns of `DeliverableState`, up to what is judged."""
    parameters = {**scope.parameters, "as_of": as_of}
    return session.execute(_select_deliverables(scope.by_id), parameters).mappings().all()


@cache
def _select_deliverables(by_id: bool) -> sa.Select[*tuple[Any, ...]]:
    deliverable, project, line = state_as_of(DELIVERABLE), state_as_of(PROJECT), state_as_of(ACTION_LINE)
    lead, executing = alias_of(Person, "lead"), alias_of(Party, "executing")
    lead_id = sa.func.coalesce(deliverable.c.lead_id, project.c.lead_id)
    return (
        sa.select(
            *(deliverable.c.id, deliverable.c.programme_id, line.c.id.label("action_line_id")),
            *(line.c.code.label("action_line"), project.c.id.label("project_id")),
            *(project.c.title.label("project"), *(deliverable.c[name] for name in DESCRIPTION)),
            *(lead_id.label("lead_id"), project.c.lead_id.label("project_lead_id")),
            *(col(lead.name).label("lead"), col(lead.email).label("lead_email")),
            deliverable.c.executing_party_id,
            party_short_name(executing).label("executing_party"),
            *(deliverable.c.updated_at, deliverable.c.version, deliverable.c.merged_into_id),
            *(line.c.position.label("line_position"), project.c.position.label("project_position")),
            deliverable.c.position,
        )
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .join(line, line.c.id == project.c.action_line_id)
        .outerjoin(lead, col(lead.id) == lead_id)
        .outerjoin(executing, col(executing.id) == deliverable.c.executing_party_id)
        .outerjoin(ProgrammeParty, is_wording_of(executing.id, deliverable.c.programme_id))
        .where(is_in_scope(by_id, deliverable.c.id, deliverable.c.programme_id))
        .order_by(line.c.position, project.c.position, deliverable.c.position, deliverable.c.id)
    )
