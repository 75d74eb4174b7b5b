"""Where the values of an indicator stand in a chart, in the units of its view box: time to the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap

from app.domain.report.picture import SeriesPicture, SeriesPoint
from app.domain.structure import Direction

WIDTH = 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 282.0, 34.0, 128.0
_ABOVE, _TICKS, _LINE = 14.0, 18.0, 14.0
"""Room for a band above the highest value; from the base down to the dates; a line of text."""
_LETTERS = 46
_BETWEEN_VALUES, _BETWEEN_DAYS = 48.0, 84.0
"""What a value and a day take beside each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on its reference date; `text` and `day` are empty where they have no room."""

    x: float
    y: float
    text: str
    day: date | None
    is_last: bool


@dataclass(frozen=True, slots=True)
class TargetBand:
    """Where the target lies, and the band in which it is reached, where one side of it is better."""

    y: float
    top: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """The dots in the order of time, the line through them, the target, and the caveat in lines."""

    dots: tuple[Dot, ...]
    line: str
    base: float
    ticks: float
    target: TargetBand | None
    caveat: tuple[tuple[float, str], ...]
    height: float


def draw_series_chart(picture: SeriesPicture) -> SeriesChart:
    """Draw the values of an indicator, from zero up."""
    values = [Decimal(point.value) for point in picture.points]
    target = Decimal(picture.target) if picture.target else None
    numbers = [Decimal(0), *values, *([] if target is None else [target])]
    low, high = min(numbers), max(numbers)
    span = (high - low) or Decimal(1)

    def y(value: Decimal) -> float:
        return round(_BOTTOM - float((value - low) / span) * (_BOTTOM - _TOP), 1)

    places = list(zip(_spread(picture.points), map(y, values), strict=True))
    lines = wrap(picture.caveat, _LETTERS)
    ticks = _BOTTOM + _TICKS
    return SeriesChart(
        dots=tuple(_label(picture.points, places)),
        line=" ".join(f"{x},{height}" for x, height in places),
        base=y(Decimal(0)),
        ticks=ticks,
        target=None if target is None else _target(y(target), picture),
        caveat=tuple((ticks + (number + 1.4) * _LINE, text) for number, text in enumerate(lines)),
        height=ticks + 8 + (len(lines) + 0.4 * bool(lines)) * _LINE,
    )


def _spread(points: Sequence[SeriesPoint]) -> Iterable[float]:
    first, last = points[0].day, points[-1].day
    days = max((last - first).days, 1)
    return [round(_LEFT + (point.day - first).days / days * (_RIGHT - _LEFT), 1) for point in points]


def _label(points: Sequence[SeriesPoint], places: Sequence[tuple[float, float]]) -> Iterable[Dot]:
    """Name the last value first, and of those before it what has room beside the one behind it."""
    dots: list[Dot] = []
    free_for_value = free_for_day = WIDTH + _BETWEEN_DAYS
    for point, (x, y) in reversed(list(zip(points, places, strict=True))):
        has_value, has_day = free_for_value - x >= _BETWEEN_VALUES, free_for_day - x >= _BETWEEN_DAYS
        free_for_value = x if has_value else free_for_value
        free_for_day = x if has_day else free_for_day
        dots.append(
            Dot(x, y, point.text if has_value else "", point.day if has_day else None, is_last=not dots)
        )
    return reversed(dots)


def _target(y: float, picture: SeriesPicture) -> TargetBand:
    top, bottom = y, y
    if picture.direction is Direction.UP:
        top = _TOP - _ABOVE
    elif picture.direction is Direction.DOWN:
        bottom = _BOTTOM
    return TargetBand(y, top, round(bottom - top, 1), picture.target_text)
