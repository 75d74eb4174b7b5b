"""The versions of a report: those that went into review, that was adopted, and its errata."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.queries.report.archive import frozen_reports
from app.queries.report.review import review_versions
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import respond, write_page
from app.web.api.v1.filters import Id, Parameters
from app.web.api.v1.reporting_period import reported_period
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ReportVersion, collection_of

router = api_router("Reporting periods")


@router.get(
    "/reporting-periods/{id}/report/versions",
    name="api.report_version.index",
    response_model=collection_of(ReportVersion),
)
def index(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """List the versions of a report, in the order in which they came to be; readers see the adopted ones."""
    period = reported_period(access, id)
    return respond(access, lambda: write_page(_list_versions(access, period)))


def _list_versions(access: ProgrammesAccess, period: PeriodRow) -> list[ReportVersion]:
    frozen = [
        (
            row.recorded_at,
            ReportVersion(
                name=row.version, adopted=True, on=row.adopted_on, hash=row.hash, reason=row.reason or None
            ),
        )
        for row in frozen_reports(access.session, [period.programme_id])
        if row.period_id == period.id
    ]
    reviewed = []
    if access.viewer.rights.may_see_drafts(period.programme_id):
        reviewed = [
            (
                row.recorded_at,
                ReportVersion(name=row.name, adopted=False, on=row.on, hash=row.hash, reason=None),
            )
            for row in review_versions(access.session, period.id)
        ]
    return [shape for _, shape in sorted([*reviewed, *frozen], key=lambda version: version[0])]
