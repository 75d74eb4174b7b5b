"""How much comes due in each month: bars on the same axis as the marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.month import add_months
from app.drawing.axis import TimeAxis

_PX_EACH, _MOST_PX = 3.4, 36.0


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month: x and width in percent, height in pixels, and how many last days fall in it."""

    month: date
    x: float
    width: float
    height: float
    count: int
    tone: Literal["done", "now", "coming"]
    busiest: bool

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 2)


def draw_month_bars(axis: TimeAxis, last_days: Iterable[tuple[date, bool]]) -> tuple[MonthBar, ...]:
    """Return a bar per month on the axis, from pairs of last day and whether it is delivered."""
    counts: dict[date, list[int]] = {}
    for day, delivered in last_days:
        if axis.starts_on <= day < axis.ends_on:
            tally = counts.setdefault(day.replace(day=1), [0, 0])
            tally[0] += 1
            tally[1] += delivered
    most = max((total for total, _ in counts.values()), default=0)
    each = min(_PX_EACH, _MOST_PX / most) if most else 0
    return tuple(
        _bar(axis, month, (counts[month][0], counts[month][1]), each, most) for month in sorted(counts)
    )


def _bar(axis: TimeAxis, month: date, tally: tuple[int, int], each: float, most: int) -> MonthBar:
    total, delivered = tally
    x1, x2 = axis.x(month), axis.x(add_months(month, 1))
    room = (x2 - x1) * 0.06
    now = month == axis.as_of.replace(day=1)
    return MonthBar(
        month,
        round(x1 + room, 2),
        round(x2 - x1 - 2 * room, 2),
        round(total * each, 1),
        total,
        "now" if now else "done" if delivered == total else "coming",
        busiest=total == most,
    )
