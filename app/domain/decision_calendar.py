"""The decisions that are asked, laid out over the half-years and quarters to come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from app.domain.assessment import Assessment
from app.domain.half_year import HalfYear
from app.domain.timeliness import Timeliness, opens_on
from app.domain.vague_date import VagueDate

HALF_YEARS = 4
"""How far a calendar looks ahead, the half-year of the day asked included."""


class Judged(Protocol):
    """Whatever has a verdict."""

    @property
    def assessment(self) -> Assessment:
        """Its verdict on the day asked."""


Asked = TypeVar("Asked", bound=Judged)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Asked]):
    """A quarter (1 to 4), or the half-year as a whole (none) for what falls in no one quarter."""

    quarter: int | None
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class HalfYearAsked(Generic[Asked]):
    """A half-year with what is asked in it, only those stretches in which something is."""

    half_year: HalfYear
    stretches: tuple[Stretch[Asked], ...]

    @property
    def count(self) -> int:
        """How many are asked in it."""
        return sum(len(stretch.asked) for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Calendar(Generic[Asked]):
    """What is overdue, what is asked in each half-year (also where that is nothing), later, or undated."""

    overdue: tuple[Asked, ...]
    half_years: tuple[HalfYearAsked[Asked], ...]
    later: tuple[Asked, ...]
    undated: tuple[Asked, ...]


def calendar(asked: Iterable[Asked], on: date) -> Calendar[Asked]:
    """Lay out what is still to be decided.

    A window belongs where it closes (where it has no end: where it opens): a decision of “in 2024” may
    still be taken in December. What may be taken already and has no end stands in the half-year of `on`.
    """
    everything = sorted(asked, key=_order)
    overdue = [one for one in everything if one.assessment.timeliness is Timeliness.OVERDUE]
    undated = [one for one in everything if one.assessment.timeliness is Timeliness.UNDATED]
    dated = [one for one in everything if one not in overdue and one not in undated]
    halves = tuple(_half_years(HalfYear.containing(on)))
    return Calendar(
        overdue=tuple(overdue),
        half_years=tuple(
            HalfYearAsked(half, tuple(_stretches([d for d in dated if _half_of(d, on) == half], half)))
            for half in halves
        ),
        later=tuple(one for one in dated if _half_of(one, on) > halves[-1]),
        undated=tuple(undated),
    )


def _half_years(first: HalfYear) -> Iterator[HalfYear]:
    half = first
    for _ in range(HALF_YEARS):
        yield half
        half = half.next()


def _stretches(asked: Sequence[Asked], half: HalfYear) -> Iterator[Stretch[Asked]]:
    """What fits in a quarter first, then what may fall anywhere in the half-year."""
    for quarter in (2 * half.half - 1, 2 * half.half, None):
        here = tuple(one for one in asked if _quarter_of(_window(one)) == quarter)
        if here:
            yield Stretch(quarter, here)


def _half_of(one: Judged, on: date) -> HalfYear:
    window = _window(one)
    day = window.latest or max(window.earliest or on, on)
    return HalfYear.containing(day)


def _quarter_of(window: VagueDate) -> int | None:
    """The quarter in which the whole window lies; what has only a last day can be of that day's quarter."""
    if window.latest is None:
        return None
    quarter = (window.latest.month - 1) // 3 + 1
    opens = opens_on(window)
    return quarter if (opens.year, (opens.month - 1) // 3 + 1) == (window.latest.year, quarter) else None


def _order(one: Judged) -> tuple[date, date]:
    """What must be taken first comes first."""
    said = one.assessment.deadline
    if said is None:
        return date.max, date.max
    return said.window.latest or date.max, said.window.earliest or date.min


def _window(one: Judged) -> VagueDate:
    assert one.assessment.deadline is not None
    return one.assessment.deadline.window
