"""The measurements of an indicator; those of a ratio are computed from the two that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Path, Query
from fastapi.responses import Response
from pydantic import Field
from pydantic.alias_generators import to_camel

from app.actions import measurement
from app.actions.measurement import Cell, InvalidRound, MeasurementInput
from app.domain.indicator import MeasuredValue, compute_shares
from app.domain.refusal import Invalid, Message
from app.queries.indicator import (
    IndicatorRow,
    MeasurementRow,
    indicator_on,
    indicators,
    measurements,
)
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import (
    MeasurementCorrection,
    MeasurementRetraction,
    MeasurementRound,
    NewMeasurement,
)
from app.web.api.v1.bodies.indicator import MeasuredValue as MeasuredBody
from app.web.api.v1.bodies.indicator import MeasurementInRound
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_created, answer_gone, answer_made
from app.web.api.v1.filters import SORT, AsOfFilter, AsOfQuery, Id, Number, Paging, RecordedSince, SortedBy
from app.web.api.v1.indicator import SteerableIndicator
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Measurement, Part, collection_of
from app.web.faults import InvalidRequest
from app.web.openapi import CREATED, GONE, MADE, OUTDATED, PAGED
from app.web.problem import Fault

router = api_router("Indicators")


ORDERS: Orders[Measurement] = {
    "referenceDate": lambda row: (row.reference_date, row.said_on, row.id),
    "value": lambda row: row.value,
}


class MeasurementFilters(AsOfFilter, RecordedSince, Paging):
    """How the measurements of an indicator are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("referenceDate", description=SORT)


@router.get(
    "/indicators/{id}/measurements",
    name="api.measurement.index",
    response_model=collection_of(Measurement),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[MeasurementFilters, Query()], access: ReadableProgrammes) -> Response:
    """List what was measured, the oldest reference date first.

    A row that another names in `corrects` no longer counts. A ratio is in per cent, to one decimal.
    """

    def load() -> CachedResponse:
        day = filters.day(access)
        indicator = _load_indicator(access, id, day)
        page = cut_page(
            access,
            filters.recorded_since(_measurements(access, indicator, day)),
            filters,
            ORDERS,
            lambda row: (row.reference_date, row.said_on, row.id),
        )
        return write_page(page.rows, page.after)

    return respond(access, load)


MeasurementId = Annotated[Number, Path(alias="measurement", description="The number of the measurement.")]


@router.get(
    "/indicators/{id}/measurements/{measurement}", name="api.measurement.show", response_model=Measurement
)
def show(id: Id, measurement_id: MeasurementId, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get one measurement; one that was taken back is not there."""
    return respond(access, lambda: _write(access, id, measurement_id, filters.day(access)))


@dataclass(frozen=True, slots=True)
class MeasurementAccess:
    """A measurement that the viewer may correct."""

    access: ProgrammesAccess
    indicator: IndicatorRow
    shape: Measurement

    @property
    def id(self) -> int:
        """The number of the measurement: a computed one is never loaded."""
        assert self.shape.id is not None
        return self.shape.id

    @property
    def version(self) -> int:
        """The version that a change must name."""
        assert self.shape.version is not None
        return self.shape.version

    def show(self) -> CachedResponse:
        """Write it as it is by now. Refuses (`NotFound`) where it was taken back."""
        return _write(self.access, self.indicator.id, self.id, self.access.today)


def load_correctable_measurement(
    access: ReadableProgrammes, id: Id, measurement_id: MeasurementId
) -> MeasurementAccess:
    """Load the measurement in the path. Refuses people who may not keep what its programme steers by."""
    indicator = _load_indicator(access, id, access.today)
    access.require_steering(indicator.programme_id)
    return MeasurementAccess(access, indicator, _find(access, indicator, measurement_id, access.today))


CorrectableMeasurement = Annotated[MeasurementAccess, Depends(load_correctable_measurement)]


@router.post(
    "/indicators/{id}/measurements",
    name="api.measurement.create",
    status_code=HTTPStatus.CREATED,
    response_model=Measurement,
    responses=CREATED,
)
def create(_sent: Changeable, indicator: SteerableIndicator, body: NewMeasurement) -> Response:
    """Record what was measured of an indicator; what was measured already is corrected instead."""
    access, cell = indicator.programmes, (indicator.id, body.pilot_site)
    with body.faults():
        try:
            (made,) = measurement.measure_round(
                access.session, access.act, {cell: _read_value(body, body.said_on or access.today, cell)}
            )
        except InvalidRound as refused:
            raise Invalid(refused.cells[cell]) from refused
    content = _write(access, indicator.id, made, access.today)
    return answer_created(
        access, "api.measurement.show", content, indicator.programme_id, id=indicator.id, measurement=made
    )


@router.post(
    "/measurements",
    name="api.measurement.create_several",
    status_code=HTTPStatus.CREATED,
    response_model=collection_of(Measurement),
    responses=MADE,
)
def create_several(access: Changeable, body: MeasurementRound) -> Response:
    """Record measurements of several indicators of a programme at once: all of them, or none."""
    programme = access.require_steering(access.programme_called(body.programme).id)
    cells = _read_round(access, programme.id, body)
    try:
        made = measurement.measure_round(
            access.session, access.act, {cell: value for cell, (_, value) in cells.items()}
        )
    except InvalidRound as refused:
        raise InvalidRequest(
            [
                Fault(message, pointer=_point_at(cells[cell][0], name))
                for cell, wrong in refused.cells.items()
                for name, message in wrong.items()
            ]
        ) from refused
    ids = {cell[0] for cell in cells}
    rows = [row for rows in measurements(access.session, ids, access.today).values() for row in rows]
    content = write_page(_shape(row, is_corrected=False) for row in rows if row.id in made)
    return answer_made(access, content, programme.id)


@router.post(
    "/indicators/{id}/measurements/{measurement}/_correct",
    name="api.measurement.correct",
    status_code=HTTPStatus.CREATED,
    response_model=Measurement,
    responses=CREATED | OUTDATED,
)
def correct(
    _sent: Changeable,
    measurement_access: CorrectableMeasurement,
    if_match: IfMatch,
    body: MeasurementCorrection,
) -> Response:
    """Put in the place of a measurement what should have stood there; the wrong one stays visible."""
    access = measurement_access.access
    value = _read_value(body, access.today, (measurement_access.indicator.id, None))
    with body.faults(), if_match.judge(measurement_access.version, measurement_access.show):
        made = measurement.correct(access.session, access.act, measurement_access.id, value)
    content = _write(access, measurement_access.indicator.id, made, access.today)
    return answer_created(
        access,
        "api.measurement.show",
        content,
        measurement_access.indicator.programme_id,
        id=measurement_access.indicator.id,
        measurement=made,
    )


@router.post(
    "/indicators/{id}/measurements/{measurement}/_retract",
    name="api.measurement.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(
    _sent: Changeable,
    measurement_access: CorrectableMeasurement,
    if_match: IfMatch,
    body: MeasurementRetraction,
) -> Response:
    """Take a measurement back: it was not measured."""
    access = measurement_access.access
    with body.faults(), if_match.judge(measurement_access.version, measurement_access.show):
        measurement.retract(access.session, access.act, measurement_access.id, reason=body.reason)
    return answer_gone(access, measurement_access.indicator.programme_id)


@router.post(
    "/indicators/{id}/measurements/{measurement}/_undo",
    name="api.measurement.undo",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def undo(_sent: Changeable, measurement_access: CorrectableMeasurement, if_match: IfMatch) -> Response:
    """Undo a measurement that was just recorded; of a correction, what it corrected is said again."""
    access = measurement_access.access
    with if_match.judge(measurement_access.version, measurement_access.show):
        measurement.undo(access.session, access.act, [measurement_access.id])
    return answer_gone(access, measurement_access.indicator.programme_id)


def _point_at(place: int, name: str) -> str:
    if name == "said_on":
        return "/saidOn"
    property = MeasurementInRound.pointers.get(name) or f"/{to_camel(name)}"
    return f"/items/{place}{property}"


def _read_round(
    access: ProgrammesAccess, programme_id: int, body: MeasurementRound
) -> dict[Cell, tuple[int, MeasurementInput]]:
    """Return each measurement by its cell, with its place in the request.

    Refuses what is said twice, and what is not of the programme, all together.
    """
    today = access.today
    known = {row.id for row in indicators(access.session, [programme_id], today)}
    cells: dict[Cell, tuple[int, MeasurementInput]] = {}
    faults = []
    for place, measured in enumerate(body.items):
        cell = (measured.indicator, measured.pilot_site)
        if measured.indicator not in known:
            faults.append(
                Fault(Message("Choose one of this programme."), pointer=f"/items/{place}/indicator")
            )
        elif cell in cells:
            faults.append(Fault(Message("This is measured above already."), pointer=f"/items/{place}"))
        cells.setdefault(cell, (place, _read_value(measured, body.said_on or today, cell)))
    if faults:
        raise InvalidRequest(faults)
    return cells


def _read_value(body: MeasuredBody, said_on: date, cell: Cell) -> MeasurementInput:
    return MeasurementInput(
        value=body.value,
        reference_date=body.reference_date,
        said_on=said_on,
        parts=[(part.label, part.value) for part in body.parts],
        note=body.note,
        pilot_site_id=cell[1],
    )


def _load_indicator(access: ProgrammesAccess, indicator_id: int, day: date) -> IndicatorRow:
    return require_row(indicator_on(access.session, access.programme_ids, day, indicator_id))


def _find(access: ProgrammesAccess, indicator: IndicatorRow, measurement_id: int, day: date) -> Measurement:
    """Return a measurement of an indicator. Refuses (`NotFound`) one that is not there, or computed."""
    rows = measurements(access.session, [indicator.id], day).get(indicator.id, [])
    corrected = {row.corrects for row in rows}
    row = require_row(next((row for row in rows if row.id == measurement_id), None))
    return _shape(row, is_corrected=row.id in corrected)


def _write(access: ProgrammesAccess, indicator_id: int, measurement_id: int, day: date) -> CachedResponse:
    indicator = _load_indicator(access, indicator_id, day)
    shape = _find(access, indicator, measurement_id, day)
    return write_one(shape, shape.version)


def _measurements(access: ProgrammesAccess, indicator: IndicatorRow, day: date) -> list[Measurement]:
    if indicator.numerator_id is None or indicator.denominator_id is None:
        rows = measurements(access.session, [indicator.id], day).get(indicator.id, [])
        corrected = {row.corrects for row in rows}
        return [_shape(row, is_corrected=row.id in corrected) for row in rows]
    both = [indicator.numerator_id, indicator.denominator_id]
    by_indicator = measurements(access.session, both, day)
    return _compute_ratios(indicator, *(by_indicator.get(indicator_id, []) for indicator_id in both))


def _shape(row: MeasurementRow, *, is_corrected: bool) -> Measurement:
    return Measurement.of(
        row,
        indicator=row.indicator_id,
        pilot_site=row.pilot_site_id,
        parts=tuple(Part(label=label, value=value) for label, value in row.parts),
        corrects=row.corrects,
        version=2 if is_corrected else 1,
    )


def _compute_ratios(
    indicator: IndicatorRow, parts: Sequence[MeasurementRow], wholes: Sequence[MeasurementRow]
) -> list[Measurement]:
    """A ratio for each reference date on which both were measured, said when the later of the two was."""
    by_id = {row.id: row for row in (*parts, *wholes)}
    ratios = []
    for share in compute_shares(_list_uncorrected(parts), _list_uncorrected(wholes)):
        both = (by_id[share.part.id], by_id[share.whole.id])
        ratios.append(
            Measurement(
                id=None,
                indicator=indicator.id,
                value=share.percentage,
                reference_date=share.reference_date,
                pilot_site=None,
                parts=(),
                note="",
                said_on=max(row.said_on for row in both),
                recorded_at=max(row.recorded_at for row in both),
                author=None,
                corrects=None,
                version=None,
            )
        )
    return ratios


def _list_uncorrected(rows: Sequence[MeasurementRow]) -> list[MeasuredValue]:
    """Of the whole programme, corrected rows left out."""
    corrected = {row.corrects for row in rows}
    return [
        MeasuredValue(row.id, row.value, row.reference_date)
        for row in rows
        if row.pilot_site_id is None and row.id not in corrected
    ]
