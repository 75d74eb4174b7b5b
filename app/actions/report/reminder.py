"""Reminding people of what a round still misses: one letter a person a day; the next one up hears of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, job
from app.actions.audit_log import AuditContext
from app.actions.references import person_objections, refuse
from app.db import fetch_all, get_for_update
from app.domain.round import Call
from app.queries.call_for_updates import (
    ProjectAnswers,
    SentReminder,
    office_members,
    open_calls,
    project_answers,
    sent_reminders,
)
from app.queries.programme import ProgrammeRow, programme_by_id
from app.renderers.letter import Owed, write_reminder
from app.tables import Person, Reminder, ReportingPeriod

PAGE = "/stand-van-zaken"
"""Where a lead answers."""


@dataclass(slots=True)
class _Request:
    """What one person is asked: of their own deliverables, and of those of others who did not answer."""

    own: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    """The name of who did not answer, empty where nobody leads it, and the title."""


@dataclass(frozen=True, slots=True)
class _Addressee:
    id: int
    name: str
    email: str


def remind(
    session: Session,
    act: AuditContext,
    programme: ProgrammeRow,
    call: Call,
    site: str,
    among: Collection[int] = (),
) -> int:
    """Write to whoever has not answered, or only to those named; returns how many letters leave.

    Nobody gets two letters of a round on one day. Whoever was reminded on an earlier day in vain is told of
    to the lead of the project where that is another, else to the programme office; so is what nobody leads.
    Refuses to name somebody without a role in the programme.
    """
    refuse(*(person_objections(session, programme.id, person_id, "person") for person_id in among))
    get_for_update(session, ReportingPeriod, call.period_id)  # two who remind wait for each other
    sent = sent_reminders(session, call.period_id)
    answers = project_answers(session, programme.id, call, act.on)
    requests = _collect_requests(answers, sent, act, office_members(session, programme.id))
    reminded = {
        person_id for person_id, letters in sent.items() if any(letter.on == act.on for letter in letters)
    }
    chosen = (set(requests) & set(among) if among else set(requests)) - reminded
    for person in _addressees(session, chosen):
        request = requests[person.id]
        owed, address = Owed(request.own, request.others), f"{site}{PAGE}"
        letter = write_reminder(person.name, programme.title, call.half_year, call.until, owed, address)
        content = {"to": person.email, "subject": letter.subject, "text": letter.text}
        session.add(
            Reminder(
                programme_id=programme.id,
                reporting_period_id=call.period_id,
                person_id=person.id,
                sent_on=act.on,
                recorded_at=act.at,
                author_id=act.person_id,
                escalates=not request.own,
                job_id=job.enqueue(session, "mail", content, act.at),
            )
        )
    if chosen:
        audit_log.record(
            session,
            act,
            "round.remind",
            ("reporting_period", call.period_id),
            programme_id=programme.id,
            people=sorted(chosen),
        )
    return len(chosen)


def remind_on_schedule(session: Session, act: AuditContext, days_before: Collection[int], site: str) -> int:
    """Remind in every round whose input deadline is so many days away; returns how many letters leave."""
    return sum(
        remind(session, act, programme_by_id(session, programme_id), call, site)
        for programme_id, call in open_calls(session, None, act.on).items()
        if (call.until - act.on).days in days_before
    )


def _collect_requests(
    answers: Iterable[ProjectAnswers],
    sent: Mapping[int, Iterable[SentReminder]],
    act: AuditContext,
    office: Collection[int],
) -> Mapping[int, _Request]:
    """What each person is asked, by their id."""
    requests: dict[int, _Request] = defaultdict(_Request)
    for answer in (answer for project in answers for answer in project.answers):
        title, asked_id = answer.state.title, answer.person_id
        if asked_id is None:
            for person_id in office:
                requests[person_id].others.append(("", title))
            continue
        requests[asked_id].own.append(title)
        if any(letter.on < act.on for letter in sent.get(asked_id, ())):
            for person_id in office if answer.above_id is None else (answer.above_id,):
                requests[person_id].others.append((answer.person or "", title))
    return requests


def _addressees(session: Session, ids: Collection[int]) -> list[_Addressee]:
    query = sa.select(col(Person.id), col(Person.name), col(Person.email)).where(col(Person.id).in_(ids))
    return fetch_all(session, query.order_by(col(Person.id)), _Addressee)
