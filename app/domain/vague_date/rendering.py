"""Writes a deadline in canonical words, with its year, such that reading them gives the same days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date.dutch import DUTCH_VAGUE
from app.domain.vague_date.english import ENGLISH_VAGUE
from app.domain.vague_date.lexicon import How
from app.domain.vague_date.reading import parse, read
from app.domain.vague_date.span import Unit, UnitPart
from app.domain.vague_date.tree import (
    Bounded,
    CalendarUnit,
    Expression,
    Moment,
    Recurring,
    Relative,
    Stretch,
    Undated,
    Year,
)
from app.domain.vague_date.value import VagueDate


@dataclass(frozen=True, slots=True)
class CanonicalWords:
    """One language; `limited` are the forms behind a word that limits, where these differ."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    the_seasons: tuple[str, ...]
    halves: tuple[str, ...]
    units: Mapping[Unit, str]
    limited: Mapping[Unit, str]
    parts: Mapping[UnitPart, str]
    limited_end: str
    hows: Mapping[How, str]
    stretch: str


DUTCH_WORDS = CanonicalWords(
    months=tuple(
        "januari februari maart april mei juni juli augustus september oktober november december".split()
    ),
    seasons=("voorjaar", "zomer", "najaar", "winter"),
    the_seasons=("het voorjaar", "de zomer", "het najaar", "de winter"),
    halves=("eerste", "tweede"),
    units={
        Unit.DAY: "{day} {month} {year}",
        Unit.WEEK: "week {index} van {year}",
        Unit.MONTH: "{month} {year}",
        Unit.SEASON: "{season} {year}",
        Unit.QUARTER: "Q{index} {year}",
        Unit.HALF: "{half} helft van {year}",
        Unit.YEAR: "{year}",
    },
    limited={Unit.SEASON: "{the_season} van {year}", Unit.HALF: "de {half} helft van {year}"},
    parts={
        UnitPart.BEGIN: "begin {whole}",
        UnitPart.MID: "medio {whole}",
        UnitPart.END: "eind {whole}",
        UnitPart.FIRST_HALF: "eerste helft van {whole}",
        UnitPart.SECOND_HALF: "tweede helft van {whole}",
    },
    limited_end="eind {whole}",
    hows={
        How.BEFORE: "voor",
        How.BY: "uiterlijk",
        How.UNTIL: "tot en met",
        How.AFTER: "na",
        How.FROM: "vanaf",
        How.PER: "per",
        How.SINCE: "sinds",
        How.AROUND: "rond",
    },
    stretch="van {first} tot en met {last}",
)
ENGLISH_WORDS = CanonicalWords(
    months=tuple(
        "January February March April May June July August September October November December".split()
    ),
    seasons=("spring", "summer", "autumn", "winter"),
    the_seasons=("the spring", "the summer", "the autumn", "the winter"),
    halves=("first", "second"),
    units={
        Unit.DAY: "{day} {month} {year}",
        Unit.WEEK: "week {index} of {year}",
        Unit.MONTH: "{month} {year}",
        Unit.SEASON: "{season} {year}",
        Unit.QUARTER: "Q{index} {year}",
        Unit.HALF: "{half} half of {year}",
        Unit.YEAR: "{year}",
    },
    limited={Unit.SEASON: "{the_season} of {year}", Unit.HALF: "the {half} half of {year}"},
    parts={
        UnitPart.BEGIN: "early {whole}",
        UnitPart.MID: "mid-{whole}",
        UnitPart.END: "end of {whole}",
        UnitPart.FIRST_HALF: "first half of {whole}",
        UnitPart.SECOND_HALF: "second half of {whole}",
    },
    limited_end="the end of {whole}",
    hows={
        How.BEFORE: "before",
        How.BY: "by",
        How.UNTIL: "until",
        How.AFTER: "after",
        How.FROM: "from",
        How.PER: "from",
        How.SINCE: "since",
        How.AROUND: "around",
    },
    stretch="from {first} to {last}",
)
_LANGUAGES = {"nl": (DUTCH_WORDS, DUTCH_VAGUE), "en": (ENGLISH_WORDS, ENGLISH_VAGUE)}
_Way = tuple[CalendarUnit, CalendarUnit | None, How | None]
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)


def write_moment(
    words: CanonicalWords, first: CalendarUnit, last: CalendarUnit | None = None, how: How | None = None
) -> str:
    """A moment of a known year, or the stretch from it to another, or the moment with a word that limits."""
    if last is not None:
        return words.stretch.format(first=_limited(first, words), last=_limited(last, words))
    if how is not None:
        return f"{words.hows[how]} {_limited(first, words)}"
    return _moment(first, words, words.units)


@lru_cache(maxsize=4096)
def render(value: VagueDate, language: str) -> str:
    """Render the moment in words of `nl` or `en` that name its year: “autumn 2023” for “dit najaar”.

    Falls back to the phrase where the language has no words that mean the same.
    """
    if language not in _LANGUAGES:
        return value.phrase
    words, vague = _LANGUAGES[language]
    expression, spoken = parse(value.phrase)
    if isinstance(expression, Undated):
        return vague[expression.vague].split(", ")[0]
    if isinstance(expression, Recurring) and expression.inner is not None and language != spoken:
        expression = expression.inner
    for way in () if value.is_undated or isinstance(expression, Recurring) else _ways(expression, value):
        text = write_moment(words, *way)
        if _means(text, value):
            return text
    return value.phrase


def _limited(inner: CalendarUnit, words: CanonicalWords) -> str:
    if inner.part is UnitPart.END:
        return words.limited_end.format(whole=_unit(inner, words, words.units))
    return _moment(inner, words, {**words.units, **words.limited})


def _moment(expression: CalendarUnit, words: CanonicalWords, forms: Mapping[Unit, str]) -> str:
    if expression.part is None:
        return _unit(expression, words, forms)
    return words.parts[expression.part].format(whole=_unit(expression, words, words.units))


def _unit(expression: CalendarUnit, words: CanonicalWords, forms: Mapping[Unit, str]) -> str:
    fill: dict[str, object] = {
        "year": expression.year.number if expression.year else "",
        "day": expression.day,
        "index": expression.index,
    }
    if expression.unit in (Unit.DAY, Unit.MONTH):
        fill["month"] = words.months[expression.index - 1]
    elif expression.unit is Unit.SEASON:
        fill["season"], fill["the_season"] = (
            names[expression.index // 3 - 1] for names in (words.seasons, words.the_seasons)
        )
    elif expression.unit is Unit.HALF:
        fill["half"] = words.halves[expression.index - 1]
    return forms[expression.unit].format_map(fill)


def _means(text: str, value: VagueDate) -> bool:
    try:
        other = read(text)
    except UnreadablePhrase:
        return False
    return (other.earliest, other.latest) == (value.earliest, value.latest)


def _ways(expression: Expression | None, value: VagueDate) -> Iterator[_Way]:
    """What was said with each year that it may have been, then the bounds themselves."""
    for day in _anchors(value):
        match expression:
            case CalendarUnit() | Relative():
                yield _placed(expression, day), None, None
            case Stretch(first=first, last=last):
                yield _placed(first, value.earliest or day), _placed(last, day), None
            case Bounded(how=how, inner=CalendarUnit() | Relative() as inner):
                yield _placed(inner, day), None, how
    yield _bounds(value)


def _anchors(value: VagueDate) -> Iterator[date]:
    """Days that may lie in what was said: in a bound, just beside it, or in the year before."""
    for day in (value.latest, value.earliest):
        if day is not None:
            yield from (day, day + _DAY, day - _DAY, day - _YEAR)


def _placed(moment: Moment, day: date) -> CalendarUnit:
    """The moment with the year of a day, and if need be the unit in which that day lies."""
    match moment:
        case CalendarUnit(year=Year(turn=None)):
            return moment
        case CalendarUnit():
            return replace(moment, year=Year(day.year), turn=None)
        case Relative(unit=Unit.MONTH, day=0):
            return CalendarUnit(Unit.MONTH, day.month, part=moment.part, year=Year(day.year))
        case Relative(unit=Unit.QUARTER):
            return CalendarUnit(Unit.QUARTER, (day.month + 2) // 3, part=moment.part, year=Year(day.year))
        case Relative(unit=Unit.HALF):
            return CalendarUnit(Unit.HALF, (day.month + 5) // 6, part=moment.part, year=Year(day.year))
    return _day(day)


def _bounds(value: VagueDate) -> _Way:
    earliest, latest = value.earliest, value.latest
    if earliest is None:
        return _day(latest or date.max), None, How.BY
    if latest is None:
        return _day(earliest), None, How.FROM
    return _day(earliest), None if earliest == latest else _day(latest), None


def _day(day: date) -> CalendarUnit:
    return CalendarUnit(Unit.DAY, day.month, day.day, year=Year(day.year))
