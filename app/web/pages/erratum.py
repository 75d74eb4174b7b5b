"""An erratum to an adopted report: what would change in it, and adopting the corrected version."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions.report import adoption
from app.domain.comparison import compare_reports
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Invalid, Message
from app.domain.round import UNSIGNED
from app.queries.report.reading import read_report
from app.queries.reporting_period import is_adopted
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import FormText, OwnForm, all_or_nothing, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/erratum")


class ErratumForm(OwnForm):
    """Why an adopted report is corrected."""

    reason: FormText = ""


@router.get("", name="erratum.new")
def new(request: Request, access: RoundToRun) -> Response:
    """Show what was corrected since the report was adopted, and the form."""
    return _render_page(request, access)


@router.post("", name="erratum.create", dependencies=[Depends(require_own_form)])
def create(request: Request, access: RoundToRun, form: Annotated[ErratumForm, Form()]) -> Response:
    """Adopt the corrected report; the version that was adopted first stays available."""
    try:
        with all_or_nothing(access.session):
            adoption.correct_report(access.session, access.act, access.period_id, form.reason)
    except Invalid as refused:
        return _render_page(request, access, refused.fields, HTTPStatus.BAD_REQUEST, form.reason)
    return redirect_to(request, "report.show", **access.route_params)


def _render_page(
    request: Request,
    access: RoundAccess,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    reason: str = "",
) -> Response:
    period, comparison = access.period, None
    if is_adopted(period):
        adopted = read_report(access.session, access.programme, period, None, DEFAULT_LANGUAGE).report
        comparison = compare_reports(
            adopted, adoption.compose_corrected(access.session, period)[DEFAULT_LANGUAGE]
        )
    changed = (
        [section for section in comparison.sections if section.key not in UNSIGNED] if comparison else []
    )
    context = {
        **access.reports.layout_context,
        "period": period,
        "comparison": comparison,
        "changed": changed,
        "errors": errors or {},
        "reason": reason,
    }
    return render_page(request, "erratum/new.html", context, viewer=access.viewer, status_code=status)
