"""Who has answered the call of a round and who has not: by project, and by whom to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.call import Call, is_answered
from app.domain.role import Role
from app.queries.deliverable import DeliverableState, deliverable_states
from app.tables import Job, Person, Reminder, RoleGrant
from app.tables.job import JobState

_REMINDER = Reminder.__table__  # type: ignore[attr-defined]
_JOB = Job.__table__  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Reminded:
    """When a person was last reminded in this round, and whether that mail arrived."""

    on: date
    state: JobState
    failure: str


@dataclass(frozen=True, slots=True)
class ProjectAnswers:
    """What a project still owes a round."""

    id: int
    title: str
    line: str
    answered: int
    missing: tuple[DeliverableState, ...]

    @property
    def leads(self) -> tuple[tuple[int, str], ...]:
        """Who has to answer, by id and name, each once."""
        found = {s.lead_id: s.lead for s in self.missing if s.lead_id is not None and s.lead is not None}
        return tuple(found.items())

    @property
    def said_last(self) -> date | None:
        """Since when nothing was said of what is missing."""
        days = [state.last.said_on for state in self.missing if state.last is not None]
        return min(days, default=None)


def answers(session: Session, programme_id: int, call: Call, today: date) -> list[ProjectAnswers]:
    """Every project that has something to answer, in the order of the programme. Six queries."""
    found: dict[int, list[DeliverableState]] = {}
    for state in deliverable_states(session, programme_id, today):
        if not state.assessment.timeliness.is_closed or _said_since(state, call):
            found.setdefault(state.project_id, []).append(state)
    return [_project(states, call) for states in found.values()]


def reminded(session: Session, period_id: int) -> Mapping[int, Sequence[Reminded]]:
    """The reminders of a round by person, the last first. One query."""
    asked = (
        sa.select(_REMINDER.c.person_id, _REMINDER.c.sent_on, _JOB.c.state, _JOB.c.failure)
        .join_from(_REMINDER, _JOB, _JOB.c.id == _REMINDER.c.job_id)
        .where(_REMINDER.c.reporting_period_id == period_id)
        .order_by(_REMINDER.c.sent_on.desc())
    )
    found: dict[int, list[Reminded]] = {}
    for person_id, on, state, failure in session.execute(asked):
        found.setdefault(person_id, []).append(Reminded(on, state, failure))
    return found


def undelivered(session: Session, period_id: int) -> list[tuple[str, str, datetime, str]]:
    """The reminders that were given up: to whom, at which address, when, and why. One query."""
    asked = (
        sa.select(_PERSON.c.name, _PERSON.c.email, _JOB.c.done_at, _JOB.c.failure)
        .join_from(_REMINDER, _JOB, _JOB.c.id == _REMINDER.c.job_id)
        .join(_PERSON, _PERSON.c.id == _REMINDER.c.person_id)
        .where(_REMINDER.c.reporting_period_id == period_id, _JOB.c.state == JobState.GIVEN_UP)
        .order_by(_JOB.c.done_at)
    )
    return [tuple(row) for row in session.execute(asked)]


def office_of(session: Session, programme_id: int) -> list[int]:
    """The people of the programme office. One query."""
    asked = sa.select(_GRANT.c.person_id).where(
        _GRANT.c.programme_id == programme_id, _GRANT.c.role == Role.OFFICE
    )
    return sorted(set(session.scalars(asked)))


def _said_since(state: DeliverableState, call: Call) -> bool:
    return is_answered(state.last.said_on if state.last else None, call.since)


def _project(states: list[DeliverableState], call: Call) -> ProjectAnswers:
    missing = tuple(state for state in states if not _said_since(state, call))
    first = states[0]
    return ProjectAnswers(
        first.project_id, first.project, first.action_line, len(states) - len(missing), missing
    )
