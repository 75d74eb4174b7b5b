"""Where a day stands on the time axis: months of equal width, and after the break a smaller scale."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from app.domain.time_axis.axis_label import AxisLabel, axis_labels

Weight = Literal["half", "quarter", "month"]

FINE_MONTHS = 18
"""How much of the overview is drawn at full scale: this half-year and the two after it."""
_SHRINK = 4.8
"""Months in one unit after the break, where the room allows (design, Grammar of the time axis)."""
_LEAST_UNITS, _MOST_UNITS = 3, 7
_FURTHEST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class GridLine:
    """A vertical line; `x` in percent, heaviest at a half-year."""

    x: float
    weight: Weight


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


def axis_for(as_of: date, latest_days: tuple[date, ...]) -> TimeAxis:
    """The axis of an overview: this half-year and the next two at full scale, then small to the last year."""
    starts = half_year_start(as_of)
    breaks = add_months(starts, FINE_MONTHS)
    last = max(latest_days, default=as_of)
    if last < breaks:
        return TimeAxis(starts, breaks, as_of)
    ends = min(date(last.year + 1, 1, 1), add_months(breaks, _FURTHEST_MONTHS))
    units = round(_months(breaks, ends) / _SHRINK)
    return TimeAxis(starts, ends, as_of, breaks, max(_LEAST_UNITS, min(_MOST_UNITS, units)))


def axis_around(as_of: date, days: tuple[date, ...]) -> TimeAxis:
    """The axis of one deliverable: the whole half-years that hold its days, at least eighteen months."""
    first, last = min((as_of, *days)), max((as_of, *days))
    starts = max(half_year_start(first), add_months(half_year_start(as_of), -_FURTHEST_MONTHS))
    ends = max(add_months(half_year_start(last), 6), add_months(starts, FINE_MONTHS))
    return TimeAxis(starts, min(ends, add_months(half_year_start(as_of), _FURTHEST_MONTHS)), as_of)


def months_ahead(as_of: date, months: int = 7) -> TimeAxis:
    """The axis of what is coming: the month asked and those after it."""
    starts = as_of.replace(day=1)
    return TimeAxis(starts, add_months(starts, months), as_of)


def half_year_start(day: date) -> date:
    """The first of January or of July."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def add_months(first: date, months: int) -> date:
    """The first of a month, so many months on."""
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


@lru_cache(maxsize=16384)
def _place(axis: TimeAxis, day: date) -> float:
    passed = _months(axis.starts_on, day) + (day.day - 1) / monthrange(day.year, day.month)[1]
    whole = _months(axis.starts_on, axis.ends_on)
    if axis.break_on is None:
        share = passed / whole
    else:
        fine = _months(axis.starts_on, axis.break_on)
        small = fine + (passed - fine) * axis.units / (whole - fine)
        share = (passed if passed <= fine else small) / (fine + axis.units)
    return round(min(max(share * 100, 0.0), 100.0), 2)


@lru_cache(maxsize=64)
def _lines(axis: TimeAxis) -> tuple[GridLine, ...]:
    found = []
    for n in range(_months(axis.starts_on, axis.ends_on)):
        day = add_months(axis.starts_on, n)
        small = axis.break_on is not None and day >= axis.break_on
        weight: Weight = "half" if day.month in ((1,) if small else (1, 7)) else "quarter"
        if (small and day.month not in (1, 7)) or (not small and (day.month - 1) % 3):
            weight = "month"
        if not (small and weight == "month"):
            found.append(GridLine(axis.x(day), weight))
    return tuple(found)


@lru_cache(maxsize=64)
def _labels(axis: TimeAxis) -> tuple[AxisLabel, ...]:
    months = range(_months(axis.starts_on, axis.ends_on))
    return axis_labels([add_months(axis.starts_on, n) for n in months], axis.break_on, axis.x)
