"""Reporting periods: the half-years over which programmes account."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.refusal import Forbidden
from app.domain.structure import PeriodState
from app.queries.report.archive import FrozenRow, frozen_now
from app.queries.reporting_period import PeriodRow, is_adopted, period_in, periods
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import HALF_YEAR, SORT, Absent, AsOfQuery, Id, InHalfYear, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ReportingPeriod, collection_of
from app.web.openapi import PAGED

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

    def load() -> CachedResponse:
        row = load_readable_period(access, id)
        return write_one(_shape(access, row, frozen_now(access.session, [row.programme_id])), row.version)

    return respond(access, load)


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


def _shape(access: ProgrammesAccess, row: PeriodRow, frozen: Mapping[int, FrozenRow]) -> ReportingPeriod:
    return ReportingPeriod.of(
        row,
        programme=access.slug(row.programme_id),
        hash=frozen[row.id].hash if row.id in frozen else None,
    )
