"""An erratum to an adopted report: what would read otherwise, and adopting that beside it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions.report import adoption
from app.domain.comparison import compare
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Invalid, Message
from app.domain.round import UNSIGNED
from app.queries.report.reading import read_report
from app.queries.reporting_period import is_adopted
from app.web.deps.report import RoundDoor, RoundToRun
from app.web.forms import FormText, OwnForm, require_own_form
from app.web.responses import page, redirect_to

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/erratum")


class ErratumForm(OwnForm):
    """Why an adopted report is corrected."""

    reason: FormText = ""


@router.get("", name="erratum.new")
def new(request: Request, door: RoundToRun) -> Response:
    """What was corrected since the report was adopted, and the form."""
    return _page(request, door)


@router.post("", name="erratum.create", dependencies=[Depends(require_own_form)])
def create(request: Request, door: RoundToRun, form: Annotated[ErratumForm, Form()]) -> Response:
    """Adopt it; the report as it was adopted stays beside it."""
    try:
        adoption.correct_report(door.session, door.act, door.period_id, form.reason)
    except Invalid as refused:
        return _page(request, door, refused.fields, HTTPStatus.BAD_REQUEST, form.reason)
    return redirect_to(request, "report.show", **door.route_params)


def _page(
    request: Request,
    door: RoundDoor,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    reason: str = "",
) -> Response:
    period, found = door.period, None
    if is_adopted(period):
        adopted = read_report(door.session, door.programme, period, None, DEFAULT_LANGUAGE).report
        found = compare(adopted, adoption.compose_corrected(door.session, period)[DEFAULT_LANGUAGE])
    changed = [one for one in found.sections if one.key not in UNSIGNED] if found else []
    context = {
        **door.reports.layout_context,
        "period": period,
        "found": found,
        "changed": changed,
        "errors": errors or {},
        "reason": reason,
    }
    return page(request, "erratum/new.html", context, viewer=door.viewer, status_code=status)
