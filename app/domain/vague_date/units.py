"""The grammar of what has a place in every year: 12 July, March, Q3, the first half, autumn, week 12."""

from collections.abc import Iterator

from app.domain.vague_date.lexicon import Role, Text
from app.domain.vague_date.said import Calendar
from app.domain.vague_date.span import Unit

Units = Iterator[tuple[Calendar, int]]
_SURE_DAY = 19
"""“March 24” may be a day or a year, “March 19” is a day in every report that we read."""
_NUMBERED = ((Role.QUARTER, Unit.QUARTER), (Role.HALF, Unit.HALF), (Role.WEEK, Unit.WEEK))
MOST = {Unit.QUARTER: 4, Unit.HALF: 2, Unit.WEEK: 53}
"""How many a year has."""


def unit_without_year(t: Text, at: int) -> Units:
    """Any of them, days first."""
    yield from _day(t, at)
    for month, end in t.take(Role.MONTH, at):
        yield Calendar(Unit.MONTH, month), end
    yield from _numbered(t, at)
    yield from _ranked(t, at)
    for season, end in t.take(Role.SEASON, at):
        yield Calendar(Unit.SEASON, season), end


def day_number(t: Text, at: int) -> int | None:
    """A number that can be a day of a month: 7, 07, 7e."""
    token = t.number(at)
    if token is None or token.is_short or len(token.text) > 2:
        return None
    return token.number


def rank(t: Text, at: int) -> Iterator[tuple[int, int]]:
    """First, 2e, 3rd; the last is -1."""
    yield from t.take(Role.RANK, at)
    token = t.number(at)
    if token and token.is_rank and token.number:
        yield token.number, at + 1


def number(t: Text, at: int) -> Iterator[tuple[int, int]]:
    """A count, in digits or words."""
    token = t.number(at)
    if token and not token.is_rank and not token.is_short:
        yield int(token.text), at + 1
    yield from t.take(Role.NUMBER, at)


def _day(t: Text, at: int) -> Units:
    for start in _behind_weekday(t, at):
        day = day_number(t, start)
        if day is not None:
            for behind in t.skip(start + 1, Role.OF):
                for month, end in t.take(Role.MONTH, behind):
                    yield Calendar(Unit.DAY, month, day), end
        yield from _month_first(t, start)


def _behind_weekday(t: Text, at: int) -> Iterator[int]:
    yield at
    for _, behind in t.take(Role.WEEKDAY, at):
        for start in (behind, behind + 1) if t.mark(behind, ",") else (behind,):
            yield from t.skip(start, Role.ARTICLE)


def _month_first(t: Text, at: int) -> Units:
    for month, behind in t.take(Role.MONTH, at):
        for start in t.skip(behind, Role.ARTICLE):
            day = day_number(t, start)
            if day is not None and (day <= _SURE_DAY or t.tokens[start].is_rank or _year_at(t, start + 1)):
                yield Calendar(Unit.DAY, month, day), start + 1


def _year_at(t: Text, at: int) -> bool:
    token = t.number(at + 1 if t.mark(at, ",") else at)
    return token is not None and len(token.text) == 4


def _numbered(t: Text, at: int) -> Units:
    """Q3, kwartaal 3, week 12; and with the number first only 3Q and 2H."""
    for role, unit in _NUMBERED:
        for _, behind in t.take(role, at):
            for index, end in number(t, behind):
                if 1 <= index <= MOST[unit]:
                    yield Calendar(unit, index), end
    first = t.number(at)
    if (
        first
        and first.number
        and at + 1 < t.end
        and t.tokens[at + 1].glued
        and len(t.tokens[at + 1].text) == 1
    ):
        for role, unit in _NUMBERED:
            for _, end in t.take(role, at + 1):
                if first.number <= MOST[unit]:
                    yield Calendar(unit, first.number), end


def _ranked(t: Text, at: int) -> Units:
    for which, behind in rank(t, at):
        for unit, end in t.take(Role.UNIT, behind):
            most = MOST[Unit(unit)] if unit in (Unit.QUARTER, Unit.HALF) else 0
            if which <= most and most:
                yield Calendar(Unit(unit), which if which > 0 else most), end
