"""Where everything of a trend chart stands, in the units of its view box."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.promise_trend import Trend

WIDTH, HEIGHT = 322, 222
_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 164.0, 14.0, 200.0
_LABEL_STEP, _DAYS_A_MONTH = 13.0, 30.44
LETTERS, FEWER_LETTERS = 22, 18
"""How long a name beside its line may be: in our letter, and in whatever letter a file is read with."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One promise: the band of its windows, the line of its last days, and where it ended."""

    trend: Trend
    band: str
    line: str
    x: float
    y: float
    label_y: float | None
    label: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """One chart; `ticks` are (x, text) below, `years` (y, year) beside, `today` where a promise arrives."""

    lines: tuple[TrendLine, ...]
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, int], ...]
    today: str


def draw_trends(
    trends: Sequence[Trend], columns: Sequence[tuple[date, str]], letters: int = LETTERS
) -> TrendChart | None:
    """The chart of these promises over the days of the columns (day, text); none where no time passed."""
    days = sorted({point.on for trend in trends for point in trend.points} | {day for day, _ in columns})
    if len(days) < 2 or not trends:
        return None
    lasts = [point.latest for trend in trends for point in trend.points]
    firsts = [point.earliest or point.latest for trend in trends for point in trend.points]
    scale = _Scale(days[0], days[-1], min([days[0], *firsts]), max([*lasts, days[0] + timedelta(days=365)]))
    lines = [_line(trend, scale, letters) for trend in trends]
    return TrendChart(
        lines=_place_labels(lines),
        ticks=_ticks(columns, scale),
        years=tuple(
            (scale.y(date(year, 1, 1)), year) for year in range(scale.low.year + 1, scale.high.year + 1)
        ),
        today=_path([(scale.x(day), scale.y(day)) for day in scale.diagonal()]),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to places: time goes to the right, the promised day upward."""

    first: date
    last: date
    low: date
    high: date

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        part = (inside - self.first).days / (self.last - self.first).days
        return round(_LEFT + part * (_RIGHT - _LEFT), 1)

    def y(self, day: date) -> float:
        part = (day - self.low).days / (self.high - self.low).days
        return round(_BOTTOM - part * (_BOTTOM - _TOP), 1)

    def diagonal(self) -> tuple[date, date]:
        """Where the day itself and the promised day are the same: there a promise arrives."""
        return max(self.first, self.low), min(self.last, self.high)


def _line(trend: Trend, scale: _Scale, letters: int) -> TrendLine:
    tops = [(scale.x(point.on), scale.y(point.latest)) for point in trend.points]
    lows = [(scale.x(point.on), scale.y(point.earliest or point.latest)) for point in trend.points]
    x, y = tops[-1]
    if trend.end == "done" and trend.ended_on is not None:
        x, y = scale.x(trend.ended_on), scale.y(min(max(trend.ended_on, scale.low), scale.high))
        tops, lows = [*tops[:-1], (x, y)], [*lows[:-1], (x, y)]
    return TrendLine(trend, _path([*tops, *reversed(lows)]), _path(tops), x, y, None, _label(trend, letters))


def _place_labels(lines: Sequence[TrendLine]) -> tuple[TrendLine, ...]:
    """Each line with its name beside its end, as far as the names have room below one another."""
    room = int((_BOTTOM - _TOP) / _LABEL_STEP)
    named = sorted(lines, key=lambda line: (not line.trend.is_against, line.y))[:room]
    placed: dict[int, float] = {}
    lowest = _TOP - _LABEL_STEP
    for line in sorted(named, key=lambda line: line.y):
        lowest = max(lowest + _LABEL_STEP, line.y)
        placed[line.trend.id] = lowest
    over = max(0.0, lowest - _BOTTOM)
    return tuple(
        TrendLine(
            *(line.trend, line.band, line.line, line.x, line.y),
            label_y=round(placed[line.trend.id] - over, 1) if line.trend.id in placed else None,
            label=line.label,
        )
        for line in lines
    )


def _ticks(columns: Sequence[tuple[date, str]], scale: _Scale) -> tuple[tuple[float, str], ...]:
    """Below the axis; a text that would run into the one before it is left out."""
    ticks: list[tuple[float, str]] = []
    for day, text in columns:
        x = scale.x(day)
        is_clear = all(abs(x - other) > 34 for other, label in ticks if label)
        ticks.append((x, text if is_clear else ""))
    return tuple(ticks)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _label(trend: Trend, letters: int) -> str:
    """The title, cut short where it is long, with the months by which it rose."""
    months = round(trend.rise / _DAYS_A_MONTH)
    rise = f" +{months}" if trend.is_against and months > 0 else ""
    room = letters - len(rise)
    title = trend.title if len(trend.title) <= room else trend.title[: room - 1].rstrip() + "…"
    return f"{title}{rise}"
