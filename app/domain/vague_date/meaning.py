"""From what was said to the bounds that it can mean (domain/README.md, Deadlines)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.month import add_months
from app.domain.vague_date import edtf
from app.domain.vague_date import span as spans
from app.domain.vague_date.days import (
    build_missing,
    check_weekday,
    require_day,
    resolve_from,
    resolve_moment,
    resolve_stretch,
)
from app.domain.vague_date.lexicon import How, Turn
from app.domain.vague_date.occasion import KnownOccasion
from app.domain.vague_date.refusals import PhraseFault, Why
from app.domain.vague_date.span import Season, Span, Unit, UnitPart
from app.domain.vague_date.tree import (
    Ahead,
    Both,
    Bounded,
    CalendarUnit,
    Expression,
    Intended,
    Limited,
    Recurring,
    Rest,
    Still,
    Stretch,
    Undated,
    Year,
    lacks_year,
)

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_SHORTEST_MONTH, _LONGEST_AROUND = 28, 184
_FURTHEST = 100
"""Nobody promises more than a hundred units ahead."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The bounds, either of which may be open, and their EDTF; all None for what has no date."""

    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None


def interpret(expression: Expression, on: date | None) -> Meaning:
    """Return the bounds of what was said on a day. Raises PhraseFault where they cannot be known."""
    match expression:
        case Undated():
            return Meaning()
        case Recurring():
            return _recurring(expression, on)
        case Bounded():
            return _mean_bounded(expression, on)
        case Rest():
            return _mean_span(_rest(expression, require_day(on)))
        case Still(inner=inner):
            return _still(inner, on)
        case Intended(inner=inner):
            return interpret(inner, on)
        case Both():
            return _both(expression, on)
    return _mean_span(_span(expression, on))


def _mean_span(span: Span) -> Meaning:
    return Meaning(span.start, span.end, span.edtf)


def _until(day: date) -> Meaning:
    return Meaning(None, day, edtf.until(day))


def _from(day: date) -> Meaning:
    return Meaning(day, None, edtf.since(day))


def _span(expression: Limited, on: date | None) -> Span:
    match expression:
        case Stretch():
            return resolve_stretch(expression, on)
        case Ahead():
            return _ahead(expression, require_day(on))
    return resolve_moment(expression, on)


def _recurring(expression: Recurring, on: date | None) -> Meaning:
    """Again and again has no days but those between which it is."""
    match expression.inner:
        case None:
            return Meaning()
        case Bounded(how=How.PER | How.SINCE, inner=inner):
            return _mean_bounded(Bounded(How.FROM, inner), on)
        case inner:
            return interpret(inner, on)


def _mean_bounded(expression: Bounded, on: date | None) -> Meaning:
    inner = expression.inner
    if expression.how is How.UNTIL and _ends_this_year(inner):
        return _mean_span(
            _rest(Rest(True, CalendarUnit(Unit.YEAR, year=Year(turn=Turn.THIS))), require_day(on))
        )
    if isinstance(inner, CalendarUnit) and lacks_year(inner):
        if expression.how is How.SINCE:
            inner = replace(inner, turn=Turn.LATEST)
        else:
            return _nearest(expression.how, inner, require_day(on))
    return _mean_limited(expression.how, inner, _span(inner, on))


def _ends_this_year(inner: Limited) -> bool:
    """“Until the end of the year” tells of the rest of it."""
    return inner == CalendarUnit(Unit.YEAR, part=UnitPart.END, year=Year(turn=Turn.THIS))


def _nearest(how: How, inner: CalendarUnit, on: date) -> Meaning:
    """Read as a plan: the first year in which it has not passed."""
    for span in resolve_from(inner, on):
        meaning = _mean_limited(how, inner, span)
        if (meaning.latest or span.end) >= on:
            check_weekday(inner, span)
            return meaning
    raise build_missing(inner)


def _still(inner: Expression, on: date | None) -> Meaning:
    """What is still to come cannot have passed: “nog voor de zomer”, said in July, is refused."""
    if isinstance(inner, Bounded) and isinstance(inner.inner, CalendarUnit) and lacks_year(inner.inner):
        meaning = _mean_limited(inner.how, inner.inner, resolve_moment(inner.inner, on))
    else:
        meaning = interpret(inner, on)
    if on and meaning.latest and meaning.latest < on:
        raise PhraseFault(Why.PAST)
    return meaning


def _both(expression: Both, on: date | None) -> Meaning:
    """The days in which both statements hold; where one names no year, it is looked for near the other."""
    for first, second in _readings(expression, on):
        earliest = max(filter(None, (first.earliest, second.earliest)), default=None)
        latest = min(filter(None, (first.latest, second.latest)), default=None)
        if earliest is None or latest is None or earliest <= latest:
            return _between(earliest, latest)
    raise PhraseFault(Why.CONTRADICTS)


def _readings(expression: Both, on: date | None) -> Iterator[tuple[Meaning, Meaning]]:
    sides = (expression.first, expression.second)
    days_of_saying = [on]
    for side in sides:
        try:
            meaning = interpret(side, on)
        except PhraseFault:
            continue
        if meaning.earliest:
            days_of_saying.append(meaning.earliest)
        elif meaning.latest:
            days_of_saying += [meaning.latest, meaning.latest - timedelta(days=364)]
    for day in days_of_saying:
        try:
            yield (
                interpret(sides[0], day if _is_yearless(sides[0]) else on),
                interpret(sides[1], day if _is_yearless(sides[1]) else on),
            )
        except PhraseFault as fault:
            if fault.why is not Why.NEEDS_DAY or day is days_of_saying[-1]:
                raise


def _is_yearless(expression: Expression) -> bool:
    match expression:
        case Bounded(inner=inner) | Still(inner=inner):
            return _is_yearless(inner)
        case Stretch(first=first, last=last):
            return lacks_year(first) and lacks_year(last)
        case CalendarUnit():
            return lacks_year(expression)
    return False


def _between(earliest: date | None, latest: date | None) -> Meaning:
    if earliest and latest:
        return _mean_span(spans.days(earliest, latest))
    return _from(earliest) if earliest else _until(latest or date.max)


def _mean_limited(how: How, inner: Limited, span: Span) -> Meaning:
    match how:
        case How.BEFORE:
            return _until(_last_before(inner, span))
        case How.BY | How.UNTIL:
            return _until(span.end)
        case How.AFTER:
            return _after(inner, span)
        case How.TOWARDS:
            return _towards(inner, span)
        case How.PER | How.SINCE if isinstance(inner, CalendarUnit) and inner.unit is Unit.DAY:
            return _mean_span(span)
        case How.AROUND:
            return _mean_span(_around(span))
        case How.WEEK_OF | How.WEEK_FROM | How.WEEK_TO:
            return _mean_span(_week(how, inner, span))
    return _from(span.start)


def _towards(inner: Limited, span: Span) -> Meaning:
    """Towards the end is that end; towards the summer or Christmas is before it; towards a day is by it."""
    if _is_end(inner):
        return _mean_span(span)
    begins = isinstance(inner, CalendarUnit) and inner.unit in (Unit.SEASON, Unit.OCCASION)
    return _until(_last_before(inner, span) if begins else span.end)


def _after(inner: Limited, span: Span) -> Meaning:
    """After the summer, or its recess, is the autumn; after anything else has no end."""
    if _is_summer(inner):
        return _mean_span(spans.months(span.start.year, Season.AUTUMN, 3, soft=True))
    if _is_occasion(inner, KnownOccasion.SUMMER_RECESS):
        return _mean_span(spans.days(span.end + timedelta(days=1), date(span.end.year, 11, 30), soft=True))
    return _from(
        span.end if _is_occasion(inner, KnownOccasion.TURN_OF_YEAR) else span.end + timedelta(days=1)
    )


def _last_before(inner: Limited, span: Span) -> date:
    """Before the end of X counts the end in; before the summer is up to 20 June."""
    if _is_end(inner):
        return span.end
    if _is_summer(inner):
        return span.start.replace(day=20)
    if _is_occasion(inner, KnownOccasion.TURN_OF_YEAR):
        return span.start
    return span.start - timedelta(days=1)


def _is_end(inner: Limited) -> bool:
    return not isinstance(inner, Stretch | Ahead) and inner.part is UnitPart.END


def _is_occasion(inner: Limited, known: KnownOccasion) -> bool:
    """Whether this is the whole of a known occasion."""
    if not isinstance(inner, CalendarUnit) or inner.occasion is None or inner.part is not None:
        return False
    return inner.occasion.known is known


def _is_summer(inner: Limited) -> bool:
    return isinstance(inner, CalendarUnit) and (inner.unit, inner.index, inner.part) == (
        Unit.SEASON,
        Season.SUMMER,
        None,
    )


def _around(span: Span) -> Span:
    """Ten days on either side of what is shorter than a month, a month on either side of what is longer."""
    length = (span.end - span.start).days + 1
    if length > _LONGEST_AROUND:  # around 2030: nobody has said how wide that is
        raise PhraseFault(Why.UNKNOWN)
    if length < _SHORTEST_MONTH:
        return spans.days(span.start - timedelta(days=10), span.end + timedelta(days=10), soft=True)
    if span.start.day == 1 and (span.end + timedelta(days=1)).day == 1:
        count = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 3
        return spans.months(span.start.year, span.start.month - 1, count, soft=True)
    return spans.days(add_months(span.start, -1), add_months(span.end, 1), soft=True)


def _week(how: How, inner: Limited, span: Span) -> Span:
    """The calendar week of a day, or the seven days that begin or end with it."""
    if not isinstance(inner, CalendarUnit) or span.start != span.end:
        raise PhraseFault(Why.UNKNOWN)
    back = {How.WEEK_OF: span.start.weekday(), How.WEEK_FROM: 0, How.WEEK_TO: 6}[how]
    return spans.week(span.start - timedelta(days=back))


def _rest(expression: Rest, on: date) -> Span:
    span = resolve_moment(expression.inner, on)
    if not span.start <= on <= span.end or span.start == span.end:
        raise PhraseFault(Why.UNKNOWN)
    return spans.days(on, span.end) if expression.remains else spans.days(span.start, on)


def _ahead(expression: Ahead, on: date) -> Span:
    if not 0 < expression.count <= _FURTHEST:
        raise PhraseFault(Why.UNKNOWN)
    first, last = (_add(on, count, expression.unit) for count in (expression.first, expression.count))
    return spans.days(first, last)


def _add(on: date, count: int, unit: Unit) -> date:
    if unit in _DAYS:
        return on + timedelta(days=count * _DAYS[unit])
    return add_months(on, count * _MONTHS[unit])
