"""The grammar of one moment: a unit of the calendar, a part of one, or one counted from the day of saying."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.vague_date.lexicon import Phrase, Turn, WordRole
from app.domain.vague_date.span import Part, Slice, Unit, UnitPart
from app.domain.vague_date.tree import CalendarUnit, Moment, NearWeekday, Relative, Shifted, Year
from app.domain.vague_date.units import (
    full_year,
    read_date_in_digits,
    read_number,
    read_rank,
    read_unit_without_year,
    read_winter_of_two_years,
    read_year,
    read_year_behind,
)

Moments = Iterator[tuple[Moment, int]]
Parts = Iterator[tuple[Part, tuple[Unit, ...], int]]
"""A part, the units of which it can be one, and where its words end."""
_PARTED = (Unit.WEEK, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF, Unit.YEAR, Unit.OCCASION)
_TURNABLE = (Unit.DAY, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF, Unit.OCCASION)
_LARGER = {
    Unit.DAY: (Unit.WEEK, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF, Unit.YEAR),
    Unit.WEEK: (Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF, Unit.YEAR),
    Unit.MONTH: (Unit.SEASON, Unit.QUARTER, Unit.HALF, Unit.YEAR),
    Unit.QUARTER: (Unit.HALF, Unit.YEAR),
}
"""What a unit can be a slice of."""
_FEW = {Unit.DAY: (Unit.MONTH,), Unit.WEEK: (Unit.MONTH,), Unit.MONTH: (Unit.YEAR,)}
_ENDS = {1: UnitPart.BEGIN, -1: UnitPart.END}
_HALVES = {1: UnitPart.FIRST_HALF, 2: UnitPart.SECOND_HALF, -1: UnitPart.SECOND_HALF}
_ROLLING = (Unit.YEAR, Unit.HALF)
"""Het komende jaar begins today and is no calendar year; see `Ahead`."""


def read_moment(phrase: Phrase, at: int) -> Moments:
    """A moment, or a part of one, behind words that only place it (in, on the); jl. or a.s. after it."""
    for start in skip_lead(phrase, at):
        for inner, end in _moment(phrase, start):
            if isinstance(inner, CalendarUnit) and inner.year is None and inner.turn is None:
                for turn, behind in phrase.take(WordRole.SUFFIX, end):
                    yield replace(inner, turn=Turn(turn)), behind
            yield inner, end


def skip_lead(phrase: Phrase, at: int, most: int = 3) -> Iterator[int]:
    """Here, and behind the words that place or point but do not limit."""
    yield at
    if most:
        for role in (WordRole.AT, WordRole.ARTICLE):
            for _, behind in phrase.take(role, at):
                yield from skip_lead(phrase, behind, most - 1)


def read_whole(phrase: Phrase, at: int) -> Moments:
    """A moment that is not a part of another."""
    yield from _unit_and_year(phrase, at)
    for year_number, behind in read_year(phrase, at):
        yield from _year_first(phrase, behind, year_number)


def read_relative(phrase: Phrase, at: int) -> Moments:
    """A unit by its turn, one that comes back every year by its turn, or a day near today."""
    for turn, behind in phrase.take(WordRole.TURN, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            if unit != Unit.DAY and not (turn == Turn.AHEAD and unit in _ROLLING):
                yield _turn(Unit(unit), Turn(turn)), end
        for unit_of_year, end in read_unit_without_year(phrase, behind):
            if unit_of_year.unit in _TURNABLE:
                yield replace(unit_of_year, turn=Turn(turn)), end
    for unit, behind in phrase.take(WordRole.UNIT, at):
        for _, end in phrase.take(WordRole.FOLLOWING, behind):
            yield _turn(Unit(unit), Turn.AFTER_NEXT), end
    for days, end in phrase.take(WordRole.DAY, at):
        yield Shifted(days), end
    yield from _near_weekday(phrase, at)


def read_this_unit(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit | Relative, int]]:
    """“The month” is this one, but only where something is said of it."""
    for _, behind in phrase.take(WordRole.ARTICLE, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            if unit != Unit.DAY:
                yield _turn(Unit(unit), Turn.THIS), end


def _moment(phrase: Phrase, at: int) -> Moments:
    yield from read_whole(phrase, at)
    yield from _part(phrase, at)
    for _, start in phrase.take(WordRole.WITH, at):
        for behind in phrase.skip(start, WordRole.ARTICLE):
            for inner, end in read_whole(phrase, behind):
                if isinstance(inner, CalendarUnit) and inner.unit is Unit.OCCASION:
                    yield inner, end


def _unit_and_year(phrase: Phrase, at: int) -> Moments:
    yield from read_winter_of_two_years(phrase, at)
    for unit, behind in [
        *read_date_in_digits(phrase, at),
        *read_unit_without_year(phrase, at),
        *_month_of_short_year(phrase, at),
    ]:
        if unit.year is None:
            for unit_year, end in read_year_behind(phrase, behind):
                yield replace(unit, year=unit_year), end
        yield unit, behind
    yield from read_relative(phrase, at)
    for unit_year, end in read_year(phrase, at):
        yield CalendarUnit(Unit.YEAR, year=unit_year), end


def _year_first(phrase: Phrase, at: int, unit_year: Year) -> Moments:
    """2024 Q1, 2024-Q1, 2001, third quarter; volgend jaar in juni."""
    follows = phrase.mark(at, ",:") or (phrase.mark(at, "-/") and phrase.tokens[at].glued)
    for start in skip_lead(phrase, at + 1 if follows else at, 2):
        for unit, end in [*read_unit_without_year(phrase, start), *_part_of_unit(phrase, start)]:
            yield replace(unit, year=unit_year), end


def _month_of_short_year(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    """Augustus 99: more than any month has days."""
    for month, behind in phrase.take(WordRole.MONTH, at):
        token = phrase.number(behind)
        if token and len(token.text) == 2 and not token.is_rank and int(token.text) > 31:
            yield CalendarUnit(Unit.MONTH, month, year=Year(full_year(int(token.text)))), behind + 1


def _part_of_unit(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    for part, behind in phrase.take(WordRole.PART, at):
        for inner in _inside(phrase, behind):
            for unit, end in read_unit_without_year(phrase, inner):
                if unit.unit in _PARTED:
                    yield replace(unit, part=UnitPart(part)), end


def _part(phrase: Phrase, at: int) -> Moments:
    """A part of what follows it: begin 2024, the second half of May, the first week of January."""
    for rule in (_soft_parts, _halves, _slices, _firsts):
        for part, units, behind in rule(phrase, at):
            for whole, end in _wholes(phrase, behind):
                if whole.unit in units:
                    yield replace(whole, part=part), end


def _wholes(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit | Relative, int]]:
    for inner in _inside(phrase, at):
        for whole, end in [*_unit_and_year(phrase, inner), *read_this_unit(phrase, inner)]:
            if isinstance(whole, CalendarUnit | Relative):
                yield whole, end


def _soft_parts(phrase: Phrase, at: int) -> Parts:
    if any(phrase.take(WordRole.HALF, at)):  # “half jaar 2024” does not say which half
        return
    for part, behind in phrase.take(WordRole.PART, at):
        yield UnitPart(part), _PARTED, behind + 1 if phrase.mark(behind, "-") else behind


def _halves(phrase: Phrase, at: int) -> Parts:
    for which, behind in read_rank(phrase, at):
        for _, end in phrase.take(WordRole.HALF_OF, behind):
            if which in _HALVES:
                yield _HALVES[which], (Unit.MONTH,), end


def _slices(phrase: Phrase, at: int) -> Parts:
    """The first week, the last two months, the third Tuesday."""
    for which, behind in read_rank(phrase, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            yield Slice(which, Unit(unit)), _LARGER.get(Unit(unit), ()), end
        for weekday, end in phrase.take(WordRole.WEEKDAY, behind):
            yield Slice(which, Unit.DAY, weekday=weekday), _LARGER[Unit.DAY], end
        for count, start in read_number(phrase, behind) if which in _ENDS else ():
            for unit, end in phrase.take(WordRole.UNITS, start):
                yield Slice(which, Unit(unit), count or 1), _LARGER.get(Unit(unit), ()), end


def _firsts(phrase: Phrase, at: int) -> Parts:
    """The first months of a year, the last days of a month: how many is not said, as in begin and eind."""
    for which, behind in read_rank(phrase, at):
        for unit, end in phrase.take(WordRole.UNITS, behind):
            if which in _ENDS:
                yield _ENDS[which], _FEW.get(Unit(unit), ()), end


def _near_weekday(phrase: Phrase, at: int) -> Moments:
    """Aanstaande dinsdag, dinsdag a.s., volgende week vrijdag, vrijdag volgende week."""
    for turn, behind in phrase.take(WordRole.TURN, at):
        for weekday, end in phrase.take(WordRole.WEEKDAY, behind):
            if turn in (Turn.COMING, Turn.PAST):
                yield NearWeekday(weekday, Turn(turn)), end
    for weekday, behind in phrase.take(WordRole.WEEKDAY, at):
        for turn, end in phrase.take(WordRole.SUFFIX, behind):
            yield NearWeekday(weekday, Turn(turn)), end
        for turn, end in _read_turned_week(phrase, behind):
            yield NearWeekday(weekday, turn, in_week=True), end
    for turn, behind in _read_turned_week(phrase, at):
        for weekday, end in phrase.take(WordRole.WEEKDAY, behind):
            yield NearWeekday(weekday, turn, in_week=True), end


def _read_turned_week(phrase: Phrase, at: int) -> Iterator[tuple[Turn, int]]:
    for turn, behind in phrase.take(WordRole.TURN, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            if unit == Unit.WEEK and turn in (Turn.THIS, Turn.COMING, Turn.NEXT, Turn.PAST, Turn.PREVIOUS):
                yield Turn(turn), end


def _inside(phrase: Phrase, at: int) -> Iterator[int]:
    for start in phrase.skip(at, WordRole.OF):
        yield from phrase.skip(start, WordRole.ARTICLE)


def _turn(unit: Unit, turn: Turn) -> CalendarUnit | Relative:
    if unit is Unit.YEAR:
        return CalendarUnit(unit, year=Year(turn=turn))
    return Relative(unit, turn)
