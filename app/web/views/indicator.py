"""An indicator with its values, its picture, and the ratios computed from two others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.amount import shorten
from app.domain.indicator import MeasuredValue, Share, compute_shares
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Block
from app.domain.report.indicator_series import Measured, draw_series, list_shares, list_values
from app.drawing.series_chart import SeriesChart, draw_series_chart
from app.queries.indicator import IndicatorRow, MeasurementRow
from app.templating.wording import words_of

_WORDS = words_of(DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its values for the whole programme and per pilot site, or with computed ratios."""

    row: IndicatorRow
    whole: tuple[MeasurementRow, ...]
    by_site: dict[int, tuple[MeasurementRow, ...]]
    shares: tuple[Share, ...]
    series: Block | None
    """Its values as a picture, where there are two."""
    of: tuple[IndicatorRow, ...] = ()
    """The numerator and denominator of a ratio."""

    @property
    def chart(self) -> SeriesChart | None:
        """Where everything of that picture stands."""
        return draw_series_chart(self.series.series) if self.series and self.series.series else None


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
    values = list_values(_list_programme_values(valid), _WORDS)
    return IndicatorView(
        row,
        programme_values,
        {site: tuple(rows) for site, rows in by_site.items()},
        (),
        _draw_series(row, values),
    )


def _build_ratio_view(
    row: IndicatorRow,
    operand_ids: tuple[int, int],
    by_id: dict[int, IndicatorRow],
    measured: dict[int, list[MeasurementRow]],
) -> IndicatorView:
    numerators, denominators = (_list_programme_values(measured.get(id, ())) for id in operand_ids)
    computed = tuple(compute_shares(numerators, denominators))
    series = _draw_series(row, list_shares(computed, _WORDS))
    return IndicatorView(row, (), {}, computed, series, tuple(by_id[id] for id in operand_ids if id in by_id))


def _draw_series(row: IndicatorRow, values: Sequence[Measured]) -> Block | None:
    target = None if row.target is None else shorten(row.target)
    return draw_series(row.name, values, _WORDS, target=target, direction=row.direction, caveat=row.caveat)


def _list_programme_values(rows: Sequence[MeasurementRow]) -> list[MeasuredValue]:
    return [
        MeasuredValue(row.id, shorten(row.value), row.reference_date)
        for row in drop_corrected(rows)
        if row.pilot_site_id is None
    ]


def drop_corrected(rows: Sequence[MeasurementRow]) -> list[MeasurementRow]:
    """Return the measurements that no later one corrects."""
    corrected = {row.corrects for row in rows}
    return [row for row in rows if row.id not in corrected]
