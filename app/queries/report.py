"""The facts of a report: a half-year of a programme, from what was said in time. At most 25 queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.domain.assessment import StatusRecord
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict
from app.domain.report.facts import (
    DeliverableFacts,
    Facts,
    LineFacts,
    Period,
    ProjectFacts,
)
from app.domain.report.verdict import judged
from app.domain.structure import PartyKind, PeriodState
from app.queries.decision import DecisionState, decided
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.deliverable_records import in_programme, statuses_said
from app.queries.indicator_facts import indicator_facts
from app.queries.party import involved_short_names, parties
from app.queries.programme import ProgrammeRow, action_lines, projects
from app.queries.report_surroundings import surroundings
from app.queries.reported import printed_before
from app.queries.reporting_period import PeriodRow, periods
from app.queries.section_text import texts_now

_ADOPTED = (PeriodState.ADOPTED, PeriodState.PUBLISHED)


def period_of(session: Session, programme_id: int, half_year: HalfYear) -> PeriodRow | None:
    """The reporting period of a half-year. One query."""
    found = periods(session, [programme_id])
    return next((period for period in found if period.half_year == str(half_year)), None)


def is_adopted(period: PeriodRow) -> bool:
    """Whether what the report says is fixed."""
    return period.state in _ADOPTED


def facts(session: Session, programme: ProgrammeRow, period: PeriodRow, as_of: date | None = None) -> Facts:
    """Everything that the report of this period says, as known on `as_of`.

    What was said up to and including the input deadline counts, verdicts are given for the reference
    date; an earlier `as_of` moves both back. Refuses `as_of` of a report that has been adopted.
    """
    if as_of is not None and is_adopted(period):
        raise Conflict("This report has been adopted: it says what it said, whatever the day.")
    told = _period(period, as_of)
    heard = told.input_deadline
    states = deliverable_states(session, programme.id, heard)
    known = {state.id: state for state in states}
    found = _Found(
        statuses=statuses_said(session, in_programme(programme.id), heard),
        parties=involved_short_names(session, programme.id, heard),
        decisions={d.id: d for d in decided(session, programme.id, heard, known, known)},
        previous=(previous := _previous(session, period)),
        reference=told.reference_date,
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
        period=told,
        previous=previous,
        lines=_lines(session, programme.id, heard, [_deliverable(state, found) for state in states]),
        indicators=indicator_facts(session, programme.id, heard),
        surroundings=surroundings(session, programme.id, told, previous),
        texts=texts_now(session, period.id),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the queries found, by deliverable, and the day of the verdicts."""

    statuses: Mapping[int, Sequence[StatusRecord]]
    parties: Mapping[int, Sequence[str]]
    decisions: Mapping[int, DecisionState]
    previous: Period | None
    reference: date


def _deliverable(state: DeliverableState, found: _Found) -> DeliverableFacts:
    statuses, before = found.statuses.get(state.id, ()), state.reported
    verdict = judged(state.deadlines, statuses, found.reference, before)
    has_rhythm = state.frequency_count is not None and state.frequency_per is not None
    return DeliverableFacts(
        id=state.id,
        title=state.title,
        kind=state.kind,
        project_id=state.project_id,
        assessment=verdict.assessment,
        last=verdict.last,
        description=state.description,
        aliases=state.aliases,
        executing_party=state.executing_party,
        parties=tuple(found.parties.get(state.id, ())),
        **_decision(found.decisions.get(state.id)),
        frequency=(state.frequency_count, state.frequency_per) if has_rhythm else None,  # type: ignore[arg-type]
        inputs=state.inputs,
        deadlines=verdict.deadlines,
        done_said_on=verdict.done_said_on,
        reported=printed_before(before, found.previous),
        after=verdict.after,
    )


def _decision(asked: DecisionState | None) -> dict[str, Any]:
    """What a decision asks, and what was decided."""
    if asked is None:
        return {}
    return {
        "question": asked.question,
        "options": tuple(option.title for option in asked.options if not option.is_withdrawn),
        "deciders": tuple(party.short for party in asked.deciders),
        "outcome": asked.outcome,
        "reasons": asked.taking.reason if asked.taking else "",
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
    )


def _previous(session: Session, period: PeriodRow) -> Period | None:
    earlier = [
        row
        for row in periods(session, [period.programme_id])
        if is_adopted(row) and row.number < period.number
    ]
    return _period(earlier[-1], None) if earlier else None


def _lines(
    session: Session, programme_id: int, as_of: date, deliverables: Sequence[DeliverableFacts]
) -> tuple[LineFacts, ...]:
    of_project: dict[int, list[DeliverableFacts]] = defaultdict(list)
    for deliverable in deliverables:
        of_project[deliverable.project_id].append(deliverable)
    of_line: dict[int, list[ProjectFacts]] = defaultdict(list)
    for row in projects(session, programme_id, as_of):
        told = ProjectFacts(row.id, row.title, row.narrative, tuple(of_project.get(row.id, ())))
        of_line[row.action_line_id].append(told)
    return tuple(
        LineFacts(line.id, line.code, line.title, line.kind, tuple(of_line.get(line.id, ())))
        for line in action_lines(session, programme_id, as_of)
    )
