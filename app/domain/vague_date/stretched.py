"""The days from one moment up to another, of which either may lend its year to the other."""

from datetime import date

from app.domain.vague_date.days import days_in, days_of, every_year, first_where
from app.domain.vague_date.refusals import Fault, Why
from app.domain.vague_date.said import Calendar, Stretch, lacks_year
from app.domain.vague_date.span import Span, Unit

_OF_ONE_YEAR = (Unit.QUARTER, Unit.HALF)
"""November to February 2024 begins in 2023, but Q3-Q1 2024 is a slip of the pen."""


def stretched(said: Stretch, on: date | None) -> Span:
    """First day of the first, last day of the last; refused where that ends before it begins."""
    first, last = _ends(said, on)
    if last.end < first.start:
        raise Fault(Why.ENDS_FIRST)
    return Span(first.start, last.end, first.start_side, last.end_side)


def _ends(said: Stretch, on: date | None) -> tuple[Span, Span]:
    first, last = said.first, said.last
    if isinstance(last, Calendar) and lacks_year(last) and not lacks_year(first):
        start = days_of(first, on)
        later = every_year(last, range(start.start.year, start.start.year + 9))
        return start, first_where(later, lambda days: days.end >= start.start)
    end = days_of(last, on)
    if isinstance(first, Calendar) and lacks_year(first) and last.unit is not Unit.YEAR:
        start = days_in(first, end.start.year)
        if start.start > end.start and first.unit not in _OF_ONE_YEAR:
            start = days_in(first, end.start.year - 1)
        return start, end
    return days_of(first, on), end
