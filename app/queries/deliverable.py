"""Deliverables with their verdicts on a day: the rows of every overview, list, report and API answer."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.signal import Signal, SignalFacts, signals
from app.domain.standing import AdoptedReport, Course, SaidDeadline, SaidStatus, course
from app.domain.structure import DeliverableKind, Frequency, PeriodState
from app.queries.said import deadlines_said, in_programme, last_status_said, of_deliverables
from app.tables import (
    ActionLine,
    Deadline,
    Deliverable,
    DeliverableInput,
    Evidence,
    Party,
    Person,
    Project,
    ReportingPeriod,
    StatusUpdate,
)


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
    course: Course
    last: SaidStatus | None
    inputs: tuple[int, ...] = ()
    signals: tuple[Signal, ...] = ()
    deadlines: tuple[SaidDeadline, ...] = field(default=(), repr=False)


def deliverable_states(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> list[DeliverableState]:
    """Every deliverable of a programme known on the day, in the order of the structure. Six queries.

    `among` narrows them to these ids; their inputs are judged too, so that the signals are the same.
    """
    rows = session.execute(_listed(programme_id, as_of, among)).all()
    inputs = inputs_of(session, programme_id, among)
    judged = None if among is None else {*among, *(i for needed in inputs.values() for i in needed)}
    deadlines = deadlines_said(session, _of(Deadline, programme_id, judged), as_of)
    last = last_status_said(session, _of(StatusUpdate, programme_id, judged), as_of)
    adopted = adopted_reports(session, programme_id, as_of)
    shown = with_evidence(session, programme_id, as_of, among)
    ids = [row.id for row in rows] if judged is None else judged
    courses = {i: course(deadlines.get(i, ()), last.get(i), as_of, adopted) for i in ids}
    found = _Found(courses, last, inputs, shown, deadlines)
    return [_state(row, found, as_of) for row in rows]


def adopted_reports(session: Session, programme_id: int, as_of: date) -> list[AdoptedReport]:
    """The adopted reports of a programme up to the day, oldest first."""
    period = ReportingPeriod.__table__  # type: ignore[attr-defined]
    rows = session.execute(
        sa.select(period.c.report_date, period.c.input_deadline)
        .where(
            period.c.programme_id == programme_id,
            period.c.state.in_((PeriodState.ADOPTED, PeriodState.PUBLISHED)),
            period.c.report_date <= as_of,
        )
        .order_by(period.c.report_date)
    )
    return [AdoptedReport(*row) for row in rows]


def inputs_of(
    session: Session, programme_id: int, among: Collection[int] | None = None
) -> Mapping[int, tuple[int, ...]]:
    """The inputs of every deliverable of a programme (or of these), by id."""
    link = DeliverableInput.__table__  # type: ignore[attr-defined]
    found: dict[int, list[int]] = defaultdict(list)
    asked = sa.select(link.c.deliverable_id, link.c.input_id).where(link.c.programme_id == programme_id)
    if among is not None:
        asked = asked.where(link.c.deliverable_id.in_(list(among)))
    for deliverable, needed in session.execute(asked.order_by(link.c.deliverable_id, link.c.input_id)):
        found[deliverable].append(needed)
    return {deliverable: tuple(needed) for deliverable, needed in found.items()}


def with_evidence(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> frozenset[int]:
    """The deliverables (of these) of which a delivery is shown by evidence on the day."""
    evidence = Evidence.__table__  # type: ignore[attr-defined]
    known = sa.or_(evidence.c.on.is_(None), evidence.c.on <= as_of)
    asked = sa.select(evidence.c.deliverable_id).where(evidence.c.programme_id == programme_id, known)
    if among is not None:
        asked = asked.where(evidence.c.deliverable_id.in_(list(among)))
    return frozenset(session.scalars(asked.distinct()))


def _of(
    table: type[Deadline] | type[StatusUpdate], programme_id: int, ids: Collection[int] | None
) -> sa.ColumnElement[bool]:
    return in_programme(table, programme_id) if ids is None else of_deliverables(table, ids)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the queries found, by deliverable."""

    courses: Mapping[int, Course]
    last: Mapping[int, SaidStatus]
    inputs: Mapping[int, tuple[int, ...]]
    shown: frozenset[int]
    deadlines: Mapping[int, Sequence[SaidDeadline]]


def _state(row: Any, found: _Found, as_of: date) -> DeliverableState:
    mine, last, needed = found.courses[row.id], found.last.get(row.id), found.inputs.get(row.id, ())
    known = [found.courses[i] for i in needed if i in found.courses]
    windows = tuple((other.timeliness, other.deadline.window if other.deadline else None) for other in known)
    seen = signals(SignalFacts(mine, last, windows, row.id in found.shown), as_of)
    verdicts: tuple[Any, ...] = (mine, last, needed, seen, tuple(found.deadlines.get(row.id, ())))
    return DeliverableState(*(*row, *verdicts))


def _listed(programme_id: int, as_of: date, among: Collection[int] | None) -> sa.Select[Any]:
    deliverable = Deliverable.__table__  # type: ignore[attr-defined]
    project = Project.__table__  # type: ignore[attr-defined]
    line = ActionLine.__table__  # type: ignore[attr-defined]
    lead = Person.__table__.alias("lead")  # type: ignore[attr-defined]
    executing = Party.__table__.alias("executing")  # type: ignore[attr-defined]
    shown_as = sa.func.coalesce(executing.c.abbreviation, executing.c.name)
    mine = sa.func.coalesce(deliverable.c.lead_id, project.c.lead_id)
    chosen = sa.true() if among is None else deliverable.c.id.in_(list(among))
    return (
        sa.select(
            *(deliverable.c.id, deliverable.c.programme_id, line.c.id.label("line_id"), line.c.code),
            *(project.c.id.label("project_id"), project.c.title.label("project"), deliverable.c.kind),
            *(
                deliverable.c.title,
                deliverable.c.description,
                mine.label("lead_id"),
                lead.c.name,
                lead.c.email,
            ),
            *(project.c.lead_id.label("project_lead_id"), shown_as.label("executing_party")),
            *(deliverable.c.frequency_count, deliverable.c.frequency_per),
            *(deliverable.c.updated_at, deliverable.c.version),
        )
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .join(line, line.c.id == project.c.action_line_id)
        .outerjoin(lead, lead.c.id == mine)
        .outerjoin(executing, executing.c.id == deliverable.c.executing_party_id)
        .where(deliverable.c.programme_id == programme_id, deliverable.c.said_on <= as_of, chosen)
        .order_by(line.c.position, project.c.position, deliverable.c.position, deliverable.c.id)
    )
