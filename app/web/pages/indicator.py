"""The indicators of a programme: what is counted, how it went, and ratios computed from two others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.indicator import MeasuredValue, Share, shares
from app.drawing.value_chart import ValueChart, draw_values
from app.queries.indicator import IndicatorRow, MeasurementRow, indicators, measurements
from app.queries.party import pilot_sites
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import AsOfDep
from app.web.responses import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with what was measured of the whole and per pilot site, or the ratios of it."""

    row: IndicatorRow
    whole: tuple[MeasurementRow, ...]
    by_site: dict[int, tuple[MeasurementRow, ...]]
    shares: tuple[Share, ...]
    chart: ValueChart | None
    of: tuple[IndicatorRow, ...] = ()
    """Of a ratio the two that it is computed from."""


@router.get("/programmas/{slug}/indicatoren", name="indicator.index")
def index(request: Request, door: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """What was counted up to a day. Six queries."""
    rows = indicators(door.session, [door.programme.id], as_of.day)
    measured = measurements(door.session, [row.id for row in rows], as_of.day)
    by_id = {row.id: row for row in rows}
    context = {
        "programme": door.programme,
        "active_tab": "indicator.index",
        "as_of": as_of,
        "shown": [_shown(row, by_id, measured) for row in rows if not row.withdrawn],
        "withdrawn": [row for row in rows if row.withdrawn],
        "sites": {site.id: site.name for site in pilot_sites(door.session, [door.programme.id])},
        "saved": bewaard,
    }
    return page(
        request,
        "indicator/index.html",
        context,
        block="indicators",
        viewer=door.viewer,
        status_code=as_of.status_code,
    )


def _shown(
    row: IndicatorRow, by_id: dict[int, IndicatorRow], measured: dict[int, list[MeasurementRow]]
) -> IndicatorView:
    if row.numerator_id is not None and row.denominator_id is not None:
        both = (row.numerator_id, row.denominator_id)
        parts, wholes = (_of_the_whole(measured.get(one, ())) for one in both)
        computed = tuple(shares(_plain(parts), _plain(wholes)))
        drawn = draw_values([(one.reference_date, one.percentage) for one in computed], row.target)
        return IndicatorView(row, (), {}, computed, drawn, tuple(by_id[one] for one in both if one in by_id))
    counted = _that_counts(measured.get(row.id, ()))
    whole = tuple(one for one in counted if one.pilot_site_id is None)
    sites: dict[int, list[MeasurementRow]] = defaultdict(list)
    for one in counted:
        if one.pilot_site_id is not None:
            sites[one.pilot_site_id].append(one)
    drawn = draw_values([(one.reference_date, one.value) for one in whole], row.target)
    return IndicatorView(row, whole, {site: tuple(found) for site, found in sites.items()}, (), drawn)


def _that_counts(rows: Sequence[MeasurementRow]) -> list[MeasurementRow]:
    corrected = {row.corrects_id for row in rows}
    return [row for row in rows if row.id not in corrected]


def _of_the_whole(rows: Sequence[MeasurementRow]) -> list[MeasurementRow]:
    return [row for row in _that_counts(rows) if row.pilot_site_id is None]


def _plain(rows: Sequence[MeasurementRow]) -> list[MeasuredValue]:
    return [MeasuredValue(row.id, row.value, row.reference_date) for row in rows]
