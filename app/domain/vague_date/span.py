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


def part_of(unit: Unit, span: Span, part: UnitPart) -> Span | None:
    """A part of a unit (domain/README.md, Deadlines); None where nobody has said how long that is."""
    start = span.start
    if unit is Unit.YEAR and part <= UnitPart.END:
        month, count = ((1, 3), (6, 2), (10, 3))[part]
        return months(start.year, month, count, soft=True)
    if unit in (Unit.QUARTER, Unit.SEASON) and part <= UnitPart.END:
        return months(start.year, start.month + part, 1, soft=True)
    if unit is Unit.MONTH:
        first, last = ((1, 10), (11, 20), (21, 31), (1, 15), (16, 31))[part]
        return days(
            start.replace(day=first), start.replace(day=min(last, span.end.day)), part <= UnitPart.END
        )
    if unit is Unit.WEEK and part is UnitPart.END:
        return days(start + timedelta(days=3), span.end, soft=True)
    return None
