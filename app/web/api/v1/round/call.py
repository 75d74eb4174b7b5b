"""The call of a round: which deliverables have been answered for, and by whom the others are awaited."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.actions.report import reminder
from app.domain.refusal import Conflict
from app.queries.call_for_updates import (
    MissingAnswer,
    ProjectAnswers,
    SentReminder,
    call_of_period,
    project_answers,
    sent_reminders,
)
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import RemindRequest
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed
from app.web.api.v1.filters import Id, Parameters
from app.web.api.v1.reporting_period import RoundToRun, period_to_run
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Call
from app.web.api.v1.shapes import MissingAnswer as MissingShape
from app.web.openapi import CHANGED

router = api_router("Reporting periods")


@router.get("/reporting-periods/{id}/call", name="api.call.show", response_model=Call)
def show(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get who has answered the call of a round, and who has not."""
    period = period_to_run(access, id)
    return respond(access, lambda: _write(access, period))


@router.post(
    "/reporting-periods/{id}/call/_remind",
    name="api.call.remind",
    response_model=Call,
    responses=CHANGED,
)
def remind(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch, body: RemindRequest) -> Response:
    """Remind some people, or everybody who has not answered; nobody twice on one day."""
    access, period = round_access.access, round_access.period
    call = call_of_period(access.session, period.programme_id, period.id, access.today)
    with body.faults(), if_match.judge(period.version, lambda: _write(access, round_access.now)):
        if call is None:
            raise Conflict("This round does not ask for answers now.")
        reminder.remind(access.session, access.act, round_access.programme, call, body.people)
    return answer_changed(access, _write(access, round_access.now), period.programme_id)


def _write(access: ProgrammesAccess, period: PeriodRow) -> CachedResponse:
    session, today = access.session, access.today
    call = call_of_period(session, period.programme_id, period.id, today)
    projects = project_answers(session, period.programme_id, call, today) if call else []
    reminded = sent_reminders(session, period.id)
    return write_one(
        Call(
            reporting_period=period.id,
            since=call.since if call else None,
            until=call.until if call else None,
            answered=sum(project.answered for project in projects),
            answered_by_office=sum(project.by_office for project in projects),
            missing=tuple(
                _missing(project, answer, reminded) for project in projects for answer in project.answers
            ),
            version=period.version,
        ),
        period.version,
    )


def _missing(
    project: ProjectAnswers, answer: MissingAnswer, reminded: Mapping[int, Sequence[SentReminder]]
) -> MissingShape:
    last, sent = answer.state.last, reminded.get(answer.person_id or 0, ())
    return MissingShape(
        deliverable=answer.state.id,
        title=answer.state.title,
        project=project.id,
        person=answer.person_id,
        last_said_on=last.said_on if last else None,
        last_reminded_on=sent[0].on if sent else None,
    )
