"""The report of a reporting period: the stored version from its review on, before that a draft."""

from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.queries.report.reading import read_report
from app.queries.reporting_period import is_fixed
from app.renderers.json import build_shape
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.filters import Absent, AsOfFilter, Id
from app.web.api.v1.reporting_period import reported_period
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Report
from app.web.openapi import MAY_CONFLICT

router = api_router("Reporting periods")


class ReportParameters(AsOfFilter):
    """Which report is asked for."""

    language: Literal["nl", "en"] = Field("nl", description="The language of the report.")
    version: str | Absent = Field(
        None,
        pattern=r"^1\.[0-9]{1,3}$",
        description="The version of an adopted report that an erratum stands beside; the last without it.",
    )


@router.get(
    "/reporting-periods/{id}/report", name="api.report.show", response_model=Report, responses=MAY_CONFLICT
)
def show(id: Id, filters: Annotated[ReportParameters, Query()], access: ReadableProgrammes) -> Response:
    """Get the report of a reporting period.

    A report in review or adopted is a stored version: it refuses `asOf`, and a language without an edition.
    """

    def load() -> CachedResponse:
        period = reported_period(access, id)
        day = None if is_fixed(period) and filters.as_of is None else filters.day(access)
        programme = access.programmes[period.programme_id]
        read = read_report(access.session, programme, period, day, filters.language, filters.version or "")
        shape = build_shape(read.report, read.hash)
        if read.frozen is not None and read.frozen.unverified:
            shape["unverified"] = True
        return write_one(Report.model_validate(shape), period.version)

    return respond(access, load)
