"""A composed programme in the database: each report is adopted from what had been entered by then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from app.actions import action_line, person, programme, project
from app.actions.audit_log import AuditContext
from app.demo.loading import act_on
from app.domain.half_year import HalfYear
from app.domain.report.facts import Facts
from app.domain.report.tree import Promised, Report
from app.domain.structure import ActionLineKind, DeliverableKind, PeriodState
from app.queries.programme import programme_by_id
from app.queries.report.draft import compose_draft
from app.queries.report.facts import report_facts
from app.queries.reporting_period import period_by_id
from app.tables import (
    Deadline,
    Decision,
    DecisionStatement,
    DecisionTaking,
    Deliverable,
    DeliverableInput,
    DeliverableStatement,
    FrozenReport,
    ReportedPromise,
    ReportingPeriod,
    StatusUpdate,
)
from app.tables.deliverable import DeliverableBase
from tests.one_truth.composition import REPORT_DAYS, STARTS, Composition, Saying
from tests.one_truth.expectation import Expected, expect

DECISION = DeliverableKind.DECISION


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is put: a programme that holds nothing yet, its projects, and who says it all."""

    programme: int
    projects: Sequence[int]
    person: int


@dataclass(frozen=True, slots=True)
class ComposedReport:
    """A report as it was composed, from which facts, and what must be true of each deliverable in it."""

    facts: Facts
    report: Report
    expected: Mapping[int, Expected]


@dataclass(slots=True)
class World:
    """What was written, by the place in the composition, and the reports composed of it on the way."""

    place: Place
    ids: list[int] = field(default_factory=list)
    statuses: dict[int, list[StatusUpdate]] = field(default_factory=dict)
    deadlines: dict[int, list[Deadline]] = field(default_factory=dict)
    inputs: dict[int, list[int]] = field(default_factory=dict)
    """What each deliverable needs, all by id."""
    composed: list[ComposedReport] = field(default_factory=list)


def build(session: Session, composition: Composition, place: Place) -> World:
    """Write the programme, and compose each report on the day on which its office would."""
    world = World(place)
    _add_deliverables(session, composition, world)
    waiting = sorted(
        (
            (saying.entered_on, n, saying)
            for n, each in enumerate(composition.deliverables)
            for saying in each.sayings
        ),
        key=lambda entry: entry[:2],
    )
    first = len(REPORT_DAYS) - 1 - composition.reports
    for number, reference in enumerate(REPORT_DAYS[first:], start=1):
        heard = reference + timedelta(days=composition.listens_on)
        is_last = number == composition.reports + 1
        while waiting and (is_last or waiting[0][0] <= heard):
            _, n, saying = waiting.pop(0)
            _enter(session, composition, world, n, saying)
        session.flush()
        _compose(session, composition, world, number, reference, heard, is_adopted=not is_last)
    return world


def _add_deliverables(session: Session, composition: Composition, world: World) -> None:
    for n, each in enumerate(composition.deliverables):
        shared = _say_first(world, each.begins_on)
        facts = DeliverableBase(
            project_id=world.place.projects[n % len(world.place.projects)],
            kind=each.kind,
            title=f"Taak {n + 1}",
            position=n,
        ).model_dump()
        row = Deliverable(**shared, **facts, updated_at=shared["recorded_at"])
        session.add(row)
        session.flush()
        assert row.id is not None
        world.ids.append(row.id)
        session.add(DeliverableStatement(**shared, **facts, deliverable_id=row.id))
        world.inputs[row.id] = [world.ids[needed] for needed in each.inputs]
        for needed in each.inputs:
            begins_on = max(each.begins_on, composition.deliverables[needed].begins_on)
            tie = _say_first(world, begins_on)
            session.add(DeliverableInput(**tie, deliverable_id=row.id, input_id=world.ids[needed]))
    decisions = [(n, each) for n, each in enumerate(composition.deliverables) if each.kind is DECISION]
    for n, each in decisions:
        facts = {
            "question": "Wat kiezen we?",
            "adopts_id": None if each.adopts is None else world.ids[each.adopts],
        }
        session.add(Decision(id=world.ids[n], programme_id=world.place.programme, **facts))
        session.flush()
        shared = _say_first(world, each.begins_on)
        session.add(DecisionStatement(**shared, **facts, decision_id=world.ids[n]))
    session.flush()


def _say_first(world: World, on: date) -> dict[str, Any]:
    return {"programme_id": world.place.programme, "said_on": on, "recorded_at": _moment(on, 0)}


def _enter(session: Session, composition: Composition, world: World, n: int, saying: Saying) -> None:
    each, deliverable_id = composition.deliverables[n], world.ids[n]
    statuses, deadlines = world.statuses.setdefault(n, []), world.deadlines.setdefault(n, [])
    shared: dict[str, Any] = {
        "programme_id": world.place.programme,
        "deliverable_id": deliverable_id,
        "author_id": world.place.person,
        "said_on": saying.said_on,
        "recorded_at": _moment(saying.entered_on, len(statuses) + len(deadlines)),
    }
    if saying.status is not None:
        row = StatusUpdate(
            **shared, status=saying.status, delivered_on=saying.delivered_on, reason=f"Reden {saying.said_on}"
        )
        if saying.corrects:
            wrong = statuses[max(0, len(statuses) - saying.corrects)]
            session.flush()
            if any(other.corrects_id == wrong.id for other in statuses):
                return
            row.corrects_id, row.said_on = wrong.id, wrong.said_on
            if row.delivered_on is not None:
                row.delivered_on = min(row.delivered_on, wrong.said_on)
        statuses.append(row)
        session.add(row)
    if saying.window is not None:
        window = saying.window
        deadline = Deadline(
            **shared,
            phrase=window.phrase,
            edtf=window.edtf,
            earliest=window.earliest,
            latest=window.latest,
            firmness=saying.firmness,
            reason=f"Moment {saying.said_on}",
        )
        deadlines.append(deadline)
        session.add(deadline)
    if each.merged_into is not None and saying is each.sayings[-1]:
        _merge(session, composition, world, n, saying)
    if each.kind is DECISION and saying.status is not None and saying.status.is_done:
        session.add(
            DecisionTaking(
                programme_id=world.place.programme,
                decision_id=deliverable_id,
                said_on=saying.said_on,
                recorded_at=shared["recorded_at"],
                author_id=world.place.person,
                taken_on=saying.delivered_on or saying.said_on,
                outcome="Zo doen we het.",
            )
        )


def _merge(session: Session, composition: Composition, world: World, n: int, saying: Saying) -> None:
    target = composition.deliverables[n].merged_into
    assert target is not None
    deliverable_id = world.ids[n]
    row = session.get_one(Deliverable, deliverable_id)
    row.merged_into_id = world.ids[target]
    facts = {name: getattr(row, name) for name in DeliverableBase.model_fields}
    session.add(
        DeliverableStatement(
            **facts,
            programme_id=world.place.programme,
            deliverable_id=deliverable_id,
            said_on=saying.said_on,
            recorded_at=_moment(saying.entered_on, 90),
            reason="Dubbel.",
        )
    )


def _compose(
    session: Session,
    composition: Composition,
    world: World,
    number: int,
    reference: date,
    heard: date,
    *,
    is_adopted: bool,
) -> None:
    half_year = HalfYear.containing(reference)
    period = ReportingPeriod(
        programme_id=world.place.programme,
        half_year=str(half_year),
        number=number,
        state=PeriodState.EDITING,
        starts_on=half_year.starts_on,
        ends_on=half_year.ends_on,
        reference_date=reference,
        input_deadline=heard,
        report_date=heard,
    )
    session.add(period)
    session.flush()
    assert period.id is not None
    row = period_by_id(session, period.id)
    facts = report_facts(session, programme_by_id(session, world.place.programme), row)
    report = compose_draft(facts, "nl")
    before = [(each.facts.period.reference_date, each.expected) for each in world.composed]
    world.composed.append(
        ComposedReport(facts, report, expect_all(composition, world, reference, heard, before))
    )
    if is_adopted:
        _adopt(session, world, period.id, report, heard)
        period.state = PeriodState.ADOPTED
        session.flush()


def expect_all(
    composition: Composition,
    world: World,
    reference: date,
    heard: date,
    before: Sequence[tuple[date, Mapping[int, Expected]]],
) -> dict[int, Expected]:
    """Return what must be true of every deliverable, from what has been written by now."""
    expected = {}
    known = [(n, each) for n, each in enumerate(composition.deliverables) if each.begins_on <= heard]
    for n, each in known:
        statuses = _count(world.statuses.get(n, ()), heard)
        deadlines = _count(world.deadlines.get(n, ()), heard)
        expected[world.ids[n]] = expect(each.kind, statuses, deadlines, reference, before, world.ids[n])
    return expected


def _count(rows: Iterable[Any], heard: date) -> list[Any]:
    """Return the rows that count, in order: said in time, and corrected by none."""
    corrected = {row.corrects_id for row in rows}
    counted = [row for row in rows if row.said_on <= heard and row.id not in corrected]
    return sorted(counted, key=lambda row: (row.said_on, row.recorded_at, row.id))


def _adopt(session: Session, world: World, period_id: int, report: Report, on: date) -> None:
    digest = sha256(f"{world.place.programme} {period_id}".encode()).hexdigest()
    frozen = FrozenReport(
        programme_id=world.place.programme,
        reporting_period_id=period_id,
        tree="{}",
        hash=digest,
        adopted_on=on,
        chain_seq=0,
        chain_hash=digest,
        recorded_at=_moment(on, 99),
        author_id=world.place.person,
    )
    session.add(frozen)
    session.flush()
    frozen_id = frozen.id
    assert frozen_id is not None
    session.add_all(
        ReportedPromise(
            frozen_report_id=frozen_id,
            programme_id=world.place.programme,
            **{
                name: getattr(promised, name)
                for name in Promised.__slots__
                if name not in ("title", "is_decision")
            },
        )
        for promised in report.promised
    )
    session.flush()


def _moment(day: date, seconds: int) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(seconds=seconds)


def make_place(session: Session) -> Place:
    """Make a programme that holds nothing yet: two action lines with a project each."""
    start = act_on(STARTS, None)
    noor = person.add(session, start, email="noor@voorbeeld.nl", name="Noor")
    office = AuditContext(noor, start.at, start.origin)
    programme_id = programme.create(
        session, office, slug="p", title="P", purpose="", starts_on=STARTS, ends_on=date(2026, 12, 31)
    )
    projects = []
    for position in (1, 2):
        line = action_line.add(
            session,
            office,
            programme_id,
            code=str(position),
            title="Samen",
            position=position,
            kind=ActionLineKind.LINE,
        )
        projects.append(project.add(session, office, line, title="Huis", position=1))
    return Place(programme_id, projects, noor)
