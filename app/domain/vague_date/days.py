"""From a moment or stretch as said to its days, with the year that it must be where none was said."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from app.domain.vague_date import span as spans
from app.domain.vague_date.lexicon import Turn
from app.domain.vague_date.refusals import PhraseFault, Why
from app.domain.vague_date.span import Span, Unit
from app.domain.vague_date.tree import (
    CalendarUnit,
    Moment,
    NearWeekday,
    Relative,
    Shifted,
    Stretch,
    Year,
    lacks_year,
)

_STEPS = {Turn.PREVIOUS: -1, Turn.PAST: -1, Turn.THIS: 0, Turn.AFTER_NEXT: 2}
_REACH = 9
"""Years to look around for a day: 29 February may be eight years away."""
_OF_ONE_YEAR = (Unit.QUARTER, Unit.HALF)
"""November to February 2024 begins in 2023, but Q3-Q1 2024 is a slip of the pen."""


def resolve_moment(moment: Moment, on: date | None) -> Span:
    """Return the days of a moment that was said on `on`. Raises PhraseFault where they cannot be known."""
    match moment:
        case CalendarUnit(year=Year() as year):
            return check_weekday(moment, resolve_in_year(moment, resolve_year(year, on)))
        case CalendarUnit():
            return check_weekday(moment, _nearest(moment, require_day(on)))
        case Relative():
            return _relative(moment, require_day(on))
        case Shifted(days=days):
            return _one_day(require_day(on) + timedelta(days=days))
        case NearWeekday():
            return _one_day(_near_weekday(moment, require_day(on)))


def check_weekday(moment: Moment | Stretch, span: Span) -> Span:
    """Return the span. Raises PhraseFault where it is a day and another weekday was said."""
    if isinstance(moment, CalendarUnit) and moment.weekday not in (None, span.start.weekday()):
        raise PhraseFault(Why.OTHER_WEEKDAY)
    return span


def require_day(on: date | None) -> date:
    """Return the day of saying, which relative words need. Raises PhraseFault without one."""
    if on is None:
        raise PhraseFault(Why.NEEDS_DAY)
    return on


def resolve_year(year: Year, on: date | None) -> int:
    """Return the year as a number; a relative one is counted from `on`."""
    if year.turn is None:
        return year.number
    return require_day(on).year + _step(year.turn)


def resolve_in_year(moment: CalendarUnit, year: int) -> Span:
    """Return the days of a calendar moment in one year."""
    span = _whole(moment, year)
    if moment.part is None:
        return span
    return _require_span(spans.part_of(moment.unit, span, moment.part))


def find_first(moment: CalendarUnit, spans_in_order: Iterable[Span], fits: Callable[[Span], bool]) -> Span:
    """Return the first span of a moment that fits. Raises PhraseFault where none does."""
    for candidate in spans_in_order:
        if fits(candidate):
            return candidate
    raise build_missing(moment)


def build_missing(moment: CalendarUnit) -> PhraseFault:
    """Build what is raised where no year fits: the day does not exist, or nobody has recorded it."""
    return PhraseFault(Why.NOT_IN_REGISTER if moment.occasion else Why.NO_SUCH_DAY)


def resolve_each_year(moment: CalendarUnit, years: Sequence[int]) -> Iterator[Span]:
    """Yield the days in each year, skipping the years that lack them (29 February).

    An occasion of the register is looked for in the years that the register has.
    """
    if moment.occasion:
        known = moment.occasion.years_around(years)
        years = known if years[0] <= years[-1] else known[::-1]
    for year in years:
        try:
            yield resolve_in_year(moment, year)
        except PhraseFault as fault:
            if fault.why not in (Why.NO_SUCH_DAY, Why.NOT_IN_REGISTER):
                raise


def resolve_from(moment: CalendarUnit, on: date) -> Iterator[Span]:
    """Yield the days in each year from a day on, read as a plan; a week that this year lacks is refused."""
    if moment.unit is Unit.WEEK:
        resolve_in_year(moment, on.isocalendar().year)
    yield from resolve_each_year(moment, range(on.year - 1, on.year + _REACH))


def resolve_stretch(stretch: Stretch, on: date | None) -> Span:
    """Return the days from the first moment to the last. Raises PhraseFault where it ends first."""
    first, last = _ends(stretch, on)
    if last.end < first.start:
        raise PhraseFault(Why.ENDS_FIRST)
    return Span(first.start, last.end, first.start_edtf, last.end_edtf)


def _whole(moment: CalendarUnit, year: int) -> Span:
    match moment.unit:
        case Unit.YEAR:
            return spans.year(year)
        case Unit.HALF:
            return spans.half(year, moment.index)
        case Unit.QUARTER:
            return spans.quarter(year, moment.index)
        case Unit.SEASON:
            return spans.season(year, moment.index)
        case Unit.MONTH:
            return spans.months(year, moment.index, 1)
        case Unit.OCCASION:
            return _occasion(moment, year)
    try:
        if moment.unit is Unit.WEEK:
            return spans.week(date.fromisocalendar(year, moment.index, 1))
        return _one_day(date(year, moment.index, moment.day))
    except ValueError:
        raise PhraseFault(Why.NO_SUCH_DAY) from None


def _occasion(moment: CalendarUnit, year: int) -> Span:
    days = moment.occasion.days_in(year) if moment.occasion else None
    if days is None:
        raise PhraseFault(Why.NOT_IN_REGISTER)
    return spans.days(*days)


def _near_weekday(moment: NearWeekday, on: date) -> date:
    if moment.in_week:
        return _monday(on) + timedelta(days=7 * _step(moment.turn) + moment.which)
    if moment.turn is Turn.COMING:  # never today itself
        return on + timedelta(days=(moment.which - on.weekday() - 1) % 7 + 1)
    if moment.turn is Turn.NEAREST:
        return on + timedelta(days=(moment.which - on.weekday()) % 7)
    back = (on.weekday() - moment.which) % 7
    return on - timedelta(days=7 if moment.turn is Turn.PAST and not back else back)


def _nearest(moment: CalendarUnit, on: date) -> Span:
    """Which one is meant: read as a plan, the first that has not ended, unless its turn was said."""
    ahead = resolve_each_year(moment, range(on.year - 1, on.year + _REACH))
    back = resolve_each_year(moment, range(on.year + 1, on.year - _REACH, -1))
    match moment.turn:
        case Turn.THIS:
            return _this(moment, on)
        case Turn.COMING | Turn.AHEAD if moment.unit is not Unit.DAY:
            return find_first(moment, ahead, lambda days: days.start > on)
        case Turn.NEXT:
            return _other_year(find_first(moment, ahead, lambda days: days.start > on), on)
        case Turn.PREVIOUS:
            return _other_year(find_first(moment, back, lambda days: days.end < on), on)
        case Turn.PAST:
            return find_first(moment, back, lambda days: days.end < on)
        case Turn.LATEST:
            return find_first(moment, back, lambda days: days.start <= on)
    return find_first(moment, resolve_from(moment, on), lambda days: days.end >= on)


def _this(moment: CalendarUnit, on: date) -> Span:
    for days in resolve_each_year(moment, (on.year - 1, on.year)):
        if days.start <= on <= days.end:
            return days
    return resolve_in_year(moment, on.year)


def _other_year(days: Span, on: date) -> Span:
    """“Next June”, said in January, may be of this year or of the next."""
    if days.start.year == on.year:
        raise PhraseFault(Why.TWO_MEANINGS)
    return days


def _relative(moment: Relative, on: date) -> Span:
    if moment.unit is Unit.WEEK and moment.turn is Turn.PAST:
        return spans.days(_monday(on) - timedelta(days=7), on)
    span = _unit_at(moment.unit, on, _step(moment.turn))
    if moment.day:
        return _day_of(span, moment.day)
    return span if moment.part is None else _require_span(spans.part_of(moment.unit, span, moment.part))


def _unit_at(unit: Unit, on: date, step: int) -> Span:
    match unit:
        case Unit.WEEK:
            return spans.week(_monday(on) + timedelta(days=7 * step))
        case Unit.MONTH:
            return spans.months(on.year, on.month + step, 1)
        case Unit.QUARTER:
            years, index = divmod(on.year * 4 + (on.month - 1) // 3 + step, 4)
            return spans.quarter(years, index + 1)
    years, index = divmod(on.year * 2 + (on.month - 1) // 6 + step, 2)
    return spans.half(years, index + 1)


def _day_of(month: Span, day: int) -> Span:
    try:
        return _one_day(month.start.replace(day=day))
    except ValueError:
        raise PhraseFault(Why.NO_SUCH_DAY) from None


def _one_day(day: date) -> Span:
    return spans.days(day, day)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _step(turn: Turn) -> int:
    return _STEPS.get(turn, 1)


def _require_span(part: Span | None) -> Span:
    if part is None:
        raise PhraseFault(Why.UNKNOWN)
    return part


def _ends(stretch: Stretch, on: date | None) -> tuple[Span, Span]:
    first, last = stretch.first, stretch.last
    if isinstance(last, CalendarUnit) and lacks_year(last) and not lacks_year(first):
        start = resolve_moment(first, on)
        later = resolve_each_year(last, range(start.start.year, start.start.year + 9))
        return start, check_weekday(last, find_first(last, later, lambda days: days.end >= start.start))
    end = resolve_moment(last, on)
    if isinstance(first, CalendarUnit) and lacks_year(first) and last.unit is not Unit.YEAR:
        start = resolve_in_year(first, end.start.year)
        if start.start > end.start and first.unit not in _OF_ONE_YEAR:
            start = resolve_in_year(first, end.start.year - 1)
        return check_weekday(first, start), end
    return resolve_moment(first, on), end
