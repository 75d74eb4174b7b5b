"""What a stored report would say by now: in review or adopted, held against the facts of today."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.comparison import compare_reports
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.round import UNSIGNED
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.report.reading import read_report
from app.queries.reporting_period import is_fixed
from app.web.deps.report import ReadableRound
from app.web.responses import render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/nu-anders")


@router.get("", name="report_drift.show")
def show(request: Request, access: ReadableRound) -> Response:
    """Show what would be new in a stored report, section by section."""
    period, reading, comparison = access.period, None, None
    if is_fixed(period):
        reading = read_report(access.session, access.programme, period, None, DEFAULT_LANGUAGE)
        facts = draft_facts(access.session, access.programme, period)
        comparison = compare_reports(reading.report, compose_draft(facts, DEFAULT_LANGUAGE))
    changed = (
        [section for section in comparison.sections if section.key not in UNSIGNED] if comparison else []
    )
    context = {
        **access.reports.layout_context,
        "period": period,
        "reading": reading,
        "comparison": comparison,
        "changed": changed,
    }
    return render_page(request, "report_drift/show.html", context, viewer=access.viewer)
