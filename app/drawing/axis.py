"""Where a day stands on the time axis: months of equal width, and after the break a smaller scale."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from app.domain.month import add_months

Weight = Literal["half", "quarter", "month"]
LabelKind = Literal["half_year", "year", "quarter", "half", "month"]
LabelLine = Literal["upper", "lower"]

FINE_MONTHS = 18
"""How much of the overview is drawn at full scale: this half-year and the two after it."""
_SHRINK = 4.8
"""Months in one unit after the break, where the room allows."""
_LEAST_UNITS, _MOST_UNITS = 3, 7
_FURTHEST_MONTHS = 120

_MOST_MONTHS, _MOST_HALF_YEARS = 9, 60
"""So many months are named one by one; of more than so many only the years are."""

_ROOM: Mapping[LabelKind, float] = {"half_year": 6.5, "year": 4.2, "quarter": 3.0, "half": 3.0, "month": 0.0}
"""What a word takes of the width, in percent."""
_NARROW_ROOM: Mapping[LabelKind, float] = {**_ROOM, "half_year": 16.6, "year": 9.6, "month": 9.6}
"""The same on a screen of 320 pixels."""
_YEAR_BESIDE = 1.7
"""So many times as much takes January, which is named with its year."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A vertical line; `x` in percent, heaviest at a half-year."""

    x: float
    weight: Weight


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A word above the axis: what kind of period begins at `x` percent, and on which day it begins."""

    x: float
    kind: LabelKind
    day: date
    fits_narrow: bool = True
    """Whether there is room for it on a narrow screen too."""

    @property
    def number(self) -> int:
        """Which quarter or half of its year."""
        return (self.day.month - 1) // (3 if self.kind == "quarter" else 6) + 1

    @property
    def line(self) -> LabelLine:
        """In which of the two lines of words it stands."""
        return "upper" if self.kind in ("half_year", "year") else "lower"


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From the first of a month up to (not including) the first of another, seen on `as_of`.

    After `break_on` the same width holds more months: `units` equal units for all that remains.
    """

    starts_on: date
    ends_on: date
    as_of: date
    break_on: date | None = None
    units: int = 5
    pixels: int = 760
    """The width that words are placed for."""

    def __hash__(self) -> int:
        return hash((self.starts_on, self.ends_on, self.as_of))

    def x(self, day: date) -> float:
        """The start of a day in percent of the width, two decimals, never outside the axis."""
        return _place(self, day)

    @property
    def today(self) -> float:
        """Where the day asked stands."""
        return _place(self, self.as_of)

    @property
    def break_x(self) -> float | None:
        """Where the smaller scale begins, if there is one."""
        return None if self.break_on is None else _place(self, self.break_on)

    @property
    def shrink(self) -> int:
        """How many times smaller a month is after the break, rounded as the caption says it."""
        return 1 if self.break_on is None else round(_months(self.break_on, self.ends_on) / self.units)

    @property
    def lines(self) -> tuple[GridLine, ...]:
        """The grid."""
        return _lines(self)

    @property
    def labels(self) -> tuple[AxisLabel, ...]:
        """The words above the grid."""
        return _labels(self)


def build_overview_axis(as_of: date, latest_days: tuple[date, ...]) -> TimeAxis:
    """The axis of an overview: this half-year and the next two at full scale, then small to the last year."""
    starts = half_year_start(as_of)
    breaks = add_months(starts, FINE_MONTHS)
    last = max(latest_days, default=as_of)
    if last < breaks:
        return TimeAxis(starts, breaks, as_of)
    ends = min(date(last.year + 1, 1, 1), add_months(breaks, _FURTHEST_MONTHS))
    units = round(_months(breaks, ends) / _SHRINK)
    return TimeAxis(starts, ends, as_of, breaks, max(_LEAST_UNITS, min(_MOST_UNITS, units)))


def build_deliverable_axis(as_of: date, days: tuple[date, ...]) -> TimeAxis:
    """The axis of one deliverable: the whole half-years that hold its days, at least eighteen months."""
    first, last = min((as_of, *days)), max((as_of, *days))
    starts = max(half_year_start(first), add_months(half_year_start(as_of), -_FURTHEST_MONTHS))
    ends = max(add_months(half_year_start(last), 6), add_months(starts, FINE_MONTHS))
    return TimeAxis(starts, min(ends, add_months(half_year_start(as_of), _FURTHEST_MONTHS)), as_of)


def build_upcoming_axis(as_of: date, months: int = 7) -> TimeAxis:
    """The axis of what is coming: the month asked and those after it."""
    starts = as_of.replace(day=1)
    return TimeAxis(starts, add_months(starts, months), as_of)


def half_year_start(day: date) -> date:
    """The first of January or of July."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


@lru_cache(maxsize=16384)
def _place(axis: TimeAxis, day: date) -> float:
    passed = _months(axis.starts_on, day) + (day.day - 1) / monthrange(day.year, day.month)[1]
    all_months = _months(axis.starts_on, axis.ends_on)
    if axis.break_on is None:
        share = passed / all_months
    else:
        fine = _months(axis.starts_on, axis.break_on)
        small = fine + (passed - fine) * axis.units / (all_months - fine)
        share = (passed if passed <= fine else small) / (fine + axis.units)
    return round(min(max(share * 100, 0.0), 100.0), 2)


@lru_cache(maxsize=64)
def _lines(axis: TimeAxis) -> tuple[GridLine, ...]:
    lines = []
    for n in range(_months(axis.starts_on, axis.ends_on)):
        day = add_months(axis.starts_on, n)
        small = axis.break_on is not None and day >= axis.break_on
        weight: Weight = "half" if day.month in ((1,) if small else (1, 7)) else "quarter"
        if (small and day.month not in (1, 7)) or (not small and (day.month - 1) % 3):
            weight = "month"
        if not (small and weight == "month"):
            lines.append(GridLine(axis.x(day), weight))
    return tuple(lines)


@lru_cache(maxsize=64)
def _labels(axis: TimeAxis) -> tuple[AxisLabel, ...]:
    months = range(_months(axis.starts_on, axis.ends_on))
    return _place_labels([add_months(axis.starts_on, n) for n in months], axis.break_on, axis.x)


def _place_labels(
    months: Sequence[date], break_on: date | None, place: Callable[[date], float]
) -> tuple[AxisLabel, ...]:
    """The words of an axis of these months, of which the scale is small from `break_on`."""
    if break_on is None and len(months) <= _MOST_MONTHS:
        labels = [AxisLabel(place(day), "month", day) for day in months]
    else:
        named = ((day, _kinds(day, break_on is not None and day >= break_on, len(months))) for day in months)
        labels = _with_room(
            [AxisLabel(place(day), kind, day) for day, kinds in named for kind in kinds], _ROOM
        )
    fit_narrow = {*_with_room(labels, _NARROW_ROOM)}
    return tuple(replace(label, fits_narrow=label in fit_narrow) for label in labels)


def _kinds(day: date, small: bool, months: int) -> tuple[LabelKind, ...]:
    """Which words begin on the first of this month."""
    if (day.month - 1) % 3:
        return ()
    if small or months > _MOST_HALF_YEARS:
        return {1: ("year", "half"), 7: ("half",)}.get(day.month, ())  # type: ignore[return-value]
    return ("half_year", "quarter") if day.month in (1, 7) else ("quarter",)


def _with_room(labels: Sequence[AxisLabel], room: Mapping[LabelKind, float]) -> list[AxisLabel]:
    """Leaves out a word that would stand on the one before it, in its own line of words."""
    reached: dict[LabelLine, float] = {"upper": -100.0, "lower": -100.0}
    fitting = []
    for label in labels:
        if label.x >= reached[label.line]:
            fitting.append(label)
            is_long = label.kind == "month" and label.day.month == 1
            reached[label.line] = label.x + room[label.kind] * (_YEAR_BESIDE if is_long else 1)
    return fitting
