"""Planning a round of a programme, moving its days, and opening it: the office's own pages."""

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
from app.queries.reporting_period import names_leads
from app.web.deps.report import ReadableReports, ReportsDoor, RoundDoor, RoundToRun
from app.web.deps.session import read_day_field
from app.web.forms import FormText, OwnForm, number, require_own_form
from app.web.responses import page, redirect_to

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")

_DAYS = ("starts_on", "ends_on", "reference_date", "input_deadline", "report_date")


class ReportingPeriodForm(OwnForm):
    """The days of a round; `half_year` where it is new, and `version` where it was read."""

    half_year: FormText = ""
    starts_on: FormText = ""
    ends_on: FormText = ""
    reference_date: FormText = ""
    input_deadline: FormText = ""
    report_date: FormText = ""
    names_leads: FormText = ""
    version: FormText = ""


def require_planning_right(door: ReadableReports) -> ReportsDoor:
    """The reports of a programme, for who plans its rounds."""
    if not door.is_member:
        raise NotFound("There is no such programme.")
    if not door.rights.may_run_round(door.programme.id):
        raise Forbidden("Only the programme office takes the round from step to step.")
    return door


ReportsToPlan = Annotated[ReportsDoor, Depends(require_planning_right)]


@router.get("/nieuw", name="reporting_period.new")
def new(request: Request, door: ReportsToPlan, halfjaar: str = "") -> Response:
    """The days that are proposed for the half-year asked for, else for the one after the last."""
    try:
        half_year = HalfYear.parse(halfjaar) if halfjaar else _next(door)
    except Invalid as refused:
        errors = {"half_year": refused.fields["halfYear"]}
        return _ask_new(
            request, door, ReportingPeriodForm(half_year=halfjaar), errors, HTTPStatus.BAD_REQUEST
        )
    days, span = propose_days(half_year), PeriodSpan.of(half_year)
    return _ask_new(request, door, ReportingPeriodForm(**_shown(span, days), half_year=str(half_year)))


@router.post("", name="reporting_period.create", dependencies=[Depends(require_own_form)])
def create(request: Request, door: ReportsToPlan, form: Annotated[ReportingPeriodForm, Form()]) -> Response:
    """Plan it; else the form with everything still in it."""
    viewer = _viewer(door)
    try:
        half_year = _half_year(form)
        span, days = _read(form)
        act = door.app_state.act(viewer.id, "web")
        reporting_period.plan(
            door.session,
            act,
            door.programme.id,
            half_year=half_year,
            days=days,
            span=span,
            names_leads=bool(form.names_leads),
        )
    except Invalid as refused:
        return _ask_new(request, door, form, refused.fields, HTTPStatus.BAD_REQUEST)
    return redirect_to(request, "report.show", slug=door.programme.slug, half_year=half_year)


@router.get("/{half_year}/dagen", name="reporting_period.edit")
def edit(request: Request, door: RoundToRun) -> Response:
    """The days as they are now."""
    period = door.period
    days = RoundDays(period.reference_date, period.input_deadline, period.report_date)
    now = _shown(PeriodSpan(period.starts_on, period.ends_on), days) | {"version": str(period.version)}
    if names_leads(door.session, period.id):
        now["names_leads"] = "on"
    return _ask(request, door, ReportingPeriodForm(**now))


@router.post("/{half_year}/dagen", name="reporting_period.update", dependencies=[Depends(require_own_form)])
def update(request: Request, door: RoundToRun, form: Annotated[ReportingPeriodForm, Form()]) -> Response:
    """Move them; else the form with everything still in it."""
    try:
        span, days = _read(form)
        reporting_period.adjust(
            door.session,
            door.act,
            door.period_id,
            version=number(form.version),
            span=span,
            days=days,
            names_leads=bool(form.names_leads),
        )
    except Invalid as refused:
        return _ask(request, door, form, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        renewed = form.model_copy(update={"version": str(door.period.version)})
        return _ask(request, door, renewed, {"version": stale.message}, HTTPStatus.CONFLICT)
    return redirect_to(request, "report.show", **door.route_params)


def _next(door: ReportsDoor) -> HalfYear:
    if not door.periods:
        return HalfYear.containing(door.app_state.today())
    return HalfYear.parse(max(one.half_year for one in door.periods)).next()


def _viewer(door: ReportsDoor) -> Viewer:
    assert door.viewer is not None  # who runs a round is signed in
    return door.viewer


def _half_year(form: ReportingPeriodForm) -> HalfYear:
    try:
        return HalfYear.parse(form.half_year)
    except Invalid as refused:
        raise Invalid({"half_year": refused.fields["halfYear"]}) from refused


def _read(form: ReportingPeriodForm) -> tuple[PeriodSpan, RoundDays]:
    """The five days. Refuses, all together, those that are empty and those that are none."""
    wrong: dict[str, Message] = {}
    found: dict[str, date] = {}
    for name in _DAYS:
        try:
            day = read_day_field(getattr(form, name), name)
        except Invalid as refused:
            wrong |= refused.fields
            continue
        if day is None:
            wrong[name] = Message("Fill in a day, as 18-12-2023.")
        else:
            found[name] = day
    if wrong:
        raise Invalid(wrong)
    starts_on, ends_on, *days = (found[name] for name in _DAYS)
    return PeriodSpan(starts_on, ends_on), RoundDays(*days)


def _shown(span: PeriodSpan, days: RoundDays) -> dict[str, str]:
    said = (span.starts_on, span.ends_on, days.reference_date, days.input_deadline, days.report_date)
    return {name: f"{day:%d-%m-%Y}" for name, day in zip(_DAYS, said, strict=True)}


def _ask_new(
    request: Request,
    door: ReportsDoor,
    form: ReportingPeriodForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        **door.layout_context,
        "period": None,
        "around": _around(door, form),
        "typed": form,
        "errors": errors or {},
    }
    return page(request, "report/days.html", context, viewer=door.viewer, status_code=status)


def _around(door: ReportsDoor, form: ReportingPeriodForm) -> list[HalfYear]:
    """The half-years beside the one that is typed, as far as they have no round yet."""
    try:
        half_year = HalfYear.parse(form.half_year)
    except Invalid:
        return []
    known = {one.half_year for one in door.periods}
    return [one for one in (half_year.previous(), half_year.next()) if str(one) not in known]


def _ask(
    request: Request,
    door: RoundDoor,
    form: ReportingPeriodForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    period = door.period
    context = {
        **door.reports.layout_context,
        "period": period,
        "is_fixed": period.state not in ADJUSTABLE,
        "typed": form,
        "errors": errors or {},
    }
    return page(request, "report/days.html", context, viewer=door.viewer, status_code=status)
