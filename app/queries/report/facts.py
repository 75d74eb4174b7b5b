"""The facts of a report: a half-year of a programme, from what was said in time. At most 30 queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlmodel import Session

from app.domain.amount import shorten
from app.domain.assessment import StatusRecord
from app.domain.deliverable import description_of
from app.domain.external_dependency import is_stale
from app.domain.half_year import HalfYear
from app.domain.indicator import MeasuredValue
from app.domain.refusal import Conflict
from app.domain.report.facts import (
    CommitmentFacts,
    DeliverableFacts,
    ExternalFacts,
    Facts,
    IndicatorFacts,
    LineFacts,
    Period,
    ProjectFacts,
    RiskFacts,
    Surroundings,
)
from app.domain.report.verdict import judge
from app.domain.risk_level import RiskTrend, judge_level, weigh_risk
from app.domain.structure import Direction, PartyKind, RiskState
from app.queries.decision import DecisionState, decisions_taken
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.deliverable_records import statuses_said
from app.queries.external_dependency import external_dependencies
from app.queries.history import list_uncorrected, statements
from app.queries.indicator import MeasurementRow, indicators, measurements
from app.queries.parliamentary_commitment import commitments
from app.queries.party import involved_short_names, parties
from app.queries.person import all_addresses
from app.queries.programme import ProgrammeRow, action_lines, programme_on, projects
from app.queries.report.archive import frozen_reports
from app.queries.report.section_text import current_blocks
from app.queries.report.summary_choice import current_choices
from app.queries.reported_promises import printed_before
from app.queries.reporting_period import PeriodRow, is_adopted, periods
from app.queries.risk import risk_course
from app.queries.scope import Scope
from app.tables.tracked import RISK


def report_facts(
    session: Session, programme: ProgrammeRow, period: PeriodRow, as_of: date | None = None
) -> Facts:
    """Return everything that the report of this period says, as known on `as_of`.

    What was said up to and including the input deadline counts, verdicts are given for the reference
    date; an earlier `as_of` moves both back. Refuses `as_of` of a report that has been adopted.
    """
    if as_of is not None and is_adopted(period):
        raise Conflict("This report has been adopted: it says what it said, whatever the day.")
    bounded = _period(period, as_of)
    heard = bounded.input_deadline
    programme = programme_on(session, programme, heard)
    states = deliverable_states(session, programme.id, heard)
    earlier = _earlier(session, period, as_of or date.max)
    states_by_id = {state.id: state for state in states}
    sources = _Sources(
        statuses=statuses_said(session, Scope(programme_id=programme.id), heard),
        parties=involved_short_names(session, programme.id, heard),
        decisions={
            decision.id: decision
            for decision in decisions_taken(session, programme.id, heard, states_by_id, states_by_id)
        },
        previous=(previous := earlier[-1] if earlier else None),
        reference=bounded.reference_date,
    )
    involved = parties(session, [programme.id])
    return Facts(
        programme_id=programme.id,
        slug=programme.slug,
        title=programme.title,
        purpose=programme.purpose,
        sponsors=tuple(
            (party.name, party.short)
            for party in involved
            if (programme.id, PartyKind.SPONSOR) in party.roles
        ),
        period=bounded,
        parties=tuple(dict.fromkeys((party.name, party.short) for party in involved)),
        previous=previous,
        earlier=earlier,
        lines=_lines(session, period, heard, [_deliverable(state, sources) for state in states]),
        indicators=_indicators(session, programme.id, heard),
        surroundings=_surroundings(session, programme.id, bounded, previous),
        texts=current_blocks(session, period.id, as_of or date.max),
        choices=current_choices(session, period.id, as_of or date.max),
        abbreviations=tuple((party.short, party.name) for party in involved if party.short != party.name),
        private_addresses=all_addresses(session),
        party_ids={name: party.id for party in involved for name in (party.name, party.short)},
    )


@dataclass(frozen=True)
class _Sources:
    """What is known by deliverable, and the day of the verdicts."""

    statuses: Mapping[int, Sequence[StatusRecord]]
    parties: Mapping[int, Sequence[str]]
    decisions: Mapping[int, DecisionState]
    previous: Period | None
    reference: date

    @cached_property
    def adopted_on(self) -> Mapping[int, date]:
        """Return the day of the decision that adopted a deliverable, by its id."""
        return {
            decision.adopts_id: decision.taking.taken_on
            for decision in self.decisions.values()
            if decision.adopts_id is not None and decision.is_taken and decision.taking is not None
        }


def _deliverable(state: DeliverableState, sources: _Sources) -> DeliverableFacts:
    statuses, before = sources.statuses.get(state.id, ()), state.reported
    verdict = judge(
        state.deadlines,
        statuses,
        sources.reference,
        before,
        kind=state.kind,
        is_merged=state.merged_into_id is not None,
        adopted_on=sources.adopted_on.get(state.id),
        recurrence=state.recurrence,
    )
    return DeliverableFacts(
        **description_of(state),
        id=state.id,
        project_id=state.project_id,
        assessment=verdict.assessment,
        last=verdict.last,
        executing_party=state.executing_party,
        parties=tuple(sources.parties.get(state.id, ())),
        **_decision(sources.decisions.get(state.id)),
        inputs=state.inputs,
        deadlines=verdict.deadlines,
        reported=printed_before(before, sources.previous),
        printed=tuple(before),
        after=verdict.after,
        merged_into_id=state.merged_into_id,
        statuses=tuple(statuses),
        recurrence=state.recurrence,
    )


def _decision(decision: DecisionState | None) -> dict[str, Any]:
    """Return what a decision asks, and what was decided."""
    if decision is None:
        return {}
    return {
        "question": decision.question,
        "options": tuple(option.title for option in decision.options if not option.is_withdrawn),
        "deciders": tuple(party.short for party in decision.deciders),
        "outcome": decision.outcome,
        "adopts": decision.adopts_id,
        "reasons": decision.taking.reason if decision.taking else "",
    }


def _period(row: PeriodRow, as_of: date | None) -> Period:
    day = as_of or date.max
    return Period(
        id=row.id,
        half_year=HalfYear.parse(row.half_year),
        number=row.number,
        state=row.state,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reference_date=min(row.reference_date, day),
        input_deadline=min(row.input_deadline, day),
        report_date=row.report_date,
        planned_reference_date=row.reference_date if row.reference_date > day else None,
        planned_input_deadline=row.input_deadline if row.input_deadline > day else None,
        in_english=row.in_english,
    )


def _earlier(session: Session, period: PeriodRow, as_of: date) -> tuple[Period, ...]:
    """Return the reports that were adopted before this one by the end of a day, oldest first. Two queries."""
    later = {
        row.period_id for row in frozen_reports(session, [period.programme_id]) if row.adopted_on > as_of
    }
    return tuple(
        _period(row, None)
        for row in periods(session, [period.programme_id])
        if is_adopted(row) and row.number < period.number and row.id not in later
    )


def _lines(
    session: Session, period: PeriodRow, as_of: date, deliverables: Sequence[DeliverableFacts]
) -> tuple[LineFacts, ...]:
    programme_id = period.programme_id
    of_project: dict[int, list[DeliverableFacts]] = defaultdict(list)
    for deliverable in deliverables:
        of_project[deliverable.project_id].append(deliverable)
    of_line: dict[int, list[ProjectFacts]] = defaultdict(list)
    for row in projects(session, programme_id, as_of):
        lead = (row.lead or "") if period.names_leads else ""
        project_facts = ProjectFacts(
            row.id, row.title, row.narrative, tuple(of_project.get(row.id, ())), lead
        )
        of_line[row.action_line_id].append(project_facts)
    return tuple(
        LineFacts(line.id, line.code, line.title, line.kind, tuple(of_line.get(line.id, ())))
        for line in action_lines(session, programme_id, as_of)
    )


def _indicators(session: Session, programme_id: int, as_of: date) -> tuple[IndicatorFacts, ...]:
    """Return the indicators of a programme with what was measured of them up to the day. Three queries."""
    rows = indicators(session, [programme_id], as_of)
    measured = measurements(session, [row.id for row in rows], as_of)
    return tuple(
        IndicatorFacts(
            row.id,
            row.name,
            row.definition,
            row.unit,
            _series(measured.get(row.id, ())),
            row.numerator_id,
            row.denominator_id,
            row.caveat,
            tuple(_series_of_sites(measured.get(row.id, ()))),
            None if row.target is None else shorten(row.target),
            None if row.direction is Direction.NONE else row.direction,
        )
        for row in rows
    )


def _series_of_sites(rows: Sequence[MeasurementRow]) -> Iterator[tuple[str, tuple[MeasuredValue, ...]]]:
    """Yield each pilot site with what was measured there."""
    for site in dict.fromkeys(row.pilot_site for row in rows if row.pilot_site is not None):
        yield site, _series(rows, site)


def _series(rows: Sequence[MeasurementRow], site: str | None = None) -> tuple[MeasuredValue, ...]:
    """Of the whole programme or of one site, one a reference date: the last that was said, uncorrected."""
    corrected = {row.corrects for row in rows}
    in_report = {
        row.reference_date: MeasuredValue(
            row.id,
            shorten(row.value),
            row.reference_date,
            row.note,
            tuple((label, shorten(value)) for label, value in row.parts),
        )
        for row in rows
        if row.pilot_site == site and row.id not in corrected
    }
    return tuple(in_report.values())


def _surroundings(
    session: Session, programme_id: int, period: Period, previous: Period | None
) -> Surroundings:
    """From what was said up to the input deadline; answers and freshness are judged on the reference date.

    Of risks only those that are ticked for the report and were not closed before it, the heaviest first.
    """
    heard, reference = period.input_deadline, period.reference_date
    return Surroundings(
        tuple(_risks(session, programme_id, heard, previous.input_deadline if previous else None)),
        tuple(_externals(session, programme_id, heard, reference)),
        tuple(_commitments(session, programme_id, heard, reference)),
    )


def _risks(
    session: Session, programme_id: int, heard: date, previous_input_deadline: date | None
) -> Iterator[RiskFacts]:
    by_risk = statements(session, RISK, [programme_id], heard)
    plain = ("kind", "title", "cause", "consequence", "measure", "state")
    by_weight = []
    for id, rows in by_risk.items():
        now = list_uncorrected(rows)[-1].facts
        trend = risk_course(rows, previous_input_deadline).trend
        was_closed = now["state"] is RiskState.CLOSED and trend is RiskTrend.UNCHANGED
        if now["in_report"] and not was_closed:
            level = judge_level(now["likelihood"], now["impact"])
            facts = RiskFacts(id, **{name: now[name] for name in plain}, level=level, trend=trend)
            by_weight.append((-weigh_risk(now["likelihood"], now["impact"]), id, facts))
    yield from (facts for _, _, facts in sorted(by_weight, key=lambda weighed: weighed[:2]))


def _externals(session: Session, programme_id: int, heard: date, reference: date) -> Iterator[ExternalFacts]:
    for dependency in external_dependencies(session, [programme_id], heard):
        brought = dependency.brought
        stale = is_stale(brought, reference)
        yield ExternalFacts(
            dependency.id, dependency.title, dependency.owner, brought, stale, dependency.deliverables
        )


def _commitments(
    session: Session, programme_id: int, heard: date, reference: date
) -> Iterator[CommitmentFacts]:
    plain = ("id", "kind", "text", "made_on", "reference", "phrase", "answered_on", "answered_in")
    for commitment in commitments(session, [programme_id], heard):
        yield CommitmentFacts(
            **{name: getattr(commitment, name) for name in (*plain, "deliverable_id")},
            answer=commitment.answer(reference),
        )
