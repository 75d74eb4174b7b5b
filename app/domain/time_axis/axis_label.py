"""The words above a time axis: half-years over quarters, years where the scale is small, or months."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

LabelKind = Literal["half_year", "year", "quarter", "half", "month"]
Line = Literal["upper", "lower"]


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
    def line(self) -> Line:
        """In which of the two lines of words it stands."""
        return "upper" if self.kind in ("half_year", "year") else "lower"


def axis_labels(
    months: Sequence[date], break_on: date | None, place: Callable[[date], float]
) -> tuple[AxisLabel, ...]:
    """The words of an axis of these months, of which the scale is small from `break_on`."""
    if break_on is None and len(months) <= _MOST_MONTHS:
        found = [AxisLabel(place(day), "month", day) for day in months]
    else:
        named = ((day, _kinds(day, break_on is not None and day >= break_on, len(months))) for day in months)
        found = _with_room(
            [AxisLabel(place(day), kind, day) for day, kinds in named for kind in kinds], _ROOM
        )
    narrow = {*_with_room(found, _NARROW_ROOM)}
    return tuple(replace(label, fits_narrow=label in narrow) for label in found)


def _kinds(day: date, small: bool, months: int) -> tuple[LabelKind, ...]:
    """Which words begin on the first of this month."""
    if (day.month - 1) % 3:
        return ()
    if small or months > _MOST_HALF_YEARS:
        return {1: ("year", "half"), 7: ("half",)}.get(day.month, ())  # type: ignore[return-value]
    return ("half_year", "quarter") if day.month in (1, 7) else ("quarter",)


_MOST_MONTHS, _MOST_HALF_YEARS = 9, 60
"""So many months are named one by one; of more than so many only the years are."""

_ROOM: Mapping[LabelKind, float] = {"half_year": 6.5, "year": 4.2, "quarter": 3.0, "half": 3.0, "month": 0.0}
"""What a word takes of the width, in percent."""
_NARROW_ROOM: Mapping[LabelKind, float] = {**_ROOM, "half_year": 16.6, "year": 9.6, "month": 9.6}
"""The same on a screen of 320 pixels."""
_YEAR_BESIDE = 1.7
"""So many times as much takes January, which is named with its year."""


def _with_room(labels: Sequence[AxisLabel], room: Mapping[LabelKind, float]) -> list[AxisLabel]:
    """Leaves out a word that would stand on the one before it, in its own line of words."""
    reached: dict[Line, float] = {"upper": -100.0, "lower": -100.0}
    kept = []
    for label in labels:
        if label.x >= reached[label.line]:
            kept.append(label)
            is_long = label.kind == "month" and label.day.month == 1
            reached[label.line] = label.x + room[label.kind] * (_YEAR_BESIDE if is_long else 1)
    return kept
