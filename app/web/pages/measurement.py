"""Recording measurements: a round of all indicators at once, and the correction of one value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import measurement
from app.actions.measurement import MeasurementInput, cell_name
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.domain.report import Record
from app.queries.indicator import IndicatorRow, MeasurementRow, indicators, measurements
from app.queries.party import pilot_sites
from app.queries.report.printed import reports_that_print
from app.web.deps.programme import ProgrammeAccess, SteerableProgramme
from app.web.deps.session import Id
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(prefix="/programmas/{slug}/metingen", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]
Errors = Mapping[str, Message]


@router.get("/ronde", name="measurement.new")
def new(request: Request, access: SteerableProgramme) -> Response:
    """Show an empty round: a cell for each indicator, of the whole programme and of each pilot site."""
    return _render_round(request, access, Typed())


@router.post("/ronde", name="measurement.create", dependencies=OWN_FORM)
def create(request: Request, access: SteerableProgramme, typed: TypedDep) -> Response:
    """Record every cell that was filled, or none; each message stands beside its cell."""
    try:
        cells = _read_cells(access, typed)
        with all_or_nothing(access.session):
            saved = measurement.measure_round(access.session, access.act, cells)
    except Invalid as refused:
        return _render_round(request, access, typed, refused.fields, HTTPStatus.BAD_REQUEST)
    return _redirect_saved(request, access, saved)


@router.post("/ongedaan", name="measurement.undo", dependencies=OWN_FORM)
def undo(request: Request, access: SteerableProgramme, typed: TypedDep) -> Response:
    """Undo what was just saved: a whole round, or one correction."""
    ids = [read_number(typed_id) for typed_id in typed["ids"].split("-")]
    if not set(ids) <= {row.id for rows in _load_measurements(access).values() for row in rows}:
        raise Conflict("This was taken back before.")
    with all_or_nothing(access.session):
        measurement.undo(access.session, access.act, ids)
    return redirect_to(request, "indicator.index", {"bewaard": "teruggenomen"}, slug=access.programme.slug)


@router.get("/{measurement_id}/verbetering", name="measurement.edit")
def edit(request: Request, access: SteerableProgramme, measurement_id: Id) -> Response:
    """Show the recorded value in a form to correct it."""
    row, indicator = _load_measurement(access, measurement_id)
    return _render_correction(request, access, row, indicator, Typed(_fill(row)))


@router.post("/{measurement_id}/verbetering", name="measurement.update", dependencies=OWN_FORM)
def update(request: Request, access: SteerableProgramme, measurement_id: Id, typed: TypedDep) -> Response:
    """Correct the value; the wrong one stays visible in the history."""
    row, indicator = _load_measurement(access, measurement_id)
    act = access.act
    try:
        value, day = typed.amount("value"), typed.day("reference_date")
        if value is None or day is None:
            name = "value" if value is None else "reference_date"
            raise Invalid.because(name, "Fill this in.")
        measured = MeasurementInput(value, day, act.on, _read_parts(typed, "parts"), typed["note"].strip())
        with all_or_nothing(access.session):
            saved_id = measurement.correct(access.session, act, measurement_id, measured)
    except Invalid as refused:
        return _render_correction(
            request, access, row, indicator, typed, refused.fields, HTTPStatus.BAD_REQUEST
        )
    except Conflict as refused:
        return _render_correction(
            request, access, row, indicator, typed, {"value": refused.message}, HTTPStatus.CONFLICT
        )
    return _redirect_saved(request, access, [saved_id])


@router.post("/{measurement_id}/terugname", name="measurement.retract", dependencies=OWN_FORM)
def retract(request: Request, access: SteerableProgramme, measurement_id: Id, typed: TypedDep) -> Response:
    """Take the value back: it was not measured."""
    row, indicator = _load_measurement(access, measurement_id)
    opened = Typed({**_fill(row), "why": typed["why"]})
    try:
        with all_or_nothing(access.session):
            measurement.retract(access.session, access.act, measurement_id, reason=typed["why"])
    except Invalid as refused:
        errors = {"why": refused.fields["note"]}
        return _render_correction(request, access, row, indicator, opened, errors, HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        errors = {"value": refused.message}
        return _render_correction(request, access, row, indicator, opened, errors, HTTPStatus.CONFLICT)
    return redirect_to(request, "indicator.index", {"bewaard": "teruggenomen"}, slug=access.programme.slug)


def _read_cells(access: ProgrammeAccess, typed: Typed) -> dict[tuple[int, int | None], MeasurementInput]:
    """Return the filled cells. Refuses a round without a day, and one without any value."""
    said_on = typed.day("said_on") or access.app_state.today()
    day = typed.day("reference_date")
    if day is None:
        raise Invalid.because("reference_date", "Say on which day this was so.")
    cells: dict[tuple[int, int | None], MeasurementInput] = {}
    errors: dict[str, Message] = {}
    for indicator in _list_counted(access):
        for site in (None, *(place.id for place in pilot_sites(access.session, [access.programme.id]))):
            name = cell_name(indicator.id, site)
            try:
                value = typed.amount(name)
            except Invalid as refused:
                errors |= refused.fields
                continue
            if value is not None:
                parts = [] if site else _read_parts(typed, f"parts-{indicator.id}")
                cells[indicator.id, site] = MeasurementInput(value, day, said_on, parts, pilot_site_id=site)
    if errors:
        raise Invalid(errors)
    if not cells:
        raise Invalid.because("reference_date", "Fill in at least one value.")
    return cells


def _list_counted(access: ProgrammeAccess) -> list[IndicatorRow]:
    rows = indicators(access.session, [access.programme.id], access.app_state.today())
    return [row for row in rows if row.numerator_id is None and not row.withdrawn]


def _read_parts(typed: Typed, name: str) -> list[tuple[str, Decimal]]:
    """Read a breakdown: on each line a label, a colon and a value."""
    parts: list[tuple[str, Decimal]] = []
    for line in typed[name].splitlines():
        if line.strip():
            label, _, value = line.rpartition(":")
            amount = Typed({name: value}).amount(name) if label.strip() else None
            if amount is None:
                raise Invalid.because(name, "Write each part as: label: value.")
            parts.append((label.strip(), amount))
    return parts


def _load_measurements(access: ProgrammeAccess) -> dict[int, list[MeasurementRow]]:
    """Return what was measured of each indicator of the programme, by id."""
    today = access.app_state.today()
    ids = [row.id for row in indicators(access.session, [access.programme.id], today)]
    return measurements(access.session, ids, today)


def _load_measurement(access: ProgrammeAccess, measurement_id: int) -> tuple[MeasurementRow, IndicatorRow]:
    rows = {
        row.id: row for row in indicators(access.session, [access.programme.id], access.app_state.today())
    }
    for indicator_id, measured in _load_measurements(access).items():
        for row in measured:
            if row.id == measurement_id:
                return row, rows[indicator_id]
    raise NotFound("There is nothing here, or not for you.")


def _fill(row: MeasurementRow) -> dict[str, str]:
    """Return the form of a correction as it opens."""
    return {
        "value": _write_number(row.value),
        "reference_date": f"{row.reference_date:%d-%m-%Y}",
        "parts": "\n".join(f"{label}: {_write_number(value)}" for label, value in row.parts),
        "note": row.note,
    }


def _write_number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _render_round(
    request: Request,
    access: ProgrammeAccess,
    typed: Typed,
    errors: Errors | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": access.programme,
        "active_tab": "indicator.index",
        "typed": typed,
        "errors": errors or {},
        "counted": _list_counted(access),
        "sites": pilot_sites(access.session, [access.programme.id]),
        "cell": cell_name,
    }
    return render_page(request, "measurement/new.html", context, viewer=access.viewer, status_code=status)


def _render_correction(
    request: Request,
    access: ProgrammeAccess,
    row: MeasurementRow,
    indicator: IndicatorRow,
    typed: Typed,
    errors: Errors | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": access.programme,
        "active_tab": "indicator.index",
        "row": row,
        "indicator": indicator,
        "printed": reports_that_print(access.session, access.programme.id, [Record("measurement", row.id)]),
        "typed": typed,
        "errors": errors or {},
    }
    return render_page(request, "measurement/edit.html", context, viewer=access.viewer, status_code=status)


def _redirect_saved(request: Request, access: ProgrammeAccess, saved: Sequence[int]) -> Response:
    """Redirect to the indicators, which confirm what was saved and let it be undone."""
    ids = "-".join(str(saved_id) for saved_id in saved)
    return redirect_to(request, "indicator.index", {"bewaard": ids}, slug=access.programme.slug)
