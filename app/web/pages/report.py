"""The reports of a programme: their list, and each as a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.structure import PeriodState
from app.queries.report.archive import frozen_versions
from app.queries.report.reading import Reading, read_report
from app.queries.report.review import is_open_to_sign
from app.queries.reporting_period import PeriodRow, days_of_steps
from app.renderers import html
from app.renderers.naming import stamp_of
from app.web.deps.report import PeriodAccess, ReadablePeriod, ReadableReports, resolve_day
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.urls import link_records
from app.web.views.phases import list_phases
from app.web.views.report_files import show_downloads

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


@router.get("", name="report.index")
def index(request: Request, access: ReadableReports) -> Response:
    """List every report that the viewer may read, the latest first."""
    periods = sorted(access.periods, key=lambda row: row.number, reverse=True)
    context = {
        **access.layout_context,
        "periods": periods,
        "has_drafts": len(periods) < len(access.every_period),
        "rights": access.rights,
    }
    return render_page(request, "report/index.html", context, viewer=access.viewer)


@router.get("/{half_year}", name="report.show")
def show(
    request: Request, access: ReadablePeriod, as_of: AsOfDep, versie: Annotated[str, Query()] = ""
) -> Response:
    """Show the report of a half-year: from its review on the stored version, before that a draft."""
    reports, period = access.reports, access.period
    day = resolve_day(period, as_of)
    key = (
        "report",
        reports.programme.id,
        reports.programme.revision,
        period.id,
        day,
        versie,
        reports.is_member,
    )
    reading, body, step_days = reports.app_state.renders.get(
        key, lambda: _draw(request, access, as_of, versie), keep=not as_of.wrong
    )
    states = list(step_days)
    context = {
        **reports.layout_context,
        "as_of": as_of,
        "period": period,
        "earlier": _find_previous(reports.periods, period),
        "frozen": reading.frozen,
        "stored": reading.stored,
        "may_see_drafts": reports.is_member and reports.rights.may_see_drafts(reports.programme.id),
        "versions": frozen_versions(reports.session, period) if reading.frozen else (),
        "is_proposed": reading.frozen is not None
        and reports.is_member
        and is_open_to_sign(reports.session, period),
        "report": reading.report,
        "stamp": stamp_of(reading.report),
        "body": body,
        **show_downloads(reports.session, access, as_of, reading.frozen, reading.languages),
        "phases": list_phases(states[-1] if states else PeriodState.PLANNED, step_days),
        "rights": reports.rights,
    }
    return render_page(
        request, "report/show.html", context, viewer=reports.viewer, status_code=as_of.status_code
    )


def _draw(
    request: Request, access: PeriodAccess, as_of: AsOf, version: str
) -> tuple[Reading, Markup, Mapping[PeriodState, date]]:
    reports = access.reports
    day = resolve_day(access.period, as_of)
    reading = read_report(reports.session, reports.programme, access.period, day, DEFAULT_LANGUAGE, version)
    step_days = days_of_steps(reports.session, access.period.id, day or date.max)
    if not reports.is_member:
        return reading, html.render_body(reading.report), step_days
    link = link_records(request.app.state.paths, reports.session, reports.programme, as_of.query)
    return reading, html.render_body(reading.report, link), step_days


def _find_previous(periods: Sequence[PeriodRow], period: PeriodRow) -> PeriodRow | None:
    return next((other for other in reversed(periods) if other.number < period.number), None)
