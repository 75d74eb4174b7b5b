"""Planning a reporting round and changing its days, for the programme office."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions.report import reporting_period
from app.domain.half_year import HalfYear
from app.domain.refusal import Forbidden, Invalid, Message, NotFound, Stale
from app.domain.round import ADJUSTABLE, PeriodSpan, RoundDays, propose_days
from app.queries.person import Viewer
from app.queries.reporting_period import PeriodRow
from app.web.deps.report import ReadableReports, ReportsAccess, RoundAccess, RoundToRun
from app.web.deps.session import read_day_field
from app.web.forms import FormText, OwnForm, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.views.conflict import compare

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")

_DAYS = ("starts_on", "ends_on", "reference_date", "input_deadline", "report_date")


class ReportingPeriodForm(OwnForm):
    """The days of a round; `half_year` is filled for a new one, `version` for an existing one."""

    half_year: FormText = ""
    starts_on: FormText = ""
    ends_on: FormText = ""
    reference_date: FormText = ""
    input_deadline: FormText = ""
    report_date: FormText = ""
    names_leads: FormText = ""
    in_english: FormText = ""
    version: FormText = ""


async def require_planning_right(access: ReadableReports) -> ReportsAccess:
    """Return the reports in the path. Refuses people who may not plan rounds."""
    if not access.is_member:
        raise NotFound("There is no such programme.")
    if not access.rights.may_run_round(access.programme.id):
        raise Forbidden("Only the programme office takes the round from step to step.")
    return access


ReportsToPlan = Annotated[ReportsAccess, Depends(require_planning_right)]


@router.get("/nieuw", name="reporting_period.new")
def new(request: Request, access: ReportsToPlan, halfjaar: str = "") -> Response:
    """Propose days for the half-year in the address, or else for the one after the last."""
    try:
        half_year = HalfYear.parse(halfjaar) if halfjaar else _propose_half_year(access)
    except Invalid as refused:
        errors = {"half_year": refused.fields["halfYear"]}
        return _render_new_form(
            request, access, ReportingPeriodForm(half_year=halfjaar), errors, HTTPStatus.BAD_REQUEST
        )
    days, span = propose_days(half_year), PeriodSpan.of(half_year)
    return _render_new_form(
        request, access, ReportingPeriodForm(**_write_days(span, days), half_year=str(half_year))
    )


@router.post("", name="reporting_period.create", dependencies=[Depends(require_own_form)])
def create(request: Request, access: ReportsToPlan, form: Annotated[ReportingPeriodForm, Form()]) -> Response:
    """Plan the round; a refusal shows the form again with what was typed."""
    viewer = _require_viewer(access)
    try:
        half_year = _read_half_year(form)
        span, days = _read_days(form, access.app_state.today())
        act = access.app_state.act(viewer.id, "web")
        with all_or_nothing(access.session):
            reporting_period.plan(
                access.session,
                act,
                access.programme.id,
                half_year=half_year,
                days=days,
                span=span,
                names_leads=bool(form.names_leads),
                in_english=bool(form.in_english),
            )
    except Invalid as refused:
        return _render_new_form(request, access, form, refused.fields, HTTPStatus.BAD_REQUEST)
    return redirect_to(request, "report.show", slug=access.programme.slug, half_year=half_year)


@router.get("/{half_year}/dagen", name="reporting_period.edit")
def edit(request: Request, access: RoundToRun) -> Response:
    """Show the present days in a form."""
    return _render_days_form(request, access, ReportingPeriodForm(**_fill(access.period)))


@router.post("/{half_year}/dagen", name="reporting_period.update", dependencies=[Depends(require_own_form)])
def update(request: Request, access: RoundToRun, form: Annotated[ReportingPeriodForm, Form()]) -> Response:
    """Change the days; a refusal shows the form again with what was typed."""
    try:
        span, days = _read_days(form, access.app_state.today())
        with all_or_nothing(access.session):
            reporting_period.adjust(
                access.session,
                access.act,
                access.period_id,
                version=read_number(form.version),
                span=span,
                days=days,
                names_leads=bool(form.names_leads),
                in_english=bool(form.in_english),
            )
    except Invalid as refused:
        return _render_days_form(request, access, form, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        now = _fill(access.period)
        renewed = form.model_copy(update={"version": now["version"]})
        differences = compare(now, form.model_dump(), boxes=_BOXES)
        return _render_days_form(request, access, renewed, differences, HTTPStatus.CONFLICT)
    return redirect_to(request, "report.show", **access.route_params)


_BOXES = ("names_leads", "in_english")


def _fill(period: PeriodRow) -> dict[str, str]:
    """Return the fields of the form as the round is now."""
    days = RoundDays(period.reference_date, period.input_deadline, period.report_date)
    fields = _write_days(PeriodSpan(period.starts_on, period.ends_on), days)
    fields |= {name: "on" if getattr(period, name) else "" for name in _BOXES}
    return fields | {"version": str(period.version)}


def _propose_half_year(access: ReportsAccess) -> HalfYear:
    if not access.periods:
        return HalfYear.containing(access.app_state.today())
    return HalfYear.parse(max(period.half_year for period in access.periods)).next()


def _require_viewer(access: ReportsAccess) -> Viewer:
    assert access.viewer is not None  # planning requires a right, so the viewer is signed in
    return access.viewer


def _read_half_year(form: ReportingPeriodForm) -> HalfYear:
    try:
        return HalfYear.parse(form.half_year)
    except Invalid as refused:
        raise Invalid({"half_year": refused.fields["halfYear"]}) from refused


def _read_days(form: ReportingPeriodForm, today: date) -> tuple[PeriodSpan, RoundDays]:
    """Return the five days. Refuses all empty and unreadable ones together."""
    errors: dict[str, Message] = {}
    read: dict[str, date] = {}
    for name in _DAYS:
        try:
            day = read_day_field(getattr(form, name), name, today)
        except Invalid as refused:
            errors |= refused.fields
            continue
        if day is None:
            errors[name] = Message("Fill in a day, as 18-12-2023.")
        else:
            read[name] = day
    if errors:
        raise Invalid(errors)
    starts_on, ends_on, *days = (read[name] for name in _DAYS)
    return PeriodSpan(starts_on, ends_on), RoundDays(*days)


def _write_days(span: PeriodSpan, days: RoundDays) -> dict[str, str]:
    values = (span.starts_on, span.ends_on, days.reference_date, days.input_deadline, days.report_date)
    return {name: f"{day:%d-%m-%Y}" for name, day in zip(_DAYS, values, strict=True)}


def _render_new_form(
    request: Request,
    access: ReportsAccess,
    form: ReportingPeriodForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        **access.layout_context,
        "period": None,
        "is_stale": False,
        "around": _list_neighbours(access, form),
        "typed": form,
        "errors": errors or {},
    }
    return render_page(request, "report/days.html", context, viewer=access.viewer, status_code=status)


def _list_neighbours(access: ReportsAccess, form: ReportingPeriodForm) -> list[HalfYear]:
    """Return the half-years next to the one that was typed which have no round yet."""
    try:
        half_year = HalfYear.parse(form.half_year)
    except Invalid:
        return []
    planned = {period.half_year for period in access.periods}
    return [
        neighbour for neighbour in (half_year.previous(), half_year.next()) if str(neighbour) not in planned
    ]


def _render_days_form(
    request: Request,
    access: RoundAccess,
    form: ReportingPeriodForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    period = access.period
    context = {
        **access.reports.layout_context,
        "period": period,
        "is_fixed": period.state not in ADJUSTABLE,
        "is_stale": status is HTTPStatus.CONFLICT,
        "typed": form,
        "errors": errors or {},
    }
    return render_page(request, "report/days.html", context, viewer=access.viewer, status_code=status)
