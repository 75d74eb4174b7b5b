"""Reminding people of what a round still misses: once a person a day; the next one up hears of it."""

from collections.abc import Collection

from sqlmodel import Session

from app.actions import audit_log, notice
from app.actions.audit_log import AuditContext
from app.actions.references import person_objections, refuse
from app.db import get_for_update
from app.domain.notice import Notice, NoticeKind
from app.domain.round import Call
from app.queries.call_for_updates import (
    LISTENS_LATE,
    collect_requests,
    office_members,
    open_calls,
    project_answers,
    sent_reminders,
)
from app.queries.programme import ProgrammeRow, programme_by_id
from app.tables import Reminder, ReportingPeriod


def remind(
    session: Session,
    act: AuditContext,
    programme: ProgrammeRow,
    call: Call,
    among: Collection[int] = (),
    *,
    is_urgent: bool = True,
) -> int:
    """Remind whoever has not answered, or only those named; returns how many people that are.

    Nobody is reminded of a round twice on one day. Whoever was reminded on an earlier day in vain is told of
    to the lead of the project where that is another, else to the programme office; so is what nobody leads.
    What is not urgent waits for the letter of the next day where somebody has had one today. Refuses to name
    somebody without a role in the programme.
    """
    refuse(*(person_objections(session, programme.id, person_id, "person") for person_id in among))
    get_for_update(session, ReportingPeriod, call.period_id)  # two who remind wait for each other
    sent = sent_reminders(session, call.period_id)
    answers = project_answers(session, programme.id, call, act.on)
    requests = collect_requests(answers, sent, act.on, office_members(session, programme.id))
    reminded = {
        person_id for person_id, letters in sent.items() if any(letter.on == act.on for letter in letters)
    }
    chosen = (set(requests) & set(among) if among else set(requests)) - reminded
    notice_of_call = Notice(NoticeKind.REMINDER, programme.id, call.period_id)
    jobs = notice.tell(session, act, chosen, notice_of_call, is_urgent=is_urgent)
    session.add_all(
        Reminder(
            programme_id=programme.id,
            reporting_period_id=call.period_id,
            person_id=person_id,
            sent_on=act.on,
            recorded_at=act.at,
            author_id=act.person_id,
            escalates=not requests[person_id].own,
            job_id=job_id,
        )
        for person_id, job_id in jobs.items()
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


def remind_on_schedule(
    session: Session, act: AuditContext, days_before: Collection[int], days_after: Collection[int] = ()
) -> int:
    """Remind in every round whose input deadline is, or was, so many days away; returns how many people.

    On the last day itself the letter leaves at once, whatever else was sent on it.
    """
    count = 0
    for programme_id, call in open_calls(session, None, act.on, late_by=LISTENS_LATE).items():
        left = (call.until - act.on).days
        if left in days_before if left >= 0 else -left in days_after:
            programme = programme_by_id(session, programme_id)
            count += remind(session, act, programme, call, is_urgent=left == 0)
    return count
