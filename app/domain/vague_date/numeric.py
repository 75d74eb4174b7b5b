"""Dates in digits: 12-7-2023, 2023-07-12, 7/2023, 12-7; the day before the month, or the year first."""

from collections.abc import Iterator

from app.domain.vague_date.lexicon import Text
from app.domain.vague_date.said import Calendar, Year
from app.domain.vague_date.span import Unit
from app.domain.vague_date.year_words import full_year, is_year

_MARKS = "-/."


def numeric(t: Text, at: int) -> Iterator[tuple[Calendar, int]]:
    """The longest reading first."""
    parts = _parts(t, at)
    sizes = [len(text) for text in parts]
    if len(parts) >= 3 and _same_marks(t, at):
        if is_year(parts[0]) and max(sizes[1:3]) <= 2:
            yield _day(parts[2], parts[1], parts[0]), at + 5
        elif max(sizes[:2]) <= 2 and (sizes[2] == 2 or is_year(parts[2])):
            yield _day(*parts[:3]), at + 5
    if len(parts) == 2 or (len(parts) == 3 and not _same_marks(t, at)):
        yield from _pair(t, parts, at)


def _pair(t: Text, parts: list[str], at: int) -> Iterator[tuple[Calendar, int]]:
    first, second = parts[:2]
    if is_year(first) and len(second) <= 2:
        yield from _month(second, first, at)
    elif len(first) <= 2 and is_year(second):
        yield from _month(first, second, at)
    elif len(first) <= 2 and len(second) <= 2 and t.tokens[at + 1].glued and t.tokens[at + 2].glued:
        yield Calendar(Unit.DAY, int(second), int(first)), at + 3


def _month(month: str, year: str, at: int) -> Iterator[tuple[Calendar, int]]:
    if 1 <= int(month) <= 12:
        yield Calendar(Unit.MONTH, int(month), year=Year(int(year))), at + 3


def _day(day: str, month: str, year: str) -> Calendar:
    number = full_year(int(year)) if len(year) == 2 else int(year)
    return Calendar(Unit.DAY, int(month), int(day), year=Year(number))


def _parts(t: Text, at: int) -> list[str]:
    """Up to three numbers with one mark between each two of them."""
    parts = list[str]()
    while len(parts) < 3:
        token = t.number(at)
        if token is None or token.is_rank or token.is_short:
            break
        parts.append(token.text)
        if not t.mark(at + 1, _MARKS):
            break
        at += 2
    return parts


def _same_marks(t: Text, at: int) -> bool:
    marks = t.tokens[at + 1 : at + 5]
    return marks[0].text == marks[2].text and all(token.glued for token in marks)
