"""Reporting periods: the half-years over which programmes account."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions.report import reporting_period
from app.domain.half_year import HalfYear
from app.domain.refusal import Forbidden
from app.domain.round import PeriodSpan, RoundDays, propose_days
from app.domain.structure import PeriodState
from app.queries.programme import ProgrammeRow
from app.queries.report.archive import FrozenRow, frozen_now
from app.queries.reporting_period import PeriodRow, is_adopted, period_by_id, period_in, periods
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import NewReportingPeriod, ReportingPeriodChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created
from app.web.api.v1.filters import HALF_YEAR, SORT, Absent, AsOfQuery, Id, InHalfYear, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ReportingPeriod, collection_of
from app.web.openapi import CHANGED, CREATED, PAGED
from app.web.preconditions import ExpectedVersion

router = api_router("Reporting periods")


ORDERS: Orders[PeriodRow] = {
    "number": lambda row: (row.programme_id, row.number),
    "startsOn": lambda row: row.starts_on,
    "id": lambda row: row.id,
}


class ReportingPeriodFilters(ListFilters):
    """Which reporting periods are asked for."""

    half_year: InHalfYear | Absent = Field(None, alias="halfYear", description=HALF_YEAR)
    state: PeriodState | Absent = Field(None, description="Only where the round stands here.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("number", description=SORT)

    def match(self, row: PeriodRow) -> bool:
        """Return whether it is asked for."""
        return self.state in (None, row.state) and (
            self.half_year is None or str(self.half_year) == row.half_year
        )


@router.get(
    "/reporting-periods",
    name="api.reporting_period.index",
    response_model=collection_of(ReportingPeriod, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[ReportingPeriodFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the reporting periods of your programmes."""

    def load() -> CachedResponse:
        ids = filters.programme_ids(access)
        page = list_page(access, periods(access.session, ids), filters, ORDERS, "reporting_period")
        frozen = frozen_now(access.session, ids)
        return write_page((_shape(access, row, frozen) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/reporting-periods/{id}", name="api.reporting_period.show", response_model=ReportingPeriod)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a reporting period."""

    return respond(access, lambda: _write(access, id))


@dataclass(frozen=True, slots=True)
class RoundAccess:
    """A reporting period in whose round the viewer takes part: runs it, signs or comments."""

    access: ProgrammesAccess
    period: PeriodRow

    @property
    def programme(self) -> ProgrammeRow:
        """The programme that it belongs to."""
        return self.access.programme(self.period.programme_id)

    @property
    def now(self) -> PeriodRow:
        """The period as it is after a change. One query."""
        return period_by_id(self.access.session, self.period.id)

    def show(self) -> CachedResponse:
        """Write it as it is by now."""
        return _write(self.access, self.period.id)

    def judge(self, if_match: ExpectedVersion) -> AbstractContextManager[int]:
        """Let the block change it on the version that the request names (`ExpectedVersion.judge`)."""
        return if_match.judge(self.period.version, self.show)

    def answer(self) -> Response:
        """Answer with the period as it is after the change (200)."""
        return answer_changed(self.access, self.show(), self.period.programme_id)


def load_round_to_run(access: ReadableProgrammes, id: Id) -> RoundAccess:
    """Load the reporting period in the path. Refuses people who may not run its round."""
    return RoundAccess(access, period_to_run(access, id))


RoundToRun = Annotated[RoundAccess, Depends(load_round_to_run)]


def load_period_to_sign(access: ReadableProgrammes, id: Id) -> RoundAccess:
    """Load the reporting period in the path. Refuses people who do not sign on behalf of a sponsor."""
    period = period_in_review(access, id)
    if not access.viewer.rights.may_sign(period.programme_id):
        raise Forbidden("Only sponsors sign a report.")
    return RoundAccess(access, period)


PeriodToSign = Annotated[RoundAccess, Depends(load_period_to_sign)]


def load_period_to_sign_or_record(access: ReadableProgrammes, id: Id) -> RoundAccess:
    """Load the reporting period in the path. Refuses who neither signs nor records what was signed."""
    period = period_in_review(access, id)
    rights = access.viewer.rights
    if not (rights.may_sign(period.programme_id) or rights.may_run_round(period.programme_id)):
        raise Forbidden("Only sponsors sign a report.")
    return RoundAccess(access, period)


PeriodToSignOrRecord = Annotated[RoundAccess, Depends(load_period_to_sign_or_record)]


def load_period_to_comment(access: ReadableProgrammes, id: Id) -> RoundAccess:
    """Load the reporting period in the path. Refuses people who may not comment on its sections."""
    period = period_in_review(access, id)
    if not access.viewer.rights.may_comment(period.programme_id):
        raise Forbidden("Only sponsors and the programme office remark on a report.")
    return RoundAccess(access, period)


PeriodToComment = Annotated[RoundAccess, Depends(load_period_to_comment)]


@router.post(
    "/reporting-periods",
    name="api.reporting_period.create",
    status_code=HTTPStatus.CREATED,
    response_model=ReportingPeriod,
    responses=CREATED,
)
def create(access: Changeable, body: NewReportingPeriod) -> Response:
    """Plan the report of a half-year; it gets the next number. Days that are absent are proposed."""
    programme = access.programme_called(body.programme)
    if not access.viewer.rights.may_run_round(programme.id):
        raise Forbidden("Only the programme office takes the round from step to step.")
    with body.faults():
        half_year = HalfYear.parse(body.half_year)
        proposed, span = propose_days(half_year), PeriodSpan.of(half_year)
        made = reporting_period.plan(
            access.session,
            access.act,
            programme.id,
            half_year=half_year,
            days=RoundDays(
                body.reference_date or proposed.reference_date,
                body.input_deadline or proposed.input_deadline,
                body.report_date or proposed.report_date,
            ),
            span=PeriodSpan(body.starts_on or span.starts_on, body.ends_on or span.ends_on),
            names_leads=body.names_leads,
            in_english=body.in_english,
        )
    return answer_created(access, "api.reporting_period.show", _write(access, made), programme.id, id=made)


@router.patch(
    "/reporting-periods/{id}",
    name="api.reporting_period.update",
    response_model=ReportingPeriod,
    responses=CHANGED,
)
def update(round_access: RoundToRun, if_match: IfMatch, body: ReportingPeriodChange) -> Response:
    """Move the days of a round that is not in review yet, or change what its report prints."""
    access, now = round_access.access, round_access.period
    given = body.given()
    day = {name: given.get(name, getattr(now, name)) for name in _DAYS}
    with body.faults(), round_access.judge(if_match) as version:
        reporting_period.adjust(
            access.session,
            access.act,
            now.id,
            version=version,
            span=PeriodSpan(day["starts_on"], day["ends_on"]),
            days=RoundDays(day["reference_date"], day["input_deadline"], day["report_date"]),
            names_leads=given.get("names_leads"),
            in_english=given.get("in_english"),
        )
    return round_access.answer()


_DAYS = ("starts_on", "ends_on", "reference_date", "input_deadline", "report_date")


def load_readable_period(access: ProgrammesAccess, period_id: int) -> PeriodRow:
    """Return a reporting period. One query. What the viewer may not read does not exist."""
    return require_row(period_in(access.session, access.programme_ids, period_id))


def period_in_review(access: ProgrammesAccess, period_id: int) -> PeriodRow:
    """Return a reporting period to a viewer who sees drafts. Refuses readers."""
    row = load_readable_period(access, period_id)
    if not access.viewer.rights.may_see_drafts(row.programme_id):
        raise Forbidden("Readers see the report, and not how it came to be.")
    return row


def reported_period(access: ProgrammesAccess, period_id: int) -> PeriodRow:
    """Return a reporting period to a viewer who may read its report: a reader once it has been adopted."""
    row = load_readable_period(access, period_id)
    if not is_adopted(row) and not access.viewer.rights.may_see_drafts(row.programme_id):
        raise Forbidden("Readers see a report as soon as it has been adopted.")
    return row


def period_to_run(access: ProgrammesAccess, period_id: int) -> PeriodRow:
    """Return a reporting period to the programme office, which takes it from step to step. Refuses others."""
    row = period_in_review(access, period_id)
    if not access.viewer.rights.may_run_round(row.programme_id):
        raise Forbidden("Only the programme office takes the round from step to step.")
    return row


def _write(access: ProgrammesAccess, period_id: int) -> CachedResponse:
    row = load_readable_period(access, period_id)
    return write_one(_shape(access, row, frozen_now(access.session, [row.programme_id])), row.version)


def _shape(access: ProgrammesAccess, row: PeriodRow, frozen: Mapping[int, FrozenRow]) -> ReportingPeriod:
    return ReportingPeriod.of(
        row,
        programme=access.slug(row.programme_id),
        hash=frozen[row.id].hash if row.id in frozen else None,
    )
