"""The grammar of one moment: a unit of the calendar, a part of one, or one counted from the day of saying."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.vague_date.lexicon import Phrase, Turn, WordRole
from app.domain.vague_date.span import Unit, UnitPart
from app.domain.vague_date.tree import CalendarUnit, Moment, Relative, Shifted, Year
from app.domain.vague_date.units import (
    full_year,
    read_date_in_digits,
    read_rank,
    read_unit_without_year,
    read_winter_of_two_years,
    read_year,
    read_year_behind,
)

Moments = Iterator[tuple[Moment, int]]
_PARTED = (Unit.WEEK, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.YEAR)
_TURNABLE = (Unit.DAY, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF)
_ROLLING = (Unit.YEAR, Unit.HALF)
"""Het komende jaar begins today and is no calendar year; see `Ahead`."""


def read_moment(t: Phrase, at: int) -> Moments:
    """A moment, or a part of one, behind words that only place it (in, on the); jl. or a.s. after it."""
    for start in skip_lead(t, at):
        for inner, end in _moment(t, start):
            if isinstance(inner, CalendarUnit) and inner.year is None and inner.turn is None:
                for turn, behind in t.take(WordRole.SUFFIX, end):
                    yield replace(inner, turn=Turn(turn)), behind
            yield inner, end


def skip_lead(t: Phrase, at: int, most: int = 3) -> Iterator[int]:
    """Here, and behind the words that place or point but do not limit."""
    yield at
    if most:
        for role in (WordRole.AT, WordRole.ARTICLE):
            for _, behind in t.take(role, at):
                yield from skip_lead(t, behind, most - 1)


def read_whole(t: Phrase, at: int) -> Moments:
    """A moment that is not a part of another."""
    yield from _unit_and_year(t, at)
    for year_number, behind in read_year(t, at):
        yield from _year_first(t, behind, year_number)


def read_relative(t: Phrase, at: int) -> Iterator[tuple[CalendarUnit | Relative | Shifted, int]]:
    """A unit by its turn, one that comes back every year by its turn, or a day near today."""
    for turn, behind in t.take(WordRole.TURN, at):
        for unit, end in t.take(WordRole.UNIT, behind):
            if unit != Unit.DAY and not (turn == Turn.AHEAD and unit in _ROLLING):
                yield _turned(Unit(unit), Turn(turn)), end
        for unit_of_year, end in read_unit_without_year(t, behind):
            if unit_of_year.unit in _TURNABLE:
                yield (
                    CalendarUnit(unit_of_year.unit, unit_of_year.index, unit_of_year.day, turn=Turn(turn)),
                    end,
                )
    for unit, behind in t.take(WordRole.UNIT, at):
        for _, end in t.take(WordRole.FOLLOWING, behind):
            yield _turned(Unit(unit), Turn.AFTER_NEXT), end
    for days, end in t.take(WordRole.DAY, at):
        yield Shifted(days), end


def read_this_unit(t: Phrase, at: int) -> Iterator[tuple[CalendarUnit | Relative, int]]:
    """“The month” is this one, but only where something is said of it."""
    for _, behind in t.take(WordRole.ARTICLE, at):
        for unit, end in t.take(WordRole.UNIT, behind):
            if unit != Unit.DAY:
                yield _turned(Unit(unit), Turn.THIS), end


def _moment(t: Phrase, at: int) -> Moments:
    yield from read_whole(t, at)
    yield from _part(t, at)
    yield from _half_of_month(t, at)


def _unit_and_year(t: Phrase, at: int) -> Moments:
    yield from read_winter_of_two_years(t, at)
    for unit, behind in [
        *read_date_in_digits(t, at),
        *read_unit_without_year(t, at),
        *_month_of_short_year(t, at),
    ]:
        if unit.year is None:
            for unit_year, end in read_year_behind(t, behind):
                yield replace(unit, year=unit_year), end
        yield unit, behind
    yield from read_relative(t, at)
    for unit_year, end in read_year(t, at):
        yield CalendarUnit(Unit.YEAR, year=unit_year), end


def _year_first(t: Phrase, at: int, unit_year: Year) -> Moments:
    """2024 Q1, 2024-Q1, 2001, third quarter; volgend jaar in juni."""
    follows = t.mark(at, ",:") or (t.mark(at, "-/") and t.tokens[at].glued)
    for start in skip_lead(t, at + 1 if follows else at, 2):
        for unit, end in [*read_unit_without_year(t, start), *_part_of_unit(t, start)]:
            yield replace(unit, year=unit_year), end


def _month_of_short_year(t: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    """Augustus 99: more than any month has days."""
    for month, behind in t.take(WordRole.MONTH, at):
        token = t.number(behind)
        if token and len(token.text) == 2 and not token.is_rank and int(token.text) > 31:
            yield CalendarUnit(Unit.MONTH, month, year=Year(full_year(int(token.text)))), behind + 1


def _part_of_unit(t: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    for part, behind in t.take(WordRole.PART, at):
        for inner in _inside(t, behind):
            for unit, end in read_unit_without_year(t, inner):
                if unit.unit in _PARTED:
                    yield replace(unit, part=UnitPart(part)), end


def _part(t: Phrase, at: int) -> Moments:
    if any(t.take(WordRole.HALF, at)):  # “half jaar 2024” does not say which half
        return
    for part, behind in t.take(WordRole.PART, at):
        for inner in _inside(t, behind + 1 if t.mark(behind, "-") else behind):
            for inner_moment, end in [*_unit_and_year(t, inner), *read_this_unit(t, inner)]:
                if not isinstance(inner_moment, Shifted) and inner_moment.unit in _PARTED:
                    yield _with_part(inner_moment, UnitPart(part)), end


def _half_of_month(t: Phrase, at: int) -> Moments:
    for which, behind in read_rank(t, at):
        part = {1: UnitPart.FIRST_HALF, 2: UnitPart.SECOND_HALF, -1: UnitPart.SECOND_HALF}.get(which)
        for _, of in t.take(WordRole.HALF_OF, behind):
            for inner in _inside(t, of):
                for inner_moment, end in [*_unit_and_year(t, inner), *read_this_unit(t, inner)]:
                    if part and not isinstance(inner_moment, Shifted) and inner_moment.unit is Unit.MONTH:
                        yield _with_part(inner_moment, part), end


def _inside(t: Phrase, at: int) -> Iterator[int]:
    for start in t.skip(at, WordRole.OF):
        yield from t.skip(start, WordRole.ARTICLE)


def _with_part(moment: CalendarUnit | Relative, part: UnitPart) -> CalendarUnit | Relative:
    return replace(moment, part=part)


def _turned(unit: Unit, turn: Turn) -> CalendarUnit | Relative:
    if unit is Unit.YEAR:
        return CalendarUnit(unit, year=Year(turn=turn))
    return Relative(unit, turn)
