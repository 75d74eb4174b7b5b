"""The grammar of a whole phrase: a moment or stretch, bounded or not, ahead, recurring, or without a date."""

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
    Moment,
    Recurring,
    Relative,
    Rest,
    Shifted,
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
Rule = Callable[[Phrase, int], Iterator[tuple[Moment | Stretch, int]]]
_CLOSING = (How.BEFORE, How.BY)
Stretches = Iterator[tuple[Stretch, int]]
_MARKS = "-/&"


def read_expressions(phrase: Phrase) -> Iterator[Expression]:
    """Yield every reading that uses all words of a phrase, the likeliest first."""
    for rule in (_vague, _dated, _recurring):
        for expression, end in rule(phrase, 0):
            if end == phrase.end:
                yield expression


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
        yield from _borrowing(phrase, start)
        yield from _days_of_month(phrase, start)
        yield from _numbers(phrase, start)


def _vague(phrase: Phrase, at: int) -> Phrases:
    for start in skip_lead(phrase, at, 1):
        for which, end in phrase.take(WordRole.VAGUE, start):
            yield Undated(which), end


def _dated(phrase: Phrase, at: int) -> Phrases:
    yield from _ahead(phrase, at)
    yield from read_moment(phrase, at)
    yield from _bounded(phrase, at, read_moment)
    yield from read_stretch(phrase, at)
    yield from _bounded(phrase, at, read_stretch)
    yield from _rest(phrase, at)


def _bounded(phrase: Phrase, at: int, rule: Rule) -> Iterator[tuple[Bounded, int]]:
    for start in skip_lead(phrase, at, 1):
        for how, behind in phrase.take(WordRole.HOW, start):
            inside = behind + 1 if phrase.mark(behind, ",") else behind
            for inner, end in rule(phrase, inside):
                yield Bounded(How(how), inner), end
                yield from (limited for limited in _closed_off(phrase, inner, end) if limited[0].how == how)
            if how in (How.BY, How.UNTIL):
                yield from (
                    limited for limited in _bounded(phrase, inside, rule) if limited[0].how in _CLOSING
                )
    for inner, end in rule(phrase, at):
        yield from _closed_off(phrase, inner, end)


def _closed_off(phrase: Phrase, inner: Moment | Stretch, at: int) -> Iterator[tuple[Bounded, int]]:
    """Words behind that limit: 2024 or later."""
    for how, end in phrase.take(WordRole.BEHIND, at + 1 if phrase.mark(at, ",") else at):
        yield Bounded(How(how), inner), end


def _rest(phrase: Phrase, at: int) -> Phrases:
    for start in skip_lead(phrase, at, 1):
        for which, behind in phrase.take(WordRole.REST, start):
            for inner in phrase.skip(behind, WordRole.OF):
                for moment_inside, end in [*read_this_unit(phrase, inner), *read_whole(phrase, inner)]:
                    yield Rest(which > 0, moment_inside), end


def _ahead(phrase: Phrase, at: int) -> Phrases:
    for start in skip_lead(phrase, at, 1):
        for _, behind in phrase.take(WordRole.WITHIN, start):
            for inner in phrase.skip(behind, WordRole.TURN, WordRole.ARTICLE):
                yield from _counted(phrase, inner)
        for turn, behind in phrase.take(WordRole.TURN, start):
            if turn in (Turn.COMING, Turn.AHEAD):
                yield from _counted(phrase, behind)
            if turn == Turn.AHEAD:
                yield from _one(phrase, behind)


def _counted(phrase: Phrase, at: int) -> Phrases:
    for count, behind in read_number(phrase, at):
        for unit, end in [*phrase.take(WordRole.UNIT, behind), *phrase.take(WordRole.UNITS, behind)]:
            yield Ahead(count, Unit(unit)), end


def _one(phrase: Phrase, at: int) -> Phrases:
    for unit, end in phrase.take(WordRole.UNIT, at):
        if unit in (Unit.YEAR, Unit.HALF):
            yield Ahead(1, Unit(unit)), end


def _recurring(phrase: Phrase, at: int) -> Phrases:
    for behind in _again(phrase, at):
        yield Recurring(None), behind
        for start in [behind + 1] if phrase.mark(behind, ",") else phrase.skip(behind, WordRole.OF):
            for inner, end in _dated(phrase, start):
                yield Recurring(inner), end
    for inner, behind in _dated(phrase, at):
        for end in _again(phrase, behind + 1 if phrase.mark(behind, ",") else behind):
            yield Recurring(inner), end


def _again(phrase: Phrase, at: int) -> Iterator[int]:
    """Every half-year, quarterly, at least four times a year."""
    for start in phrase.skip(at, WordRole.LEAST):
        yield from (end for _, end in phrase.take(WordRole.OFTEN, start))
        yield from _every(phrase, start)
        for _, behind in read_number(phrase, start):
            for _, times in phrase.take(WordRole.TIMES, behind):
                yield from (end for _, end in phrase.take(WordRole.UNIT, times))
                yield from _every(phrase, times)
            if start != at:
                yield from (
                    end
                    for _, end in [*phrase.take(WordRole.UNIT, behind), *phrase.take(WordRole.UNITS, behind)]
                )


def _every(phrase: Phrase, at: int) -> Iterator[int]:
    for _, behind in phrase.take(WordRole.EVERY, at):
        for start in [behind, *(end for _, end in read_number(phrase, behind))]:
            for role in (WordRole.UNIT, WordRole.UNITS, WordRole.SEASON, WordRole.MONTH):
                yield from (end for _, end in phrase.take(role, start))


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
    for _, behind in phrase.take(WordRole.TO, at):
        yield behind
    if phrase.mark(at, _MARKS):
        yield at + 1


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
            if not isinstance(last, Shifted) and last.part is not None and last.part > part:
                yield Stretch(_part_of(last, UnitPart(part)), last), end


def _lasts(phrase: Phrase, at: int) -> Iterator[tuple[Moment, int]]:
    for follows in _joints(phrase, at):
        yield from read_moment(phrase, follows)


def _part_of(last: CalendarUnit | Relative, part: UnitPart) -> CalendarUnit | Relative:
    return replace(last, part=part)


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
