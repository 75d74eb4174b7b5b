"""An indicator with its values, its chart, and the ratios computed from two others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.indicator import MeasuredValue, Share, compute_shares
from app.drawing.value_chart import ValueChart, draw_values
from app.queries.indicator import IndicatorRow, MeasurementRow


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


def build_indicator(
    row: IndicatorRow, by_id: dict[int, IndicatorRow], measured: dict[int, list[MeasurementRow]]
) -> IndicatorView:
    """Return an indicator with what was measured of it, or of the two that it is computed from."""
    if row.numerator_id is not None and row.denominator_id is not None:
        return _build_ratio_view(row, (row.numerator_id, row.denominator_id), by_id, measured)
    valid = drop_corrected(measured.get(row.id, ()))
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
        for row in drop_corrected(rows)
        if row.pilot_site_id is None
    ]


def drop_corrected(rows: Sequence[MeasurementRow]) -> list[MeasurementRow]:
    """Return the measurements that no later one corrects."""
    corrected = {row.corrects for row in rows}
    return [row for row in rows if row.id not in corrected]
