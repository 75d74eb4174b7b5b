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


class Assessed(Protocol):
    """Whatever has a verdict."""

    @property
    def assessment(self) -> Assessment:
        """Its verdict on the day asked."""


DecisionT = TypeVar("DecisionT", bound=Assessed)


@dataclass(frozen=True, slots=True)
class QuarterDecisions(Generic[DecisionT]):
    """A quarter (1 to 4), or the half-year as a whole (none) for what falls in no one quarter."""

    quarter: int | None
    decisions: tuple[DecisionT, ...]


@dataclass(frozen=True, slots=True)
class HalfYearDecisions(Generic[DecisionT]):
    """A half-year with what is asked in it, only those quarters in which something is."""

    half_year: HalfYear
    quarters: tuple[QuarterDecisions[DecisionT], ...]

    @property
    def count(self) -> int:
        """How many are asked in it."""
        return sum(len(quarter.decisions) for quarter in self.quarters)


@dataclass(frozen=True, slots=True)
class DecisionCalendar(Generic[DecisionT]):
    """What is overdue, what is asked in each half-year (also where that is nothing), later, or undated."""

    overdue: tuple[DecisionT, ...]
    half_years: tuple[HalfYearDecisions[DecisionT], ...]
    later: tuple[DecisionT, ...]
    undated: tuple[DecisionT, ...]


def lay_out_decisions(decisions: Iterable[DecisionT], on: date) -> DecisionCalendar[DecisionT]:
    """Lay out what is still to be decided.

    A window belongs where it closes (where it has no end: where it opens): a decision of “in 2024” may
    still be taken in December. What may be taken already and has no end stands in the half-year of `on`.
    """
    ordered = sorted(decisions, key=_order)
    overdue = [decision for decision in ordered if decision.assessment.timeliness is Timeliness.OVERDUE]
    undated = [decision for decision in ordered if decision.assessment.timeliness is Timeliness.UNDATED]
    dated = [decision for decision in ordered if decision not in overdue and decision not in undated]
    halves = tuple(_half_years(HalfYear.containing(on)))
    return DecisionCalendar(
        overdue=tuple(overdue),
        half_years=tuple(
            HalfYearDecisions(half, tuple(_quarters([d for d in dated if _half_of(d, on) == half], half)))
            for half in halves
        ),
        later=tuple(decision for decision in dated if _half_of(decision, on) > halves[-1]),
        undated=tuple(undated),
    )


def _half_years(first: HalfYear) -> Iterator[HalfYear]:
    half = first
    for _ in range(HALF_YEARS):
        yield half
        half = half.next()


def _quarters(decisions: Sequence[DecisionT], half: HalfYear) -> Iterator[QuarterDecisions[DecisionT]]:
    """What fits in a quarter first, then what may fall anywhere in the half-year."""
    for quarter in (2 * half.half - 1, 2 * half.half, None):
        within = tuple(decision for decision in decisions if _quarter_of(_window(decision)) == quarter)
        if within:
            yield QuarterDecisions(quarter, within)


def _half_of(decision: Assessed, on: date) -> HalfYear:
    window = _window(decision)
    day = window.latest or max(window.earliest or on, on)
    return HalfYear.containing(day)


def _quarter_of(window: VagueDate) -> int | None:
    """The quarter in which the whole window lies; what has only a last day can be of that day's quarter."""
    if window.latest is None:
        return None
    quarter = (window.latest.month - 1) // 3 + 1
    opens = opens_on(window)
    return quarter if (opens.year, (opens.month - 1) // 3 + 1) == (window.latest.year, quarter) else None


def _order(decision: Assessed) -> tuple[date, date]:
    """What must be taken first comes first."""
    window = decision.assessment.window
    if window is None:
        return date.max, date.max
    return window.latest or date.max, window.earliest or date.min


def _window(decision: Assessed) -> VagueDate:
    assert decision.assessment.deadline is not None
    return decision.assessment.deadline.window
