"""Reminding people of what a round still misses: one letter a person a day; the next one up hears of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log, job
from app.actions.audit_log import AuditContext
from app.actions.belonging import person_objections, refuse
from app.db import get_for_update
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
from app.renderers.letter import Owed, reminder
from app.tables import Person, Reminder, ReportingPeriod

_PERSON = Person.__table__  # type: ignore[attr-defined]
PAGE = "/stand-van-zaken"
"""Where a lead answers."""


@dataclass(slots=True)
class _Asked:
    """What one person is asked: of their own, and of others who did not answer."""

    own: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)


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
    refuse(*(person_objections(session, programme.id, one, "person") for one in among))
    get_for_update(session, ReportingPeriod, call.period_id)  # two who remind wait for each other
    before = sent_reminders(session, call.period_id)
    asked = _asked(
        project_answers(session, programme.id, call, act.on),
        before,
        act,
        office_members(session, programme.id),
    )
    today = {person for person, times in before.items() if any(one.on == act.on for one in times)}
    chosen = {one: of for one, of in asked.items() if one not in today and (not among or one in among)}
    people = _people(session, chosen)
    for person_id, of in sorted(chosen.items()):
        name, email = people[person_id]
        words = reminder(
            name, programme.title, call.half_year, call.until, Owed(of.own, of.others), f"{site}{PAGE}"
        )
        letter = {"to": email, "subject": words.subject, "text": words.text}
        made = job.enqueue(session, "mail", letter, act.at)
        session.add(_row(act, programme.id, call, person_id, of, made))
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


def on_schedule(session: Session, act: AuditContext, days_before: Collection[int], site: str) -> int:
    """Remind in every round whose input deadline is so many days away; returns how many letters leave."""
    return sum(
        remind(session, act, programme_by_id(session, programme_id), call, site)
        for programme_id, call in open_calls(session, None, act.on).items()
        if (call.until - act.on).days in days_before
    )


def _asked(
    found: Iterable[ProjectAnswers],
    before: Mapping[int, Iterable[SentReminder]],
    act: AuditContext,
    office: Collection[int],
) -> Mapping[int, _Asked]:
    asked: dict[int, _Asked] = defaultdict(_Asked)
    for state in (state for project in found for state in project.missing):
        if state.lead_id is None:
            for one in office:
                asked[one].others.append(("", state.title))
            continue
        asked[state.lead_id].own.append(state.title)
        if any(one.on < act.on for one in before.get(state.lead_id, ())):
            above = state.project_lead_id
            for one in office if above in (None, state.lead_id) else (above,):
                asked[one].others.append((state.lead or "", state.title))
    return asked


def _people(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    asked = sa.select(_PERSON.c.id, _PERSON.c.name, _PERSON.c.email).where(_PERSON.c.id.in_(list(ids)))
    return {row.id: (row.name, row.email) for row in session.execute(asked)}


def _row(
    act: AuditContext, programme_id: int, call: Call, person_id: int, of: _Asked, job_id: int
) -> Reminder:
    return Reminder(
        programme_id=programme_id,
        reporting_period_id=call.period_id,
        person_id=person_id,
        sent_on=act.on,
        recorded_at=act.at,
        author_id=act.person_id,
        escalates=not of.own,
        job_id=job_id,
    )
