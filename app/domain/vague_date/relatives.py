"""The grammar of moments that are counted from the day of saying: next month, this autumn, tomorrow."""

from collections.abc import Iterator

from app.domain.vague_date.lexicon import Role, Text, Turn
from app.domain.vague_date.said import Calendar, Relative, Shifted, Year
from app.domain.vague_date.span import Unit
from app.domain.vague_date.units import unit_without_year

_TURNABLE = (Unit.DAY, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF)
_ROLLING = (Unit.YEAR, Unit.HALF)
"""Het komende jaar begins today and is no calendar year; see `Ahead`."""


def relative(t: Text, at: int) -> Iterator[tuple[Calendar | Relative | Shifted, int]]:
    """A unit by its turn, one that comes back every year by its turn, or a day near today."""
    for turn, behind in t.take(Role.TURN, at):
        for unit, end in t.take(Role.UNIT, behind):
            if unit != Unit.DAY and not (turn == Turn.AHEAD and unit in _ROLLING):
                yield _turned(Unit(unit), Turn(turn)), end
        for found, end in unit_without_year(t, behind):
            if found.unit in _TURNABLE:
                yield Calendar(found.unit, found.index, found.day, turn=Turn(turn)), end
    for unit, behind in t.take(Role.UNIT, at):
        for _, end in t.take(Role.FOLLOWING, behind):
            yield _turned(Unit(unit), Turn.AFTER_NEXT), end
    for days, end in t.take(Role.DAY, at):
        yield Shifted(days), end


def the_unit(t: Text, at: int) -> Iterator[tuple[Calendar | Relative, int]]:
    """“The month” is this one, but only where something is said of it."""
    for _, behind in t.take(Role.ARTICLE, at):
        for unit, end in t.take(Role.UNIT, behind):
            if unit != Unit.DAY:
                yield _turned(Unit(unit), Turn.THIS), end


def _turned(unit: Unit, turn: Turn) -> Calendar | Relative:
    if unit is Unit.YEAR:
        return Calendar(unit, year=Year(turn=turn))
    return Relative(unit, turn)
