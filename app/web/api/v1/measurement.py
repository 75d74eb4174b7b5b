"""The measurements of an indicator; those of a ratio are computed from the two that it names."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.indicator import MeasuredValue, compute_shares
from app.queries.indicator import IndicatorRow, MeasurementRow, indicator_on, measurements
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.filters import SORT, AsOfFilter, Id, Paging
from app.web.api.v1.pagination import cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Measurement, Part, collection_of
from app.web.openapi import PAGED

router = api_router("Indicators")


class MeasurementFilters(AsOfFilter, Paging):
    """How the measurements of an indicator are asked for."""

    sort: Literal["referenceDate", "-referenceDate", "value", "-value"] = Field(
        "referenceDate", description=SORT
    )


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
        indicator = require_row(indicator_on(access.session, access.programme_ids, day, id))
        page = cut_page(
            _measurements(access, indicator, day),
            filters,
            lambda row: str(row.id or row.reference_date),
            filters.sort,
            {"value": lambda row: row.value},
        )
        return write_page(page.rows, page.after)

    return respond(access, load)


def _measurements(access: ProgrammesAccess, indicator: IndicatorRow, day: date) -> list[Measurement]:
    if indicator.numerator_id is None or indicator.denominator_id is None:
        rows = measurements(access.session, [indicator.id], day).get(indicator.id, [])
        return [_shape(row) for row in rows]
    both = [indicator.numerator_id, indicator.denominator_id]
    by_indicator = measurements(access.session, both, day)
    return _computed(indicator, *(by_indicator.get(indicator_id, []) for indicator_id in both))


def _shape(row: MeasurementRow) -> Measurement:
    return Measurement.of(
        row,
        indicator=row.indicator_id,
        pilot_site=row.pilot_site_id,
        parts=tuple(Part(label=label, value=value) for label, value in row.parts),
        corrects=row.corrects,
    )


def _computed(
    indicator: IndicatorRow, parts: Sequence[MeasurementRow], wholes: Sequence[MeasurementRow]
) -> list[Measurement]:
    """A ratio for each reference date on which both were measured, said when the later of the two was."""
    by_id = {row.id: row for row in (*parts, *wholes)}
    ratios = []
    for share in compute_shares(_counted(parts), _counted(wholes)):
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
            )
        )
    return ratios


def _counted(rows: Sequence[MeasurementRow]) -> list[MeasuredValue]:
    """Of the whole programme, corrected rows left out."""
    corrected = {row.corrects for row in rows}
    return [
        MeasuredValue(row.id, row.value, row.reference_date)
        for row in rows
        if row.pilot_site_id is None and row.id not in corrected
    ]
