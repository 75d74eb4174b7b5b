"""The days from one moment up to another, of which either may lend its year to the other."""

from datetime import date

from app.domain.vague_date.days import days_in, days_of, every_year, first_where
from app.domain.vague_date.refusals import Fault, Why
from app.domain.vague_date.said import Calendar, Moment, Stretch
from app.domain.vague_date.span import Span, Unit


def stretched(said: Stretch, on: date | None) -> Span:
    """First day of the first, last day of the last; refused where that ends before it begins."""
    first, last = _ends(said, on)
    if last.end < first.start:
        raise Fault(Why.ENDS_FIRST)
    return Span(first.start, last.end, first.start_side, last.end_side)


def lacks_year(moment: Moment) -> bool:
    """Whether the year must come from elsewhere."""
    return isinstance(moment, Calendar) and moment.year is None and moment.turn is None


def _ends(said: Stretch, on: date | None) -> tuple[Span, Span]:
    first, last = said.first, said.last
    if isinstance(last, Calendar) and lacks_year(last) and not lacks_year(first):
        start = days_of(first, on)
        later = every_year(last, range(start.start.year, start.start.year + 9))
        return start, first_where(later, lambda days: days.end >= start.start)
    end = days_of(last, on)
    if isinstance(first, Calendar) and lacks_year(first) and last.unit is not Unit.YEAR:
        start = days_in(first, end.start.year)
        return (start if start.start <= end.start else days_in(first, end.start.year - 1)), end
    return days_of(first, on), end
