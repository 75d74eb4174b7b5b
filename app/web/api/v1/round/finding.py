"""What the editorial check finds in the texts of a report, and why some of it is left as it is."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions.report import draft
from app.domain.refusal import NotFound
from app.queries.report.draft import CheckedFinding, check_draft
from app.queries.report.writing import compose_to_write
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import FindingReply
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_gone
from app.web.api.v1.filters import Absent, Id, Paging, Parameters
from app.web.api.v1.pagination import cut_listed
from app.web.api.v1.reporting_period import RoundToRun, period_to_run
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Finding, FindingAnswer, Fix, Record, collection_of
from app.web.errors import translate
from app.web.openapi import CHANGED, GONE, PAGED

router = api_router("Reporting periods")

FindingId = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="The id of the finding.")]


class FindingFilters(Paging):
    """Which findings are asked for."""

    section: str | Absent = Field(None, max_length=60, description="Only in the section with this key.")
    open: bool | Absent = Field(None, description="Only those that nobody answered, or only the others.")

    def match(self, checked: CheckedFinding) -> bool:
        """Return whether it is asked for."""
        return self.section in (None, checked.finding.section_key) and self.open in (
            None,
            checked.answer is None,
        )


@router.get(
    "/reporting-periods/{id}/findings",
    name="api.finding.index",
    response_model=collection_of(Finding),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[FindingFilters, Query()], access: ReadableProgrammes) -> Response:
    """List what in the texts of a report contradicts the data, in the order of the texts."""
    period = period_to_run(access, id)

    def load() -> CachedResponse:
        rows = [row for row in _check(access, period) if filters.match(row)]
        page = cut_listed(access, rows, filters, lambda row: row.finding.key)
        return write_page((_shape(period, row) for row in page.rows), page.after)

    return respond(access, load)


@router.get("/reporting-periods/{id}/findings/{finding}", name="api.finding.show", response_model=Finding)
def show(
    id: Id, finding: FindingId, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes
) -> Response:
    """Get one finding; it is gone once the text or the data do not say so any more."""
    period = period_to_run(access, id)
    return respond(access, lambda: write_finding(access, period, finding))


@router.post(
    "/reporting-periods/{id}/findings/{finding}/_answer",
    name="api.finding.answer",
    response_model=Finding,
    responses=CHANGED,
)
def answer(
    _sent: Changeable, round_access: RoundToRun, finding: FindingId, if_match: IfMatch, body: FindingReply
) -> Response:
    """Say why a finding is left as it is; that holds while the sentence and the data stay."""
    access, period = round_access.access, round_access.period
    version = int(find_finding(access, period, finding).answer is not None)
    with body.faults(), if_match.judge(version, lambda: write_finding(access, period, finding)):
        draft.answer_finding(access.session, access.act, period.id, finding, body.reason)
    return answer_changed(access, write_finding(access, period, finding), period.programme_id)


@router.post(
    "/reporting-periods/{id}/findings/{finding}/_mend",
    name="api.finding.mend",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def mend(_sent: Changeable, round_access: RoundToRun, finding: FindingId, if_match: IfMatch) -> Response:
    """Put the words of the data in the place of those that a finding is about, as its `fix` says."""
    access, period = round_access.access, round_access.period
    checked = find_finding(access, period, finding)
    version = int(checked.answer is not None)
    with if_match.judge(version, lambda: write_finding(access, period, finding)):
        draft.mend_finding(access.session, access.act, period.id, checked.finding)
    return answer_gone(access, period.programme_id)


def write_finding(access: ProgrammesAccess, period: PeriodRow, finding_id: str) -> CachedResponse:
    """Write a finding; its version is 1 once somebody answered it."""
    checked = find_finding(access, period, finding_id)
    return write_one(_shape(period, checked), int(checked.answer is not None))


def find_finding(access: ProgrammesAccess, period: PeriodRow, finding_id: str) -> CheckedFinding:
    """Return the finding of this id. Refuses (`NotFound`) one that is not found any more."""
    for checked in _check(access, period):
        if checked.finding.key == finding_id:
            return checked
    raise NotFound("This is not found any more: the text or the data have changed.")


def _check(access: ProgrammesAccess, period: PeriodRow) -> tuple[CheckedFinding, ...]:
    programme = access.programmes[period.programme_id]
    written = compose_to_write(access.session, programme, period, access.today)
    return check_draft(access.session, written.facts)


def _shape(period: PeriodRow, checked: CheckedFinding) -> Finding:
    finding, answer = checked.finding, checked.answer
    source = finding.text.source
    return Finding(
        id=finding.key,
        reporting_period=period.id,
        section=finding.section_key,
        kind=finding.kind,
        sentence=finding.sentence,
        quote=finding.quote,
        message=translate(finding.message),
        text=Record(type=source.type, id=source.id),
        record=Record(type=finding.record.type, id=finding.record.id),
        fix=Fix(replace=finding.quote, by=finding.instead) if finding.instead else None,
        answer=FindingAnswer(reason=answer.reason, recorded_at=answer.recorded_at) if answer else None,
        version=int(answer is not None),
    )
