"""Times with a name: a recess, a holiday, or what an installation keeps in its register of moments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, auto


@dataclass(frozen=True, slots=True)
class NamedMoment:
    """One row of the register: what a name means in one year, both days counted."""

    name: str
    year: int
    first: date
    last: date


class KnownOccasion(IntEnum):
    """What has a name and, without any register, days by rule."""

    BUDGET_DAY = auto()
    CHRISTMAS = auto()
    EASTER = auto()
    TURN_OF_YEAR = auto()
    SUMMER_RECESS = auto()
    CHRISTMAS_RECESS = auto()
    MAY_RECESS = auto()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A name and its days: those of the register, and for other years those by rule, where there is one."""

    rows: tuple[NamedMoment, ...] = ()
    known: KnownOccasion | None = None

    def days_in(self, year: int) -> tuple[date, date] | None:
        """Return the first and last day of the occasion of a year; None where nobody has said them."""
        for row in self.rows:
            if row.year == year:
                return row.first, row.last
        return _RULES[self.known](year) if self.known else None

    def years_around(self, years: Sequence[int]) -> list[int]:
        """Return the years to look at, in order: those asked, and the years of the register among them."""
        return sorted({*years, *(row.year for row in self.rows)})


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _budget_day(year: int) -> tuple[date, date]:
    """The third Tuesday of September (Constitution, article 65)."""
    day = date(year, 9, 15)
    day += timedelta(days=(1 - day.weekday()) % 7)
    return day, day


_RULES: dict[KnownOccasion, Callable[[int], tuple[date, date]]] = {
    KnownOccasion.BUDGET_DAY: _budget_day,
    KnownOccasion.CHRISTMAS: lambda year: (date(year, 12, 25), date(year, 12, 26)),
    KnownOccasion.EASTER: lambda year: (easter(year), easter(year) + timedelta(days=1)),
    KnownOccasion.TURN_OF_YEAR: lambda year: (date(year, 12, 31), date(year + 1, 1, 1)),
    KnownOccasion.SUMMER_RECESS: lambda year: (date(year, 7, 1), date(year, 8, 31)),
    KnownOccasion.CHRISTMAS_RECESS: lambda year: (date(year, 12, 22), date(year + 1, 1, 7)),
    KnownOccasion.MAY_RECESS: lambda year: (date(year, 4, 21), date(year, 5, 7)),
}
"""The recesses are approximations (domain/README.md, Deadlines): parliament decides each year anew."""
