"""Stretches of days and how long their units and parts are (domain/README.md, Deadlines)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from app.domain.month import first_of_month, last_of_month
from app.domain.vague_date import edtf


class Unit(IntEnum):
    """What a calendar is counted in."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    SEASON = 4
    QUARTER = 5
    HALF = 6
    YEAR = 7
    OCCASION = 8


class Season(IntEnum):
    """The season, by the month in which it begins here."""

    SPRING = 3
    SUMMER = 6
    AUTUMN = 9
    WINTER = 12


class UnitPart(IntEnum):
    """Which part of a unit; the first three are soft."""

    BEGIN = 0
    MID = 1
    END = 2
    FIRST_HALF = 3
    SECOND_HALF = 4


@dataclass(frozen=True, slots=True)
class Slice:
    """Some smaller units of a unit: the first week, the last two months, the third Tuesday.

    `which` counts from 1, or from -1 backwards; `weekday` says which days, where the unit is a day.
    """

    which: int
    unit: Unit
    count: int = 1
    weekday: int | None = None


Part = UnitPart | Slice


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both counted, with what EDTF writes for the whole or else for each side."""

    start: date
    end: date
    start_edtf: str
    end_edtf: str
    whole_edtf: str | None = None

    @property
    def edtf(self) -> str:
        """The EDTF of the span."""
        return self.whole_edtf or f"{self.start_edtf}/{self.end_edtf}"


def days(start: date, end: date, soft: bool = False) -> Span:
    """From day to day."""
    whole_edtf = edtf.day(start) if start == end and not soft else None
    return Span(start, end, edtf.day(start, soft), edtf.day(end, soft), whole_edtf)


def months(year: int, month: int, count: int, soft: bool = False, whole_edtf: str | None = None) -> Span:
    """A number of whole months; the month may lie outside 1 to 12 and then counts on."""
    start = first_of_month(year, month)
    final = first_of_month(year, month + count - 1)
    end = last_of_month(final)
    sides = edtf.month(start, soft), edtf.month(final, soft)
    return Span(start, end, *sides, whole_edtf or (sides[0] if count == 1 else None))


def year(number: int) -> Span:
    """A calendar year."""
    return Span(date(number, 1, 1), date(number, 12, 31), f"{number:04}", f"{number:04}", f"{number:04}")


def half(number: int, which: int) -> Span:
    """A half of a year."""
    return months(number, which * 6 - 5, 6, whole_edtf=edtf.half(number, which))


def quarter(number: int, which: int) -> Span:
    """A quarter of a year."""
    return months(number, which * 3 - 2, 3, whole_edtf=edtf.quarter(number, which))


def season(number: int, which: int) -> Span:
    """Three months; winter is written by its months, since EDTF readers end theirs on 31 December."""
    if which == Season.WINTER:
        return months(number, which, 3, soft=True)
    return months(number, which, 3, whole_edtf=edtf.season(number, which // 3))


def week(monday: date) -> Span:
    """Monday up to Sunday."""
    return days(monday, monday + timedelta(days=6))


_MONTHS_OF_PART = {Unit.YEAR: ((0, 3), (5, 2), (9, 3)), Unit.HALF: ((0, 2), (2, 2), (4, 2))}
_MONTHS_OF_QUARTER = ((0, 1), (1, 1), (2, 1))


def part_of(unit: Unit, span: Span, part: Part) -> Span | None:
    """A part of a unit (domain/README.md, Deadlines); None where nobody has said how long that is."""
    if isinstance(part, Slice):
        return _slice_of(span, part)
    start = span.start
    if part > UnitPart.END:
        return _half_of_month(span, part) if unit is Unit.MONTH else None
    match unit:
        case Unit.YEAR | Unit.HALF | Unit.QUARTER | Unit.SEASON:
            skipped, count = _MONTHS_OF_PART.get(unit, _MONTHS_OF_QUARTER)[part]
            return months(start.year, start.month + skipped, count, soft=True)
        case Unit.MONTH:
            first, last = ((1, 10), (11, 20), (21, 31))[part]
            return days(start.replace(day=first), start.replace(day=min(last, span.end.day)), soft=True)
        case Unit.OCCASION:
            return _third_of(span, part)
        case Unit.WEEK if part is UnitPart.END:
            return days(start + timedelta(days=3), span.end, soft=True)
    return None


def _half_of_month(span: Span, part: UnitPart) -> Span:
    middle = span.start.replace(day=15)
    if part is UnitPart.FIRST_HALF:
        return days(span.start, middle)
    return days(middle + timedelta(days=1), span.end)


def _third_of(span: Span, part: UnitPart) -> Span:
    """What has a name may be of any length: it has a first, a middle and a last third."""
    length = (span.end - span.start).days + 1
    first, last = part * length // 3, max((part + 1) * length // 3 - 1, part * length // 3)
    return days(span.start + timedelta(days=first), span.start + timedelta(days=last), soft=True)


def _slice_of(span: Span, part: Slice) -> Span | None:
    """The n-th smaller unit of a span, or several in a row; weeks are the days 1 to 7, 8 to 14…"""
    if part.weekday is not None:
        return _weekday_of(span, part.which, part.weekday)
    skipped = part.which - 1 if part.which > 0 else 0
    if part.unit in (Unit.DAY, Unit.WEEK):
        size = 7 if part.unit is Unit.WEEK else 1
        if part.which > 0:
            first = span.start + timedelta(days=skipped * size)
            last = first + timedelta(days=part.count * size - 1)
        else:
            last = span.end
            first = last - timedelta(days=part.count * size - 1)
        return days(first, last) if span.start <= first <= last <= span.end else None
    size = 3 if part.unit is Unit.QUARTER else 1
    total = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    first_month = skipped * size if part.which > 0 else total - part.count * size
    if not 0 <= first_month < first_month + part.count * size <= total:
        return None
    return months(span.start.year, span.start.month + first_month, part.count * size)


def _weekday_of(span: Span, which: int, weekday: int) -> Span | None:
    if which > 0:
        ahead = (weekday - span.start.weekday()) % 7
        day = span.start + timedelta(days=ahead + 7 * (which - 1))
    else:
        day = span.end - timedelta(days=(span.end.weekday() - weekday) % 7)
    return days(day, day) if span.start <= day <= span.end else None
