"""What was said, as a tree: not yet days, because a year may be missing until the day of saying is known."""

from dataclasses import dataclass

from app.domain.structure import Frequency
from app.domain.vague_date.lexicon import How, Turn
from app.domain.vague_date.occasion import Occasion
from app.domain.vague_date.span import Part, Unit


@dataclass(frozen=True, slots=True)
class Year:
    """A year by number, or else counted from the year in which it was said."""

    number: int = 0
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """A unit with a place in the calendar: March, the third quarter, 12 July, 2024.

    `index` is the month (also of a day), the quarter, half, season or week; `turn` tells which one where
    no year was said, as in “last autumn”. `weekday` (0 is Monday) was said of a day, and must agree with it;
    `occasion` is what has a name instead of a place.
    """

    unit: Unit
    index: int = 0
    day: int = 0
    part: Part | None = None
    year: Year | None = None
    turn: Turn | None = None
    weekday: int | None = None
    occasion: Occasion | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit counted from the day on which it was said: next month; `day` is one of a month."""

    unit: Unit
    turn: Turn
    day: int = 0
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """A number of days from the day on which it was said: tomorrow is 1."""

    days: int
    unit: Unit = Unit.DAY
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class NearWeekday:
    """The Friday before or after the day on which it was said, or the Friday of a week near it.

    `which` is 0 for Monday; `turn` is that of the week where `in_week`, else that of the day.
    """

    which: int
    turn: Turn
    in_week: bool = False
    unit: Unit = Unit.DAY
    part: Part | None = None


Moment = CalendarUnit | Relative | Shifted | NearWeekday


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day of one up to the last day of another."""

    first: Moment
    last: Moment


@dataclass(frozen=True, slots=True)
class Ahead:
    """Between so many units from the day on which it was said: within two weeks, in three or four weeks."""

    count: int
    unit: Unit
    first: int = 0


Limited = Moment | Stretch | Ahead


@dataclass(frozen=True, slots=True)
class Bounded:
    """Before, by, from, around…"""

    how: How
    inner: Limited


@dataclass(frozen=True, slots=True)
class Rest:
    """What remains of a time (later this year), or what is past of it (earlier this year)."""

    remains: bool
    inner: Moment


@dataclass(frozen=True, slots=True)
class Still:
    """“Nog voor de zomer”: what must still be to come."""

    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Both:
    """Two statements of which both hold: in the autumn, but no later than 1 November."""

    first: "Expression"
    second: "Expression"


@dataclass(frozen=True, slots=True)
class Recurring:
    """Again and again, perhaps within bounds; so often, where that can be counted in our periods."""

    inner: "Expression | None"
    frequency: tuple[int, Frequency] | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """Words without any day; `vague` says which ones, as in the lexicons."""

    vague: int


@dataclass(frozen=True, slots=True)
class Intended:
    """What is said beside words such as “as soon as possible”, which add nothing to it."""

    inner: "Expression"


Expression = Moment | Stretch | Bounded | Rest | Ahead | Still | Both | Recurring | Intended | Undated


def lacks_year(moment: Moment) -> bool:
    """Whether the year must come from elsewhere."""
    return isinstance(moment, CalendarUnit) and moment.year is None and moment.turn is None
