"""The grammar of stretches: from … to …, between … and …, Q1-Q3 2024, 8 & 15 January, begin/medio 2024."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.vague_date.lexicon import Role, Text, Turn
from app.domain.vague_date.moments import lead, moment
from app.domain.vague_date.said import Calendar, Moment, Relative, Shifted, Stretch, lacks_year
from app.domain.vague_date.span import Part, Unit
from app.domain.vague_date.units import MOST, day_number, number, rank, unit_without_year
from app.domain.vague_date.year_words import year_behind

Stretches = Iterator[tuple[Stretch, int]]
_MARKS = "-/&"


def stretch(t: Text, at: int) -> Stretches:
    """Two moments with a word or mark between them, of which the first may borrow from the last."""
    for start in _openings(t, at):
        for first, behind in moment(t, start):
            for follows in _joints(t, behind):
                for last, end in moment(t, follows):
                    spelled = t.mark(behind, _MARKS) and _is_year_of(last, first)
                    opened = start != at and not t.mark(behind, _MARKS)
                    if not spelled and (opened or not _is_year_of(first, last)):
                        yield Stretch(first, last), end
        yield from _borrowing(t, start)
        yield from _days_of_month(t, start)
        yield from _numbers(t, start)


def _is_year_of(first: Moment, last: Moment) -> bool:
    """Q1-2024 is one quarter, and so is “Q1 of 2024”, which is not Dutch for the one or the other."""
    return lacks_year(first) and isinstance(last, Calendar) and last.unit is Unit.YEAR and last.part is None


def _openings(t: Text, at: int, most: int = 2) -> Iterator[int]:
    yield from lead(t, at, 2)
    if most:
        for start in lead(t, at, 2):
            for _, behind in t.take(Role.BETWEEN, start):
                yield from _openings(t, behind, most - 1)


def _joints(t: Text, at: int) -> Iterator[int]:
    for _, behind in t.take(Role.TO, at):
        yield behind
    if t.mark(at, _MARKS):
        yield at + 1


def _borrowing(t: Text, at: int) -> Stretches:
    """13 - 15 July, the first and second quarter, begin or medio 2024."""
    day = day_number(t, at)
    if day is not None:
        for last, end in _lasts(t, at + 1):
            if isinstance(last, Calendar) and last.unit is Unit.DAY:
                yield Stretch(replace(last, day=day), last), end
    for which, behind in rank(t, at):
        for last, end in _lasts(t, behind):
            if (
                isinstance(last, Calendar)
                and last.unit in (Unit.QUARTER, Unit.HALF)
                and 0 < which < last.index
            ):
                yield Stretch(replace(last, index=which), last), end
    for part, behind in t.take(Role.PART, at):
        for last, end in _lasts(t, behind):
            if not isinstance(last, Shifted) and last.part is not None and last.part > part:
                yield Stretch(_part_of(last, Part(part)), last), end


def _lasts(t: Text, at: int) -> Iterator[tuple[Moment, int]]:
    for follows in _joints(t, at):
        yield from moment(t, follows)


def _part_of(last: Calendar | Relative, part: Part) -> Calendar | Relative:
    return replace(last, part=part)


def _numbers(t: Text, at: int) -> Stretches:
    """Q1-3 2024, week 12 and 13: the second is a number only."""
    for first, behind in unit_without_year(t, at):
        if first.unit in (Unit.QUARTER, Unit.HALF, Unit.WEEK):
            for follows in _joints(t, behind):
                for index, end in number(t, follows):
                    last = replace(first, index=index)
                    if first.index < index <= MOST[first.unit]:
                        yield Stretch(first, last), end
                        for year, stop in year_behind(t, end):
                            yield Stretch(first, replace(last, year=year)), stop


def _days_of_month(t: Text, at: int) -> Stretches:
    """November 19-20, deze maand van 4 tot 22, in feb tussen 2-7 2018."""
    for month, behind in _months(t, at):
        for start in [behind, *(end for _, end in t.take(Role.BETWEEN, behind))]:
            first = day_number(t, start)
            for follows in _joints(t, start + 1):
                last = day_number(t, follows)
                if first is not None and last is not None:
                    yield from _with_year(t, month, (first, last), follows + 1)


def _months(t: Text, at: int) -> Iterator[tuple[Calendar | Relative, int]]:
    for month, end in t.take(Role.MONTH, at):
        yield Calendar(Unit.DAY, month), end
    for turn, behind in t.take(Role.TURN, at):
        for month, end in t.take(Role.MONTH, behind):
            yield Calendar(Unit.DAY, month, turn=Turn(turn)), end
        for unit, end in t.take(Role.UNIT, behind):
            if unit == Unit.MONTH:
                yield Relative(Unit.MONTH, Turn(turn)), end


def _with_year(t: Text, month: Calendar | Relative, days: tuple[int, int], at: int) -> Stretches:
    first, last = (replace(month, day=day) for day in days)
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        for found, end in year_behind(t, at):
            yield Stretch(replace(first, year=found), replace(last, year=found)), end
    yield Stretch(first, last), at
