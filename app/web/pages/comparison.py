"""Comparing two reports of a programme, or a report with the situation of today."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from app.domain.comparison import PromiseChange, compare_reports
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.domain.report import Report
from app.queries.report.reading import read_as_of_today, read_report
from app.queries.reporting_period import PeriodRow
from app.web.deps.report import PeriodAccess, ReadablePeriod
from app.web.responses import render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/vergelijking")

NOW = "nu"
"""The word in place of a half-year for the situation of today."""


@router.get("/{other}", name="comparison.show")
def show(request: Request, access: ReadablePeriod, other: Annotated[str, Path(max_length=20)]) -> Response:
    """Show the differences; the earlier report comes first, whatever the order in the address."""
    reports, period = access.reports, access.period
    against = None if other == NOW else _find_period(access, other)
    if other == NOW and not reports.is_member:
        raise NotFound("There is no such report.")
    first, last = (
        (period, against) if against is None or period.number < against.number else (against, period)
    )
    report = _read(access, first)
    later = (
        _read(access, last)
        if last
        else read_as_of_today(
            reports.session, reports.programme, reports.periods[-1], reports.app_state.today()
        )
    )
    context = {
        **reports.layout_context,
        "first": first,
        "last": last,
        "now": NOW,
        "today": reports.app_state.today(),
        "periods": reports.periods,
        "kinds": tuple(PromiseChange),
        "comparison": compare_reports(report, later),
    }
    return render_page(request, "comparison/show.html", context, viewer=reports.viewer)


def _find_period(access: PeriodAccess, half_year: str) -> PeriodRow:
    wanted = str(HalfYear.parse(half_year))
    match = next((period for period in access.reports.periods if period.half_year == wanted), None)
    if match is None:
        raise NotFound("There is no report of %(half_year)s in this programme.", half_year=wanted)
    return match


def _read(access: PeriodAccess, period: PeriodRow) -> Report:
    return read_report(access.session, access.programme, period, None, DEFAULT_LANGUAGE).report
