"""The indicators of a programme with their measurements, and ratios computed from two of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.indicator import MeasuredValue, Share, compute_shares
from app.drawing.value_chart import ValueChart, draw_values
from app.queries.indicator import IndicatorRow, MeasurementRow, indicators, measurements
from app.queries.party import pilot_sites
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOfDep
from app.web.responses import render_page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its values for the whole programme and per pilot site, or with computed ratios."""

    row: IndicatorRow
    whole: tuple[MeasurementRow, ...]
    by_site: dict[int, tuple[MeasurementRow, ...]]
    shares: tuple[Share, ...]
    chart: ValueChart | None
    of: tuple[IndicatorRow, ...] = ()
    """The numerator and denominator of a ratio."""


@router.get("/programmas/{slug}/indicatoren", name="indicator.index")
def index(request: Request, access: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """List the indicators with what was measured up to a day. Six queries."""
    rows = indicators(access.session, [access.programme.id], as_of.day)
    measured = measurements(access.session, [row.id for row in rows], as_of.day)
    by_id = {row.id: row for row in rows}
    context = {
        "programme": access.programme,
        "active_tab": "indicator.index",
        "as_of": as_of,
        "shown": [_build_view(row, by_id, measured) for row in rows if not row.withdrawn],
        "withdrawn": [row for row in rows if row.withdrawn],
        "sites": {site.id: site.name for site in pilot_sites(access.session, [access.programme.id])},
        "saved": bewaard,
        "undo": bewaard if _can_undo(access, bewaard, measured) else "",
    }
    return render_page(
        request,
        "indicator/index.html",
        context,
        block="indicators",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


def _can_undo(access: ProgrammeAccess, saved: str, measured: dict[int, list[MeasurementRow]]) -> bool:
    """Whether these are measurements (their ids, `3-4`) of the viewer that nobody corrected since."""
    standing = {
        str(row.id)
        for rows in measured.values()
        for row in _drop_corrected(rows)
        if row.author == access.viewer.email
    }
    return bool(saved) and standing.issuperset(saved.split("-"))


def _build_view(
    row: IndicatorRow, by_id: dict[int, IndicatorRow], measured: dict[int, list[MeasurementRow]]
) -> IndicatorView:
    if row.numerator_id is not None and row.denominator_id is not None:
        return _build_ratio_view(row, (row.numerator_id, row.denominator_id), by_id, measured)
    valid = _drop_corrected(measured.get(row.id, ()))
    programme_values = tuple(measurement for measurement in valid if measurement.pilot_site_id is None)
    by_site: dict[int, list[MeasurementRow]] = defaultdict(list)
    for measurement in valid:
        if measurement.pilot_site_id is not None:
            by_site[measurement.pilot_site_id].append(measurement)
    chart = draw_values([(value.reference_date, value.value) for value in programme_values], row.target)
    return IndicatorView(
        row, programme_values, {site: tuple(rows) for site, rows in by_site.items()}, (), chart
    )


def _build_ratio_view(
    row: IndicatorRow,
    operand_ids: tuple[int, int],
    by_id: dict[int, IndicatorRow],
    measured: dict[int, list[MeasurementRow]],
) -> IndicatorView:
    numerators, denominators = (_list_programme_values(measured.get(id, ())) for id in operand_ids)
    computed = tuple(compute_shares(numerators, denominators))
    chart = draw_values([(share.reference_date, share.percentage) for share in computed], row.target)
    return IndicatorView(row, (), {}, computed, chart, tuple(by_id[id] for id in operand_ids if id in by_id))


def _list_programme_values(rows: Sequence[MeasurementRow]) -> list[MeasuredValue]:
    return [
        MeasuredValue(row.id, row.value, row.reference_date)
        for row in _drop_corrected(rows)
        if row.pilot_site_id is None
    ]


def _drop_corrected(rows: Sequence[MeasurementRow]) -> list[MeasurementRow]:
    corrected = {row.corrects for row in rows}
    return [row for row in rows if row.id not in corrected]
