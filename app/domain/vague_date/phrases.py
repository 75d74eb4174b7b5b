"""The grammar of one statement: a moment or stretch, bounded or not, ahead, or without a date."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.domain.vague_date.lexicon import How, Phrase, Turn, WordRole
from app.domain.vague_date.moments import read_moment, read_this_unit, read_whole, skip_lead
from app.domain.vague_date.span import Unit, UnitPart
from app.domain.vague_date.tree import (
    Ahead,
    Bounded,
    CalendarUnit,
    Expression,
    Limited,
    Moment,
    Relative,
    Rest,
    Stretch,
    Undated,
    lacks_year,
)
from app.domain.vague_date.units import (
    MOST,
    read_day_number,
    read_number,
    read_rank,
    read_unit_without_year,
    read_year_behind,
)

Phrases = Iterator[tuple[Expression, int]]
Rule = Callable[[Phrase, int], Iterator[tuple[Limited, int]]]
_CLOSING = (How.BEFORE, How.BY)
_CLOSELY = (How.BEFORE, How.AFTER, How.AROUND)
Stretches = Iterator[tuple[Stretch, int]]
_MARKS = "-/&"
_ONE_AND_A_HALF = {Unit.YEAR: (18, Unit.MONTH), Unit.MONTH: (6, Unit.WEEK)}


def read_vague(phrase: Phrase, at: int) -> Phrases:
    """Words without any day."""
    for start in skip_lead(phrase, at, 1):
        for which, end in phrase.take(WordRole.VAGUE, start):
            yield Undated(which), end


def read_dated(phrase: Phrase, at: int) -> Phrases:
    """A statement that has days."""
    yield from _ahead(phrase, at)
    yield from read_moment(phrase, at)
    yield from _read_bounded(phrase, at, read_moment)
    yield from read_stretch(phrase, at)
    yield from _read_bounded(phrase, at, read_stretch)
    yield from (limited for limited in _read_bounded(phrase, at, _ahead) if limited[0].how is How.BY)
    yield from _rest(phrase, at)


def read_stretch(phrase: Phrase, at: int) -> Stretches:
    """Two moments with a word or mark between them, of which the first may borrow from the last."""
    for start in _openings(phrase, at):
        for first, behind in read_moment(phrase, start):
            for follows in _joints(phrase, behind):
                for last, end in read_moment(phrase, follows):
                    spelled = phrase.mark(behind, _MARKS) and _is_year_of(last, first)
                    opened = start != at and not phrase.mark(behind, _MARKS)
                    if not spelled and (opened or not _is_year_of(first, last)):
                        yield Stretch(first, last), end
            yield from _next_to(phrase, first, behind)
        yield from _borrowing(phrase, start)
        yield from _days_of_month(phrase, start)
        yield from _numbers(phrase, start)


def _read_bounded(phrase: Phrase, at: int, rule: Rule) -> Iterator[tuple[Bounded, int]]:
    for start in skip_lead(phrase, at, 1):
        for how, behind in _limits(phrase, start):
            inside = behind + 1 if phrase.mark(behind, ",") else behind
            for inner, end in rule(phrase, inside):
                yield Bounded(How(how), inner), end
                yield from (
                    limited for limited in _read_limit_behind(phrase, inner, end) if limited[0].how == how
                )
            if how in (How.BY, How.UNTIL):
                yield from (
                    limited for limited in _read_bounded(phrase, inside, rule) if limited[0].how in _CLOSING
                )
    for inner, end in rule(phrase, at):
        yield from _read_limit_behind(phrase, inner, end)


def _limits(phrase: Phrase, at: int) -> Iterator[tuple[int, int]]:
    """A word that limits, perhaps with how closely: kort na, ruim voor. What that adds, nobody has said."""
    yield from phrase.take(WordRole.HOW, at)
    for _, behind in phrase.take(WordRole.CLOSELY, at):
        for how, end in phrase.take(WordRole.HOW, behind):
            if how in _CLOSELY:
                yield how, end


def _read_limit_behind(phrase: Phrase, inner: Limited, at: int) -> Iterator[tuple[Bounded, int]]:
    """Words behind that limit: 2024 or later."""
    for how, end in phrase.take(WordRole.BEHIND, at + 1 if phrase.mark(at, ",") else at):
        yield Bounded(How(how), inner), end


def _rest(phrase: Phrase, at: int) -> Phrases:
    for start in skip_lead(phrase, at, 1):
        for which, behind in phrase.take(WordRole.REST, start):
            for inner in phrase.skip(behind, WordRole.OF):
                for moment_inside, end in [*read_this_unit(phrase, inner), *read_whole(phrase, inner)]:
                    yield Rest(which > 0, moment_inside), end


def _ahead(phrase: Phrase, at: int) -> Iterator[tuple[Ahead, int]]:
    for start in skip_lead(phrase, at, 1):
        for _, behind in phrase.take(WordRole.WITHIN, start):
            for inner in phrase.skip(behind, WordRole.TURN, WordRole.ARTICLE):
                yield from _up_to(phrase, inner)
        for turn, behind in phrase.take(WordRole.TURN, start):
            if turn in (Turn.COMING, Turn.AHEAD):
                yield from _up_to(phrase, behind)
            if turn == Turn.AHEAD:
                yield from _one(phrase, behind)
    for _, behind in phrase.take(WordRole.LATER_BY, at):
        yield from _after(phrase, behind)
    for ahead, behind in _after(phrase, at):
        for _, end in phrase.take(WordRole.FROM_NOW, behind):
            yield ahead, end


def _up_to(phrase: Phrase, at: int) -> Iterator[tuple[Ahead, int]]:
    """Within two or three weeks lies between now and three weeks."""
    for _, most, unit, end in _read_count(phrase, at):
        yield Ahead(most, unit), end


def _after(phrase: Phrase, at: int) -> Iterator[tuple[Ahead, int]]:
    """In two or three weeks lies between two weeks and three."""
    for least, most, unit, end in _read_count(phrase, at):
        yield Ahead(most, unit, first=least), end


def _read_count(phrase: Phrase, at: int) -> Iterator[tuple[int, int, Unit, int]]:
    """Two weeks, 3/4 weeks, two or three weeks: the least, the most, the unit and where it ends."""
    for least, behind in read_number(phrase, at):
        counts = [(least, behind)]
        for follows in _joints(phrase, behind):
            counts += [(most, end) for most, end in read_number(phrase, follows) if most > least]
        for most, stop in counts:
            for unit, end in [*phrase.take(WordRole.UNIT, stop), *phrase.take(WordRole.UNITS, stop)]:
                yield least, most, Unit(unit), end
    for _, behind in phrase.take(WordRole.AND_A_HALF, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            if unit in _ONE_AND_A_HALF:
                count, smaller = _ONE_AND_A_HALF[Unit(unit)]
                yield count, count, smaller, end


def _one(phrase: Phrase, at: int) -> Iterator[tuple[Ahead, int]]:
    for unit, end in phrase.take(WordRole.UNIT, at):
        if unit in (Unit.YEAR, Unit.HALF):
            yield Ahead(1, Unit(unit)), end


def _next_to(phrase: Phrase, first: Moment, at: int) -> Stretches:
    """Eind juni, begin juli: where the one ends the other begins, and a comma is enough."""
    if phrase.mark(at, ",") and first.part is UnitPart.END:
        for last, end in read_moment(phrase, at + 1):
            if last.part is UnitPart.BEGIN:
                yield Stretch(first, last), end


def _is_year_of(first: Moment, last: Moment) -> bool:
    """Q1-2024 is one quarter, and so is “Q1 of 2024”, which is not Dutch for the one or the other."""
    return (
        lacks_year(first) and isinstance(last, CalendarUnit) and last.unit is Unit.YEAR and last.part is None
    )


def _openings(phrase: Phrase, at: int, most: int = 2) -> Iterator[int]:
    yield from skip_lead(phrase, at, 2)
    if most:
        for start in skip_lead(phrase, at, 2):
            for _, behind in phrase.take(WordRole.BETWEEN, start):
                yield from _openings(phrase, behind, most - 1)


def _joints(phrase: Phrase, at: int) -> Iterator[int]:
    """A word between two ends, a mark, or a word between marks: mid-to-late."""
    for _, behind in phrase.take(WordRole.TO, at):
        yield behind
    if phrase.mark(at, _MARKS):
        yield at + 1
        for _, behind in phrase.take(WordRole.TO, at + 1):
            if phrase.mark(behind, "-"):
                yield behind + 1


def _borrowing(phrase: Phrase, at: int) -> Stretches:
    """13 - 15 July, the first and second quarter, begin or medio 2024."""
    day = read_day_number(phrase, at)
    if day is not None:
        for last, end in _lasts(phrase, at + 1):
            if isinstance(last, CalendarUnit) and last.unit is Unit.DAY:
                yield Stretch(replace(last, day=day), last), end
    for which, behind in read_rank(phrase, at):
        for last, end in _lasts(phrase, behind):
            if (
                isinstance(last, CalendarUnit)
                and last.unit in (Unit.QUARTER, Unit.HALF)
                and 0 < which < last.index
            ):
                yield Stretch(replace(last, index=which), last), end
    for part, behind in phrase.take(WordRole.PART, at):
        for last, end in _lasts(phrase, behind):
            is_unit = isinstance(last, CalendarUnit | Relative)
            if is_unit and isinstance(last.part, UnitPart) and last.part > part:
                yield Stretch(replace(last, part=UnitPart(part)), last), end


def _lasts(phrase: Phrase, at: int) -> Iterator[tuple[Moment, int]]:
    for follows in _joints(phrase, at):
        yield from read_moment(phrase, follows)


def _numbers(phrase: Phrase, at: int) -> Stretches:
    """Q1-3 2024, week 12 and 13: the second is a number only."""
    for first, behind in read_unit_without_year(phrase, at):
        if first.unit in (Unit.QUARTER, Unit.HALF, Unit.WEEK):
            for follows in _joints(phrase, behind):
                for index, end in read_number(phrase, follows):
                    last = replace(first, index=index)
                    if first.index < index <= MOST[first.unit]:
                        yield Stretch(first, last), end
                        for year, stop in read_year_behind(phrase, end):
                            yield Stretch(first, replace(last, year=year)), stop


def _days_of_month(phrase: Phrase, at: int) -> Stretches:
    """November 19-20, deze maand van 4 tot 22, in feb tussen 2-7 2018."""
    for month, behind in _months(phrase, at):
        for start in [behind, *(end for _, end in phrase.take(WordRole.BETWEEN, behind))]:
            first = read_day_number(phrase, start)
            for follows in _joints(phrase, start + 1):
                last = read_day_number(phrase, follows)
                if first is not None and last is not None:
                    yield from _with_year(phrase, month, (first, last), follows + 1)


def _months(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit | Relative, int]]:
    for month, end in phrase.take(WordRole.MONTH, at):
        yield CalendarUnit(Unit.DAY, month), end
    for turn, behind in phrase.take(WordRole.TURN, at):
        for month, end in phrase.take(WordRole.MONTH, behind):
            yield CalendarUnit(Unit.DAY, month, turn=Turn(turn)), end
        for unit, end in phrase.take(WordRole.UNIT, behind):
            if unit == Unit.MONTH:
                yield Relative(Unit.MONTH, Turn(turn)), end


def _with_year(phrase: Phrase, month: CalendarUnit | Relative, days: tuple[int, int], at: int) -> Stretches:
    first, last = (replace(month, day=day) for day in days)
    if isinstance(first, CalendarUnit) and isinstance(last, CalendarUnit):
        for year, end in read_year_behind(phrase, at):
            yield Stretch(replace(first, year=year), replace(last, year=year)), end
    yield Stretch(first, last), at
