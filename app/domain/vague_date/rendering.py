"""Says a deadline in canonical words, with its year, such that reading them gives the same days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date.canonical import DUTCH_WORDS, ENGLISH_WORDS, in_words
from app.domain.vague_date.lexicon import How
from app.domain.vague_date.reading import read, understood
from app.domain.vague_date.said import (
    Bounded,
    Calendar,
    Moment,
    Recurring,
    Relative,
    Said,
    Stretch,
    Undated,
    Year,
)
from app.domain.vague_date.span import Unit
from app.domain.vague_date.vagueness import DUTCH_VAGUE, ENGLISH_VAGUE
from app.domain.vague_date.value import VagueDate

_LANGUAGES = {"nl": (DUTCH_WORDS, DUTCH_VAGUE), "en": (ENGLISH_WORDS, ENGLISH_VAGUE)}
_Way = tuple[Calendar, Calendar | None, How | None]
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)


@lru_cache(maxsize=4096)
def render(value: VagueDate, language: str) -> str:
    """The moment in words of `nl` or `en` that name its year: “autumn 2023” for “dit najaar”.

    Falls back to the phrase where the language has no words that mean the same.
    """
    if language not in _LANGUAGES:
        return value.phrase
    words, vague = _LANGUAGES[language]
    said, spoken = understood(value.phrase)
    if isinstance(said, Undated):
        return vague[said.vague].split(", ")[0]
    if isinstance(said, Recurring) and said.inner is not None and language != spoken:
        said = said.inner
    for way in () if value.is_undated or isinstance(said, Recurring) else _ways(said, value):
        text = in_words(words, *way)
        if _means(text, value):
            return text
    return value.phrase


def _means(text: str, value: VagueDate) -> bool:
    try:
        found = read(text)
    except UnreadablePhrase:
        return False
    return (found.earliest, found.latest) == (value.earliest, value.latest)


def _ways(said: Said | None, value: VagueDate) -> Iterator[_Way]:
    """What was said with each year that it may have been, then the bounds themselves."""
    for day in _anchors(value):
        match said:
            case Calendar() | Relative():
                yield _placed(said, day), None, None
            case Stretch(first=first, last=last):
                yield _placed(first, value.earliest or day), _placed(last, day), None
            case Bounded(how=how, inner=Calendar() | Relative() as inner):
                yield _placed(inner, day), None, how
    yield _bounds(value)


def _anchors(value: VagueDate) -> Iterator[date]:
    """Days that may lie in what was said: in a bound, just beside it, or in the year before."""
    for day in (value.latest, value.earliest):
        if day is not None:
            yield from (day, day + _DAY, day - _DAY, day - _YEAR)


def _placed(moment: Moment, day: date) -> Calendar:
    """The moment with the year of a day, and if need be the unit in which that day lies."""
    match moment:
        case Calendar(year=Year(turn=None)):
            return moment
        case Calendar():
            return replace(moment, year=Year(day.year), turn=None)
        case Relative(unit=Unit.MONTH, day=0):
            return Calendar(Unit.MONTH, day.month, part=moment.part, year=Year(day.year))
        case Relative(unit=Unit.QUARTER):
            return Calendar(Unit.QUARTER, (day.month + 2) // 3, part=moment.part, year=Year(day.year))
        case Relative(unit=Unit.HALF):
            return Calendar(Unit.HALF, (day.month + 5) // 6, part=moment.part, year=Year(day.year))
    return _day(day)


def _bounds(value: VagueDate) -> _Way:
    earliest, latest = value.earliest, value.latest
    if earliest is None:
        return _day(latest or date.max), None, How.BY
    if latest is None:
        return _day(earliest), None, How.FROM
    return _day(earliest), None if earliest == latest else _day(latest), None


def _day(day: date) -> Calendar:
    return Calendar(Unit.DAY, day.month, day.day, year=Year(day.year))
