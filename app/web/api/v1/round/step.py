"""The steps of a round: opened, edited, sent to review and back, adopted, published."""

from collections.abc import Iterable
from typing import Any

from fastapi.responses import Response

from app.actions.report import adoption, announcement, review
from app.actions.report.reporting_period import take_step
from app.domain.adoption import Missing, MissingKind, Unready, Unwritten
from app.domain.language import _
from app.domain.refusal import Message
from app.domain.structure import PeriodState
from app.queries.report.writing import unanswered_findings
from app.web.api.v1.bodies import ReviewRequest
from app.web.api.v1.changes import Changeable, IfMatch
from app.web.api.v1.reporting_period import RoundAccess, RoundToRun
from app.web.api.v1.round.adoption import shape_obstacles
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Obstacle, ReportingPeriod
from app.web.openapi import CHANGED
from app.web.preconditions import ExpectedVersion

router = api_router("Reporting periods")

_FINDINGS_LEFT = _(
    "The editorial check found sentences that contradict the data. Mend or answer them, or send "
    "“acceptFindings”."
)


class NotReady(Unready):
    """A step cannot be taken yet; `members` tell all that is still missing."""

    def __init__(self, msgid: str, missing: Iterable[Missing]) -> None:
        super().__init__(missing)
        self.message = Message(msgid)
        self.members = {"missing": [_write(obstacle) for obstacle in shape_obstacles(self.missing)]}


@router.post(
    "/reporting-periods/{id}/_open",
    name="api.round.open",
    response_model=ReportingPeriod,
    responses=CHANGED,
)
def open_round(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch) -> Response:
    """Open the round: from now on the leads are asked for updates, and told so."""
    _step(round_access, if_match, PeriodState.OPEN)
    announcement.announce_call(round_access.access.session, round_access.access.act, round_access.now)
    return round_access.answer()


@router.post(
    "/reporting-periods/{id}/_edit",
    name="api.round.edit",
    response_model=ReportingPeriod,
    responses=CHANGED,
)
def start_editing(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch) -> Response:
    """Begin editing, or take the report back from review to edit it again."""
    _step(round_access, if_match, PeriodState.EDITING)
    return round_access.answer()


@router.post(
    "/reporting-periods/{id}/_review",
    name="api.round.review",
    response_model=ReportingPeriod,
    responses=CHANGED,
)
def send_to_review(
    _sent: Changeable, round_access: RoundToRun, if_match: IfMatch, body: ReviewRequest
) -> Response:
    """Store the report as it reads now, to be signed. Open findings must be accepted first."""
    access, period = round_access.access, round_access.period
    if period.state is PeriodState.EDITING and not body.accept_findings:
        findings = unanswered_findings(access.session, round_access.programme, period)
        if findings:
            raise NotReady(
                _FINDINGS_LEFT,
                [
                    Missing(MissingKind.FINDING, checked.finding.section_key, text=checked.finding.sentence)
                    for checked in findings
                ],
            )
    with round_access.judge(if_match) as version:
        try:
            review.send_to_review(access.session, access.act, period.id, version)
        except Unwritten as refused:
            raise NotReady(refused.message.msgid, refused.missing) from refused
    announcement.announce_review(access.session, access.act, round_access.now)
    return round_access.answer()


@router.post(
    "/reporting-periods/{id}/_adopt",
    name="api.round.adopt",
    response_model=ReportingPeriod,
    responses=CHANGED,
)
def adopt(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch) -> Response:
    """Adopt the version in review: it is frozen, and stays as it is for ever."""
    access = round_access.access
    with round_access.judge(if_match) as version:
        try:
            adoption.adopt(access.session, access.act, round_access.period.id, version)
        except Unready as refused:
            raise NotReady(refused.message.msgid, refused.missing) from refused
    announcement.announce_adoption(access.session, access.act, round_access.now)
    return round_access.answer()


@router.post(
    "/reporting-periods/{id}/_publish",
    name="api.round.publish",
    response_model=ReportingPeriod,
    responses=CHANGED,
)
def publish(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch) -> Response:
    """Publish the adopted report: from now on everybody can read it without an account."""
    access = round_access.access
    with round_access.judge(if_match) as version:
        adoption.publish(access.session, access.act, round_access.period.id, version)
    announcement.announce_publication(access.session, access.act, round_access.now)
    return round_access.answer()


def _step(round_access: RoundAccess, if_match: ExpectedVersion, to: PeriodState) -> None:
    access = round_access.access
    with round_access.judge(if_match) as version:
        take_step(access.session, access.act, round_access.period.id, to, version)


def _write(obstacle: Obstacle) -> dict[str, Any]:
    return obstacle.model_dump(mode="json")
