"""Recording what was measured: a round of everything at once, one value with its parts, and a correction."""

from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import measurement
from app.actions.measurement import MeasurementInput, cell_name
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.queries.indicator import IndicatorRow, MeasurementRow, indicators, measurements
from app.queries.party import pilot_sites
from app.web.deps.programme import ProgrammeDoor, SteerableProgramme
from app.web.deps.session import Id
from app.web.forms import Typed, TypedDep, require_own_form
from app.web.responses import page, redirect_to

router = APIRouter(prefix="/programmas/{slug}/metingen", include_in_schema=False)

OURS = [Depends(require_own_form)]
Errors = Mapping[str, Message]


@router.get("/ronde", name="measurement.new")
def new(request: Request, door: SteerableProgramme) -> Response:
    """An empty round: everything that is counted, for the whole programme and for each pilot site."""
    return _round(request, door, Typed())


@router.post("/ronde", name="measurement.create", dependencies=OURS)
def create(request: Request, door: SteerableProgramme, typed: TypedDep) -> Response:
    """Record every cell that was filled, all or none; what is wrong is told beside its cell."""
    try:
        measurement.measure_round(
            door.session, door.app_state.act(door.viewer.id, "web"), _filled(door, typed)
        )
    except Invalid as refused:
        return _round(request, door, typed, refused.fields, HTTPStatus.BAD_REQUEST)
    return _saved(request, door)


@router.get("/{measurement_id}/verbetering", name="measurement.edit")
def edit(request: Request, door: SteerableProgramme, measurement_id: Id) -> Response:
    """What stands there now, to be put right."""
    row, indicator = _found(door, measurement_id)
    values = {
        "value": _written(row.value),
        "reference_date": f"{row.reference_date:%d-%m-%Y}",
        "parts": "\n".join(f"{label}: {_written(value)}" for label, value in row.parts),
        "note": row.note,
    }
    return _one(request, door, row, indicator, Typed(values))


@router.post("/{measurement_id}/verbetering", name="measurement.update", dependencies=OURS)
def update(request: Request, door: SteerableProgramme, measurement_id: Id, typed: TypedDep) -> Response:
    """Put in its place what should have stood there; what stood there stays visible."""
    row, indicator = _found(door, measurement_id)
    act = door.app_state.act(door.viewer.id, "web")
    try:
        value, day = typed.amount("value"), typed.day("reference_date")
        if value is None or day is None:
            name = "value" if value is None else "reference_date"
            raise Invalid.because(name, "Fill this in.")
        measured = MeasurementInput(value, day, act.on, _parts(typed, "parts"), typed["note"].strip())
        measurement.correct(door.session, act, measurement_id, measured)
    except Invalid as refused:
        return _one(request, door, row, indicator, typed, refused.fields, HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return _one(request, door, row, indicator, typed, {"value": refused.message}, HTTPStatus.CONFLICT)
    return _saved(request, door)


def _filled(door: ProgrammeDoor, typed: Typed) -> dict[tuple[int, int | None], MeasurementInput]:
    """The cells in which something was typed. Refuses a round without a day, and one without a value."""
    today = door.app_state.today()
    day = typed.day("reference_date")
    if day is None:
        raise Invalid.because("reference_date", "Say on which day this was so.")
    found: dict[tuple[int, int | None], MeasurementInput] = {}
    wrong: dict[str, Message] = {}
    for indicator in _counted(door):
        for site in (None, *(one.id for one in pilot_sites(door.session, [door.programme.id]))):
            name = cell_name(indicator.id, site)
            try:
                value = typed.amount(name)
            except Invalid as refused:
                wrong |= refused.fields
                continue
            if value is not None:
                parts = [] if site else _parts(typed, f"parts-{indicator.id}")
                found[indicator.id, site] = MeasurementInput(value, day, today, parts, pilot_site_id=site)
    if wrong:
        raise Invalid(wrong)
    if not found:
        raise Invalid.because("reference_date", "Fill in at least one value.")
    return found


def _counted(door: ProgrammeDoor) -> list[IndicatorRow]:
    rows = indicators(door.session, [door.programme.id], door.app_state.today())
    return [row for row in rows if row.numerator_id is None and not row.withdrawn]


def _parts(typed: Typed, name: str) -> list[tuple[str, Decimal]]:
    """A breakdown, a part a line: its label, a colon, its value."""
    parts: list[tuple[str, Decimal]] = []
    for line in typed[name].splitlines():
        if line.strip():
            label, _, value = line.rpartition(":")
            amount = Typed({name: value}).amount(name) if label.strip() else None
            if amount is None:
                raise Invalid.because(name, "Write each part as: label: value.")
            parts.append((label.strip(), amount))
    return parts


def _found(door: ProgrammeDoor, measurement_id: int) -> tuple[MeasurementRow, IndicatorRow]:
    rows = {row.id: row for row in indicators(door.session, [door.programme.id], door.app_state.today())}
    for indicator_id, measured in measurements(door.session, list(rows), door.app_state.today()).items():
        for row in measured:
            if row.id == measurement_id:
                return row, rows[indicator_id]
    raise NotFound("There is nothing here, or not for you.")


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _round(
    request: Request,
    door: ProgrammeDoor,
    typed: Typed,
    errors: Errors | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": door.programme,
        "active_tab": "indicator.index",
        "typed": typed,
        "errors": errors or {},
        "counted": _counted(door),
        "sites": pilot_sites(door.session, [door.programme.id]),
        "cell": cell_name,
    }
    return page(request, "measurement/new.html", context, viewer=door.viewer, status_code=status)


def _one(
    request: Request,
    door: ProgrammeDoor,
    row: MeasurementRow,
    indicator: IndicatorRow,
    typed: Typed,
    errors: Errors | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": door.programme,
        "active_tab": "indicator.index",
        "row": row,
        "indicator": indicator,
        "typed": typed,
        "errors": errors or {},
    }
    return page(request, "measurement/edit.html", context, viewer=door.viewer, status_code=status)


def _saved(request: Request, door: ProgrammeDoor) -> Response:
    return redirect_to(request, "indicator.index", {"bewaard": 1}, slug=door.programme.slug)
