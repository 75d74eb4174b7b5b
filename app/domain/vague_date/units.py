"""The grammar of what has a place in a calendar: a day, a week, Q3, autumn, a year, or a date in digits."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.vague_date.lexicon import Phrase, Turn, WordRole
from app.domain.vague_date.span import Season, Unit
from app.domain.vague_date.tree import CalendarUnit, Year

Units = Iterator[tuple[CalendarUnit, int]]
_SURE_DAY = 19
"""“March 24” may be a day or a year, “March 19” is a day in every report that we read."""
_NUMBERED = ((WordRole.QUARTER, Unit.QUARTER), (WordRole.HALF, Unit.HALF), (WordRole.WEEK, Unit.WEEK))
MOST = {Unit.QUARTER: 4, Unit.HALF: 2, Unit.WEEK: 53}
"""How many a year has."""
_EARLIEST, _LATEST = 1900, 2199
_PIVOT = 69
"""Two digits from here on are of the twentieth century, as POSIX has it."""
_MARKS = "-/."


def read_unit_without_year(phrase: Phrase, at: int) -> Units:
    """Yield any unit without its year, days first."""
    yield from _day(phrase, at)
    for month, end in phrase.take(WordRole.MONTH, at):
        yield CalendarUnit(Unit.MONTH, month), end
        if phrase.mark(end, "-") and end + 2 == phrase.end:  # as Excel shows a month: jul-27
            yield from _in_short_year(phrase, CalendarUnit(Unit.MONTH, month), end + 1)
    yield from _read_numbered(phrase, at)
    yield from _read_ranked(phrase, at)
    for season, end in phrase.take(WordRole.SEASON, at):
        yield CalendarUnit(Unit.SEASON, season), end
    for value, end in phrase.take(WordRole.OCCASION, at):
        yield CalendarUnit(Unit.OCCASION, occasion=phrase.lexicon.occasion(value)), end


def read_day_number(phrase: Phrase, at: int) -> int | None:
    """A number that can be a day of a month: 7, 07, 7e."""
    token = phrase.number(at)
    if token is None or token.is_short or len(token.text) > 2:
        return None
    return token.number


def read_rank(phrase: Phrase, at: int) -> Iterator[tuple[int, int]]:
    """First, 2e, 3rd; the last is -1."""
    yield from phrase.take(WordRole.RANK, at)
    token = phrase.number(at)
    if token and token.is_rank and token.number:
        yield token.number, at + 1


def read_number(phrase: Phrase, at: int) -> Iterator[tuple[int, int]]:
    """A count, in digits or words."""
    token = phrase.number(at)
    if token and not token.is_rank and not token.is_short:
        yield int(token.text), at + 1
    yield from phrase.take(WordRole.NUMBER, at)


def read_year(phrase: Phrase, at: int) -> Iterator[tuple[Year, int]]:
    """A year by number or counted from this one, with or without the word year before it."""
    for start in phrase.skip(at, WordRole.ARTICLE):
        yield from _year_in_figures(phrase, start)
        for turn, behind in [*phrase.take(WordRole.TURN, start), (None, start)]:
            for unit, end in phrase.take(WordRole.UNIT, behind):
                if unit == Unit.YEAR and turn in (None, Turn.THIS):
                    yield from _year_in_figures(phrase, end)
    for turn, behind in phrase.take(WordRole.TURN, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            if unit == Unit.YEAR:
                yield Year(turn=Turn(turn)), end


def read_year_behind(phrase: Phrase, at: int) -> Iterator[tuple[Year, int]]:
    """The year of what was just said: may stand behind a comma, a dash, a slash, or “of” and “in”."""
    for start in skip_links(phrase, at):
        yield from read_year(phrase, start)
    for start in phrase.skip(at, WordRole.OF):
        yield from read_this_year(phrase, start)


def read_this_year(phrase: Phrase, at: int) -> Iterator[tuple[Year, int]]:
    """“The year” on its own is this one, but only where something is said of it."""
    for _, start in phrase.take(WordRole.ARTICLE, at):
        for unit, end in phrase.take(WordRole.UNIT, start):
            if unit == Unit.YEAR:
                yield Year(turn=Turn.THIS), end


def skip_links(phrase: Phrase, at: int) -> Iterator[int]:
    """Here, and behind what may stand between a moment and its year."""
    yield at
    if phrase.mark(at, ",-/:"):
        yield at + 1
    for _, behind in phrase.take(WordRole.OF, at):
        yield behind


def read_winter_of_two_years(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    """Winter 2024-2025: begins in the first of two years that follow each other."""
    for season, behind in phrase.take(WordRole.SEASON, at):
        if season != Season.WINTER:
            continue
        for start in phrase.skip(behind, WordRole.OF):
            for first, dash in _year_in_figures(phrase, start):
                second = phrase.number(dash + 1)
                if phrase.mark(dash, "-/") and second and _follows(first.number, second.text.strip("'")):
                    yield CalendarUnit(Unit.SEASON, season, year=replace(first)), dash + 2


def full_year(digits: int) -> int:
    """Return two digits as a year: 24 is 2024, 99 is 1999."""
    return digits + (1900 if digits >= _PIVOT else 2000)


def is_year(digits: str) -> bool:
    """Four digits that a plan or a report can be about."""
    return len(digits) == 4 and _EARLIEST <= int(digits) <= _LATEST


def read_date_in_digits(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    """Yield the readings of a date in digits, perhaps behind its weekday, the longest first."""
    for weekday, start in _behind_weekday(phrase, at):
        for unit, end in _date_in_digits(phrase, start):
            if weekday is None:
                yield unit, end
            elif unit.unit is Unit.DAY:
                yield replace(unit, weekday=weekday), end


def _date_in_digits(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    parts = _parts(phrase, at)
    sizes = [len(text) for text in parts]
    if len(parts) >= 3 and _same_marks(phrase, at):
        if is_year(parts[0]) and max(sizes[1:3]) <= 2:
            yield _day_in_digits(parts[2], parts[1], parts[0]), at + 5
        elif max(sizes[:2]) <= 2 and (sizes[2] == 2 or is_year(parts[2])):
            yield _day_in_digits(*parts[:3]), at + 5
    if len(parts) == 2 or (len(parts) == 3 and not _same_marks(phrase, at)):
        yield from _pair(phrase, parts, at)
    if len(parts) == 1:
        yield from _apart(phrase, at)


def _apart(phrase: Phrase, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    """12 10 2021: only with a year in full, since two numbers apart are no date."""
    day, month, year = (phrase.number(place) for place in (at, at + 1, at + 2))
    if day is None or month is None or year is None or day.is_rank or month.is_rank or year.is_rank:
        return
    if max(len(day.text), len(month.text)) <= 2 and is_year(year.text):
        yield _day_in_digits(day.text, month.text, year.text), at + 3


def _day(phrase: Phrase, at: int) -> Units:
    for weekday, start in _behind_weekday(phrase, at):
        day = read_day_number(phrase, start)
        if day is not None:
            for behind in phrase.skip(start + 1, WordRole.OF):
                for month, end in phrase.take(WordRole.MONTH, behind):
                    unit = CalendarUnit(Unit.DAY, month, day, weekday=weekday)
                    yield from _in_short_year(phrase, unit, end)
                    yield unit, end
            yield from _day_with_dashes(phrase, start, day, weekday)
        for unit, end in _month_first(phrase, start):
            yield replace(unit, weekday=weekday), end


def _day_with_dashes(phrase: Phrase, at: int, day: int, weekday: int | None) -> Units:
    """12-jul-2027 and 12-jul-27, as Excel and Word show a day."""
    for month, end in phrase.take(WordRole.MONTH, at + 2) if phrase.mark(at + 1, "-") else ():
        unit = CalendarUnit(Unit.DAY, month, day, weekday=weekday)
        if phrase.mark(end, "-"):
            yield from _in_short_year(phrase, unit, end + 1)
            yield unit, end


def _in_short_year(phrase: Phrase, unit: CalendarUnit, at: int) -> Units:
    """12 okt 21: behind a day and its month, or a month and a dash, two digits can only be a year."""
    token = phrase.number(at)
    if token and len(token.text) == 2 and not token.is_rank and not token.is_short:
        yield replace(unit, year=Year(full_year(int(token.text)))), at + 1


def _behind_weekday(phrase: Phrase, at: int) -> Iterator[tuple[int | None, int]]:
    """Here, without a weekday, and behind the weekday that stands here."""
    yield None, at
    for weekday, behind in phrase.take(WordRole.WEEKDAY, at):
        for start in (behind, behind + 1) if phrase.mark(behind, ",") else (behind,):
            for place in phrase.skip(start, WordRole.ARTICLE):
                yield weekday, place


def _month_first(phrase: Phrase, at: int) -> Units:
    for month, behind in phrase.take(WordRole.MONTH, at):
        for start in phrase.skip(behind, WordRole.ARTICLE):
            day = read_day_number(phrase, start)
            if day is not None and (
                day <= _SURE_DAY or phrase.tokens[start].is_rank or _year_at(phrase, start + 1)
            ):
                yield CalendarUnit(Unit.DAY, month, day), start + 1


def _year_at(phrase: Phrase, at: int) -> bool:
    token = phrase.number(at + 1 if phrase.mark(at, ",") else at)
    return token is not None and len(token.text) == 4


def _read_numbered(phrase: Phrase, at: int) -> Units:
    """Q3, kwartaal 3, week 12; and with the number first only 3Q and 2H."""
    for role, unit in _NUMBERED:
        for _, behind in phrase.take(role, at):
            for index, end in read_number(phrase, behind):
                if 1 <= index <= MOST[unit]:
                    yield CalendarUnit(unit, index), end
    first = phrase.number(at)
    if (
        first
        and first.number
        and at + 1 < phrase.end
        and phrase.tokens[at + 1].glued
        and len(phrase.tokens[at + 1].text) == 1
    ):
        for role, unit in _NUMBERED:
            for _, end in phrase.take(role, at + 1):
                if first.number <= MOST[unit]:
                    yield CalendarUnit(unit, first.number), end


def _read_ranked(phrase: Phrase, at: int) -> Units:
    for which, behind in read_rank(phrase, at):
        for unit, end in phrase.take(WordRole.UNIT, behind):
            most = MOST[Unit(unit)] if unit in (Unit.QUARTER, Unit.HALF) else 0
            if which <= most and most:
                yield CalendarUnit(Unit(unit), which if which > 0 else most), end


def _year_in_figures(phrase: Phrase, at: int) -> Iterator[tuple[Year, int]]:
    token = phrase.number(at)
    if token and token.is_short:
        yield Year(full_year(token.number or 0)), at + 1
    elif token and not token.is_rank and is_year(token.text):
        yield Year(int(token.text)), at + 1
    for number, behind in phrase.take(WordRole.YEAR, at):
        yield Year(number), behind
    for century, behind in phrase.take(WordRole.CENTURY, at):
        for number, end in phrase.take(WordRole.NUMBER, behind):
            if century == 2000 or number >= 10:
                yield Year(century + number), end


def _follows(first: int, second: str) -> bool:
    return second in (str(first + 1), str(first + 1)[2:])


def _pair(phrase: Phrase, parts: list[str], at: int) -> Iterator[tuple[CalendarUnit, int]]:
    first, second = parts[:2]
    if is_year(first) and len(second) <= 2:
        yield from _month_in_digits(second, first, at)
    elif len(first) <= 2 and is_year(second):
        yield from _month_in_digits(first, second, at)
    elif len(first) <= 2 and len(second) <= 2 and phrase.tokens[at + 1].glued and phrase.tokens[at + 2].glued:
        yield CalendarUnit(Unit.DAY, int(second), int(first)), at + 3


def _month_in_digits(month: str, year: str, at: int) -> Iterator[tuple[CalendarUnit, int]]:
    if 1 <= int(month) <= 12:
        yield CalendarUnit(Unit.MONTH, int(month), year=Year(int(year))), at + 3


def _day_in_digits(day: str, month: str, year: str) -> CalendarUnit:
    number = full_year(int(year)) if len(year) == 2 else int(year)
    return CalendarUnit(Unit.DAY, int(month), int(day), year=Year(number))


def _parts(phrase: Phrase, at: int) -> list[str]:
    """Up to three numbers with one mark between each two of them."""
    parts = list[str]()
    while len(parts) < 3:
        token = phrase.number(at)
        if token is None or token.is_rank or token.is_short:
            break
        parts.append(token.text)
        if not phrase.mark(at + 1, _MARKS):
            break
        at += 2
    return parts


def _same_marks(phrase: Phrase, at: int) -> bool:
    marks = phrase.tokens[at + 1 : at + 5]
    return marks[0].text == marks[2].text and all(token.glued for token in marks)
