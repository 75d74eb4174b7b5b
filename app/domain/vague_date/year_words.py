"""How a year is said: 2024, '24, tweeduizend twintig, next year, het jaar 2024."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.vague_date.lexicon import Role, Text, Turn
from app.domain.vague_date.said import Calendar, Year
from app.domain.vague_date.span import Season, Unit

_EARLIEST, _LATEST = 1900, 2199
_PIVOT = 69
"""Two digits from here on are of the twentieth century, as POSIX has it."""


def year(t: Text, at: int) -> Iterator[tuple[Year, int]]:
    """A year by number or counted from this one, with or without the word year before it."""
    for start in t.skip(at, Role.ARTICLE):
        yield from _numbered(t, start)
        for turn, behind in [*t.take(Role.TURN, start), (None, start)]:
            for unit, end in t.take(Role.UNIT, behind):
                if unit == Unit.YEAR and turn in (None, Turn.THIS):
                    yield from _numbered(t, end)
    for turn, behind in t.take(Role.TURN, at):
        for unit, end in t.take(Role.UNIT, behind):
            if unit == Unit.YEAR:
                yield Year(turn=Turn(turn)), end


def year_behind(t: Text, at: int) -> Iterator[tuple[Year, int]]:
    """The year of what was just said: may stand behind a comma, a dash, a slash, or “of” and “in”."""
    for start in links(t, at):
        yield from year(t, start)
    for start in t.skip(at, Role.OF):
        yield from the_year(t, start)


def the_year(t: Text, at: int) -> Iterator[tuple[Year, int]]:
    """“The year” on its own is this one, but only where something is said of it."""
    for _, start in t.take(Role.ARTICLE, at):
        for unit, end in t.take(Role.UNIT, start):
            if unit == Unit.YEAR:
                yield Year(turn=Turn.THIS), end


def links(t: Text, at: int) -> Iterator[int]:
    """Here, and behind what may stand between a moment and its year."""
    yield at
    if t.mark(at, ",-/:"):
        yield at + 1
    for _, behind in t.take(Role.OF, at):
        yield behind


def winter_of_two_years(t: Text, at: int) -> Iterator[tuple[Calendar, int]]:
    """Winter 2024-2025: begins in the first of two years that follow each other."""
    for season, behind in t.take(Role.SEASON, at):
        if season != Season.WINTER:
            continue
        for start in t.skip(behind, Role.OF):
            for first, dash in _numbered(t, start):
                second = t.number(dash + 1)
                if t.mark(dash, "-/") and second and _follows(first.number, second.text.strip("'")):
                    yield Calendar(Unit.SEASON, season, year=replace(first)), dash + 2


def full_year(digits: int) -> int:
    """Two digits as a year."""
    return digits + (1900 if digits >= _PIVOT else 2000)


def is_year(digits: str) -> bool:
    """Four digits that a plan or a report can be about."""
    return len(digits) == 4 and _EARLIEST <= int(digits) <= _LATEST


def _numbered(t: Text, at: int) -> Iterator[tuple[Year, int]]:
    token = t.number(at)
    if token and token.is_short:
        yield Year(full_year(token.number or 0)), at + 1
    elif token and not token.is_rank and is_year(token.text):
        yield Year(int(token.text)), at + 1
    for number, behind in t.take(Role.YEAR, at):
        yield Year(number), behind
    for century, behind in t.take(Role.CENTURY, at):
        for number, end in t.take(Role.NUMBER, behind):
            if century == 2000 or number >= 10:
                yield Year(century + number), end


def _follows(first: int, second: str) -> bool:
    return second in (str(first + 1), str(first + 1)[2:])
