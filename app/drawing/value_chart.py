"""Where the values of an indicator stand in a chart, in the units of its view box: time to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 320, 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 16.0, 304.0, 22.0, 96.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One value on its reference date."""

    x: float
    y: float
    value: Decimal
    reference_date: date


@dataclass(frozen=True, slots=True)
class ValueChart:
    """The dots in the order of time, the line through them, and where the target lies, if there is one."""

    dots: tuple[Dot, ...]
    line: str
    target_y: float | None
    base_y: float = _BOTTOM


def draw_values(values: Sequence[tuple[date, Decimal]], target: Decimal | None = None) -> ValueChart | None:
    """The chart of values in the order of time, from zero up; none where there are fewer than two."""
    if len(values) < 2:
        return None
    first, last = values[0][0], values[-1][0]
    days = max((last - first).days, 1)
    numbers = [value for _, value in values] + ([target] if target is not None else [])
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    span = (high - low) or Decimal(1)

    def y(value: Decimal) -> float:
        return round(_BOTTOM - float((value - low) / span) * (_BOTTOM - _TOP), 1)

    dots = tuple(
        Dot(round(_LEFT + (day - first).days / days * (_RIGHT - _LEFT), 1), y(value), value, day)
        for day, value in values
    )
    line = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    return ValueChart(dots, line, y(target) if target is not None else None, y(Decimal(0)))
