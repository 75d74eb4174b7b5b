"""From what was said to the bounds that it can mean (domain/README.md, Deadlines)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.month import add_months
from app.domain.vague_date import edtf
from app.domain.vague_date import span as spans
from app.domain.vague_date.days import require_day, resolve_each_year, resolve_moment, resolve_stretch
from app.domain.vague_date.lexicon import How, Turn
from app.domain.vague_date.refusals import PhraseFault, Why
from app.domain.vague_date.span import Season, Span, Unit, UnitPart
from app.domain.vague_date.tree import (
    Ahead,
    Bounded,
    CalendarUnit,
    Expression,
    Moment,
    Recurring,
    Relative,
    Rest,
    Shifted,
    Stretch,
    Undated,
    Year,
    lacks_year,
)

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
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
            return _bounded(expression, on)
        case Rest():
            return _closed(_rest(expression, require_day(on)))
        case Ahead():
            return _closed(_ahead(expression, require_day(on)))
        case Stretch() | CalendarUnit() | Relative() | Shifted():
            return _closed(_span(expression, on))


def _closed(span: Span) -> Meaning:
    return Meaning(span.start, span.end, span.edtf)


def _until(day: date) -> Meaning:
    return Meaning(None, day, edtf.until(day))


def _from(day: date) -> Meaning:
    return Meaning(day, None, edtf.since(day))


def _span(expression: Moment | Stretch, on: date | None) -> Span:
    return (
        resolve_stretch(expression, on) if isinstance(expression, Stretch) else resolve_moment(expression, on)
    )


def _recurring(expression: Recurring, on: date | None) -> Meaning:
    """Again and again has no days but those between which it is."""
    match expression.inner:
        case None:
            return Meaning()
        case Bounded(how=How.PER | How.SINCE, inner=inner):
            return _bounded(Bounded(How.FROM, inner), on)
        case inner:
            return interpret(inner, on)


def _bounded(expression: Bounded, on: date | None) -> Meaning:
    inner = expression.inner
    if expression.how is How.UNTIL and _ends_this_year(inner):
        return _closed(_rest(Rest(True, CalendarUnit(Unit.YEAR, year=Year(turn=Turn.THIS))), require_day(on)))
    if isinstance(inner, CalendarUnit) and lacks_year(inner):
        if expression.how is How.SINCE:
            inner = replace(inner, turn=Turn.LATEST)
        else:
            return _nearest(expression.how, inner, require_day(on))
    return _limited(expression.how, inner, _span(inner, on))


def _ends_this_year(inner: Moment | Stretch) -> bool:
    """“Until the end of the year” tells of the rest of it."""
    return inner == CalendarUnit(Unit.YEAR, part=UnitPart.END, year=Year(turn=Turn.THIS))


def _nearest(how: How, inner: CalendarUnit, on: date) -> Meaning:
    """Read as a plan: the first year in which it has not passed."""
    for span in resolve_each_year(inner, range(on.year - 1, on.year + 9)):
        meaning = _limited(how, inner, span)
        if (meaning.latest or span.end) >= on:
            return meaning
    raise PhraseFault(Why.NO_SUCH_DAY)


def _limited(how: How, inner: Moment | Stretch, span: Span) -> Meaning:
    match how:
        case How.BEFORE:
            return _until(_last_before(inner, span))
        case How.BY | How.UNTIL:
            return _until(span.end)
        case How.AFTER:
            if _is_summer(inner):
                return _closed(spans.months(span.start.year, Season.AUTUMN, 3, soft=True))
            return _from(span.end + timedelta(days=1))
        case How.PER | How.SINCE if not isinstance(inner, Stretch | Shifted) and inner.unit is Unit.DAY:
            return _closed(span)
        case How.AROUND:
            return _closed(_around(inner, span))
    return _from(span.start)


def _last_before(inner: Moment | Stretch, span: Span) -> date:
    """Before the end of X counts the end in; before the summer is up to 20 June."""
    if not isinstance(inner, Stretch | Shifted) and inner.part is UnitPart.END:
        return span.end
    if _is_summer(inner):
        return span.start.replace(day=20)
    return span.start - timedelta(days=1)


def _is_summer(inner: Moment | Stretch) -> bool:
    return isinstance(inner, CalendarUnit) and (inner.unit, inner.index, inner.part) == (
        Unit.SEASON,
        Season.SUMMER,
        None,
    )


def _around(inner: Moment | Stretch, span: Span) -> Span:
    """A month on either side of a season, ten days of a part of a month; no other width was ever agreed."""
    match inner:
        case CalendarUnit(unit=Unit.SEASON, part=None):
            return spans.months(span.start.year, span.start.month - 1, 5, soft=True)
        case CalendarUnit(unit=Unit.MONTH, part=part) | Relative(unit=Unit.MONTH, part=part) if (
            part is not None
        ):
            return spans.days(span.start - timedelta(days=10), span.end + timedelta(days=10), soft=True)
    raise PhraseFault(Why.UNKNOWN)


def _rest(expression: Rest, on: date) -> Span:
    span = resolve_moment(expression.inner, on)
    if not span.start <= on <= span.end or span.start == span.end:
        raise PhraseFault(Why.UNKNOWN)
    return spans.days(on, span.end) if expression.remains else spans.days(span.start, on)


def _ahead(expression: Ahead, on: date) -> Span:
    if not 0 < expression.count <= _FURTHEST:
        raise PhraseFault(Why.UNKNOWN)
    if expression.unit in _DAYS:
        return spans.days(on, on + timedelta(days=expression.count * _DAYS[expression.unit]))
    return spans.days(on, add_months(on, expression.count * _MONTHS[expression.unit]))
