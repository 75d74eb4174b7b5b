"""The rounds in which leads are asked how everything stands: who has answered, and whom to remind."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_grouped
from app.domain.role import Role
from app.domain.round import (
    Call,
    CallStart,
    asks_answer,
    choose_answerer,
    compute_call_start,
    is_answered,
    is_entered_by_office,
)
from app.domain.structure import PeriodState
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.lead import able_leads
from app.tables import Job, Person, Reminder, ReportingPeriod, RoleGrant, RoundStep
from app.tables.job import JobState

_LISTENS = (PeriodState.OPEN, PeriodState.EDITING)
LISTENS_LATE = timedelta(days=31)
"""So long after its input deadline a round can still remind."""


@dataclass(frozen=True, slots=True)
class SentReminder:
    """When a person was last reminded in this round, and whether that mail arrived."""

    on: date
    state: JobState
    failure: str


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """A deliverable that a round still misses, and who is asked for it; without a person the office is."""

    state: DeliverableState
    person_id: int | None
    person: str | None
    above_id: int | None
    """The lead of the project, where that is another who has access."""


@dataclass(slots=True)
class MissingOfPerson:
    """What one person is asked: of their own deliverables, and of those of others who did not answer."""

    own: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    """The name of who did not answer, empty where nobody leads it, and the title."""


@dataclass(frozen=True, slots=True)
class ProjectAnswers:
    """What a project still owes a round."""

    id: int
    title: str
    line: str
    answered: int
    answers: tuple[MissingAnswer, ...]
    by_office: int = 0
    """How many of the answers the office entered for somebody else."""

    @property
    def missing(self) -> tuple[DeliverableState, ...]:
        """Return the deliverables without an answer."""
        return tuple(answer.state for answer in self.answers)

    @property
    def people(self) -> tuple[tuple[int, str], ...]:
        """Return who has to answer, by id and name, each once; the office is not named."""
        names = {
            answer.person_id: answer.person
            for answer in self.answers
            if answer.person_id is not None and answer.person is not None
        }
        return tuple(names.items())

    @property
    def for_office(self) -> int:
        """Return for how many the office answers: nobody with access leads these."""
        return sum(answer.person_id is None for answer in self.answers)

    @property
    def said_last(self) -> date | None:
        """Return since when nothing was said of what is missing."""
        days = [state.last.said_on for state in self.missing if state.last is not None]
        return min(days, default=None)


def open_calls(
    session: Session,
    programme_ids: Collection[int] | None,
    today: date,
    *,
    late_by: timedelta = timedelta(0),
) -> dict[int, Call]:
    """Return the round of each programme that still listens on a day, the last where several do. One query.

    Of every programme where none is given; with `late_by` also one whose input deadline is so long past at
    the most, and whose report is not in review yet.
    """
    opened = (
        sa.select(col(RoundStep.reporting_period_id), sa.func.min(col(RoundStep.taken_on)).label("on"))
        .add_columns(sa.func.min(col(RoundStep.recorded_at)).label("at"))
        .where(col(RoundStep.state) == PeriodState.OPEN)
        .group_by(col(RoundStep.reporting_period_id))
        .subquery()
    )
    statement = (
        sa.select(col(ReportingPeriod.programme_id), col(ReportingPeriod.id), col(ReportingPeriod.half_year))
        .add_columns(
            col(ReportingPeriod.starts_on), col(ReportingPeriod.input_deadline), opened.c.on, opened.c.at
        )
        .join_from(ReportingPeriod, opened, opened.c.reporting_period_id == col(ReportingPeriod.id))
        .where(
            col(ReportingPeriod.state).in_(_LISTENS), col(ReportingPeriod.input_deadline) >= today - late_by
        )
        .order_by(col(ReportingPeriod.programme_id), col(ReportingPeriod.number))
    )
    if programme_ids is not None:
        statement = statement.where(col(ReportingPeriod.programme_id).in_(programme_ids))
    return {
        row.programme_id: Call(
            row.id, row.half_year, compute_call_start(row.on, row.at, row.starts_on), row.input_deadline
        )
        for row in session.execute(statement)
    }


def call_of_period(session: Session, programme_id: int, period_id: int, today: date) -> Call | None:
    """Return the call of this round, none if it does not ask for answers now. One query."""
    call = open_calls(session, [programme_id], today).get(programme_id)
    return call if call and call.period_id == period_id else None


def project_answers(session: Session, programme_id: int, call: Call, today: date) -> list[ProjectAnswers]:
    """Return every project that has something to answer, in the order of the programme. Eight queries."""
    by_project: dict[int, list[DeliverableState]] = {}
    for state in deliverable_states(session, programme_id, today):
        if not state.assessment.timeliness.is_closed or is_answered(state.last, call.start):
            by_project.setdefault(state.project_id, []).append(state)
    able = able_leads(session, [programme_id])[programme_id]
    office = frozenset(office_members(session, programme_id))
    return [_project(states, call, able, office) for states in by_project.values()]


def entered_by_office(
    session: Session, states: Sequence[DeliverableState], starts: Mapping[int, CallStart]
) -> frozenset[int]:
    """Return the deliverables whose answer the office entered for somebody else. Two queries.

    Ids; `starts` say from when an update is an answer, by programme.
    """
    programme_ids = sorted(starts)
    able, office = able_leads(session, programme_ids), offices(session, programme_ids)
    return frozenset(
        state.id
        for state in states
        if _is_by_office(
            state, starts[state.programme_id], able[state.programme_id], office[state.programme_id]
        )
    )


def collect_requests(
    answers: Iterable[ProjectAnswers],
    sent: Mapping[int, Iterable[SentReminder]],
    today: date,
    office: Collection[int],
) -> Mapping[int, MissingOfPerson]:
    """Return what each person is asked, by their id.

    Whoever was reminded on an earlier day is told of to the lead of the project, else to the office.
    """
    requests: dict[int, MissingOfPerson] = defaultdict(MissingOfPerson)
    for answer in (answer for project in answers for answer in project.answers):
        title, asked_id = answer.state.title, answer.person_id
        if asked_id is None:
            for person_id in office:
                requests[person_id].others.append(("", title))
            continue
        requests[asked_id].own.append(title)
        if any(letter.on < today for letter in sent.get(asked_id, ())):
            for person_id in office if answer.above_id is None else (answer.above_id,):
                requests[person_id].others.append((answer.person or "", title))
    return requests


def sent_reminders(session: Session, period_id: int) -> Mapping[int, Sequence[SentReminder]]:
    """Return the reminders of a round by person, the last first. One query."""
    statement = (
        sa.select(col(Reminder.person_id), col(Reminder.sent_on).label("on"))
        .add_columns(col(Job.state), col(Job.failure))
        .join_from(Reminder, Job, col(Job.id) == col(Reminder.job_id))
        .where(col(Reminder.reporting_period_id) == period_id)
        .order_by(col(Reminder.sent_on).desc())
    )
    return fetch_grouped(session, statement, SentReminder, by="person_id")


def undelivered_reminders(session: Session, period_id: int) -> list[tuple[str, str, datetime, str]]:
    """Return the reminders that were given up: to whom, at which address, when, and why. One query."""
    statement = (
        sa.select(col(Person.name), col(Person.email), col(Job.done_at), col(Job.failure))
        .join_from(Reminder, Job, col(Job.id) == col(Reminder.job_id))
        .join(Person, col(Person.id) == col(Reminder.person_id))
        .where(col(Reminder.reporting_period_id) == period_id, col(Job.state) == JobState.GIVEN_UP)
        .order_by(col(Job.done_at))
    )
    return [(row.name, row.email, row.done_at, row.failure) for row in session.execute(statement)]


def office_members(session: Session, programme_id: int) -> list[int]:
    """Return the ids of the people of the programme office. One query."""
    return sorted(offices(session, [programme_id])[programme_id])


def offices(session: Session, programme_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the ids of the people of each programme office. One query."""
    statement = sa.select(col(RoleGrant.programme_id), col(RoleGrant.person_id)).where(
        col(RoleGrant.programme_id).in_(programme_ids), col(RoleGrant.role) == Role.OFFICE
    )
    rows = session.execute(statement).all()
    return {id: frozenset(row.person_id for row in rows if row.programme_id == id) for id in programme_ids}


def _is_asked(state: DeliverableState, call: Call) -> bool:
    return asks_answer(state.assessment, state.last, call.start)


def _is_by_office(
    state: DeliverableState, start: CallStart, able: Mapping[int, str], office: Container[int]
) -> bool:
    return is_entered_by_office(
        state.last,
        start,
        lead_ids=(state.lead_id, state.project_lead_id),
        answerer_id=choose_answerer(state.lead_id, state.project_lead_id, able),
        office=office,
    )


def _project(
    states: list[DeliverableState], call: Call, able: Mapping[int, str], office: Container[int]
) -> ProjectAnswers:
    missing = tuple(_missing(state, able) for state in states if _is_asked(state, call))
    first, missing_ids = states[0], {answer.state.id for answer in missing}
    answered = [state for state in states if state.id not in missing_ids]
    return ProjectAnswers(
        first.project_id,
        first.project,
        first.action_line,
        len(answered),
        missing,
        sum(_is_by_office(state, call.start, able, office) for state in answered),
    )


def _missing(state: DeliverableState, able: Mapping[int, str]) -> MissingAnswer:
    person_id = choose_answerer(state.lead_id, state.project_lead_id, able)
    above = choose_answerer(None, state.project_lead_id, able)
    return MissingAnswer(
        state,
        person_id,
        None if person_id is None else able[person_id],
        None if above == person_id else above,
    )
