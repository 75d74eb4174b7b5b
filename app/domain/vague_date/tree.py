"""What was said, as a tree: not yet days, because a year may be missing until the day of saying is known."""

from dataclasses import dataclass

from app.domain.vague_date.lexicon import How, Turn
from app.domain.vague_date.span import Unit, UnitPart


@dataclass(frozen=True, slots=True)
class Year:
    """A year by number, or else counted from the year in which it was said."""

    number: int = 0
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """A unit with a place in the calendar: March, the third quarter, 12 July, 2024.

    `index` is the month (also of a day), the quarter, half, season or week; `turn` tells which one where
    no year was said, as in “last autumn”.
    """

    unit: Unit
    index: int = 0
    day: int = 0
    part: UnitPart | None = None
    year: Year | None = None
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit counted from the day on which it was said: next month; `day` is one of a month."""

    unit: Unit
    turn: Turn
    day: int = 0
    part: UnitPart | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """A number of days from the day on which it was said: tomorrow is 1."""

    days: int
    unit: Unit = Unit.DAY
    part: UnitPart | None = None


Moment = CalendarUnit | Relative | Shifted


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day of one up to the last day of another."""

    first: Moment
    last: Moment


@dataclass(frozen=True, slots=True)
class Bounded:
    """Before, by, from, around…"""

    how: How
    inner: Moment | Stretch


@dataclass(frozen=True, slots=True)
class Rest:
    """What remains of a time (later this year), or what is past of it (earlier this year)."""

    remains: bool
    inner: Moment


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many units from the day on which it was said: within two weeks."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Recurring:
    """Again and again, perhaps within bounds."""

    inner: "Expression | None"


@dataclass(frozen=True, slots=True)
class Undated:
    """Words without any day; `vague` says which ones, as in the lexicons."""

    vague: int


Expression = CalendarUnit | Relative | Shifted | Stretch | Bounded | Rest | Ahead | Recurring | Undated


def lacks_year(moment: Moment) -> bool:
    """Whether the year must come from elsewhere."""
    return isinstance(moment, CalendarUnit) and moment.year is None and moment.turn is None
