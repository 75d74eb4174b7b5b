"""Writes a deadline in canonical words, with its year, such that reading them gives the same days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date.dutch import DUTCH_VAGUE
from app.domain.vague_date.english import ENGLISH_VAGUE
from app.domain.vague_date.lexicon import How
from app.domain.vague_date.occasion import KnownOccasion
from app.domain.vague_date.reading import parse, read
from app.domain.vague_date.span import Slice, Unit, UnitPart
from app.domain.vague_date.tree import (
    Bounded,
    CalendarUnit,
    Expression,
    Intended,
    Moment,
    Recurring,
    Relative,
    Still,
    Stretch,
    Undated,
    Year,
)
from app.domain.vague_date.value import BoundsBy, VagueDate


@dataclass(frozen=True, slots=True)
class CanonicalWords:
    """One language; `limited` are the forms behind a word that limits, where these differ.

    The last of the ranks is the last. An occasion has its name, and its name behind a word that limits.
    """

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    the_seasons: tuple[str, ...]
    halves: tuple[str, ...]
    units: Mapping[Unit, str]
    limited: Mapping[Unit, str]
    parts: Mapping[UnitPart, str]
    limited_end: str
    slice: str
    ranks: tuple[str, ...]
    slices: Mapping[Unit, str]
    occasions: Mapping[KnownOccasion, tuple[str, str]]
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
        Unit.OCCASION: "{occasion} {year}",
    },
    limited={
        Unit.SEASON: "{the_season} van {year}",
        Unit.HALF: "de {half} helft van {year}",
        Unit.OCCASION: "{the_occasion} {year}",
    },
    parts={
        UnitPart.BEGIN: "begin {whole}",
        UnitPart.MID: "medio {whole}",
        UnitPart.END: "eind {whole}",
        UnitPart.FIRST_HALF: "eerste helft van {whole}",
        UnitPart.SECOND_HALF: "tweede helft van {whole}",
    },
    limited_end="eind {whole}",
    slice="{rank} {unit} van {whole}",
    ranks=("eerste", "tweede", "derde", "vierde", "vijfde", "laatste"),
    slices={Unit.DAY: "dag", Unit.WEEK: "week", Unit.MONTH: "maand", Unit.QUARTER: "kwartaal"},
    occasions={
        KnownOccasion.BUDGET_DAY: ("Prinsjesdag", "Prinsjesdag"),
        KnownOccasion.CHRISTMAS: ("Kerst", "Kerst"),
        KnownOccasion.EASTER: ("Pasen", "Pasen"),
        KnownOccasion.TURN_OF_YEAR: ("jaarwisseling van", "de jaarwisseling van"),
        KnownOccasion.SUMMER_RECESS: ("zomerreces", "het zomerreces van"),
        KnownOccasion.CHRISTMAS_RECESS: ("kerstreces", "het kerstreces van"),
        KnownOccasion.MAY_RECESS: ("meireces", "het meireces van"),
    },
    hows={
        How.BEFORE: "voor",
        How.BY: "uiterlijk",
        How.UNTIL: "tot en met",
        How.AFTER: "na",
        How.FROM: "vanaf",
        How.PER: "per",
        How.SINCE: "sinds",
        How.AROUND: "rond",
        How.TOWARDS: "tegen",
        How.WEEK_OF: "week van",
        How.WEEK_FROM: "de week vanaf",
        How.WEEK_TO: "de week tot en met",
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
        Unit.OCCASION: "{occasion} {year}",
    },
    limited={
        Unit.SEASON: "{the_season} of {year}",
        Unit.HALF: "the {half} half of {year}",
        Unit.OCCASION: "{the_occasion} {year}",
    },
    parts={
        UnitPart.BEGIN: "early {whole}",
        UnitPart.MID: "mid-{whole}",
        UnitPart.END: "end of {whole}",
        UnitPart.FIRST_HALF: "first half of {whole}",
        UnitPart.SECOND_HALF: "second half of {whole}",
    },
    limited_end="the end of {whole}",
    slice="{rank} {unit} of {whole}",
    ranks=("first", "second", "third", "fourth", "fifth", "last"),
    slices={Unit.DAY: "day", Unit.WEEK: "week", Unit.MONTH: "month", Unit.QUARTER: "quarter"},
    occasions={
        KnownOccasion.BUDGET_DAY: ("Budget Day", "Budget Day"),
        KnownOccasion.CHRISTMAS: ("Christmas", "Christmas"),
        KnownOccasion.EASTER: ("Easter", "Easter"),
        KnownOccasion.TURN_OF_YEAR: ("turn of the year", "the turn of the year"),
        KnownOccasion.SUMMER_RECESS: ("summer recess", "the summer recess of"),
        KnownOccasion.CHRISTMAS_RECESS: ("Christmas recess", "the Christmas recess of"),
        KnownOccasion.MAY_RECESS: ("May recess", "the May recess of"),
    },
    hows={
        How.BEFORE: "before",
        How.BY: "by",
        How.UNTIL: "until",
        How.AFTER: "after",
        How.FROM: "from",
        How.PER: "from",
        How.SINCE: "since",
        How.AROUND: "around",
        How.TOWARDS: "towards",
        How.WEEK_OF: "week of",
        How.WEEK_FROM: "week commencing",
        How.WEEK_TO: "week ending",
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
        return words.stretch.format(first=_write_limited(first, words), last=_write_limited(last, words))
    if how is not None:
        return f"{words.hows[how]} {_write_limited(first, words)}"
    return _moment(first, words, words.units)


@lru_cache(maxsize=4096)
def render(value: VagueDate, language: str) -> str:
    """Render the moment in words of `nl` or `en` that name its year: “autumn 2023” for “dit najaar”.

    Words that a person gave bounds stay as they are, in their own language. Falls back to the
    phrase where the language has no words that mean the same.
    """
    if language not in _LANGUAGES:
        return value.phrase
    words, vague = _LANGUAGES[language]
    expression, spoken = parse(value.phrase)
    if isinstance(expression, Undated):
        return vague[expression.vague].split(", ")[0]
    while isinstance(expression, Intended | Still):
        expression = expression.inner
    if language == spoken and (expression is None or value.bounds_by is BoundsBy.PERSON):
        return value.phrase
    if isinstance(expression, Recurring) and expression.inner is not None and language != spoken:
        expression = expression.inner
    if _names_occasion(expression):
        return _nearest_text([write_moment(words, *way) for way in _ways(expression, value)][:-1], value)
    for way in () if value.is_undated or isinstance(expression, Recurring) else _ways(expression, value):
        text = write_moment(words, *way)
        if _means(text, value):
            return text
    return value.phrase


def _write_limited(inner: CalendarUnit, words: CanonicalWords) -> str:
    if inner.part is UnitPart.END:
        return words.limited_end.format(whole=_unit(inner, words, words.units))
    return _moment(inner, words, {**words.units, **words.limited})


def _moment(expression: CalendarUnit, words: CanonicalWords, forms: Mapping[Unit, str]) -> str:
    if expression.part is None:
        return _unit(expression, words, forms)
    if isinstance(expression.part, Slice):
        part = expression.part
        rank, unit = words.ranks[part.which - (part.which > 0)], words.slices[part.unit]
        return words.slice.format(
            rank=rank, unit=unit, whole=_unit(expression, words, {**words.units, **words.limited})
        )
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
    elif expression.occasion and expression.occasion.known:
        fill["occasion"], fill["the_occasion"] = words.occasions[expression.occasion.known]
    elif expression.unit is Unit.HALF:
        fill["half"] = words.halves[expression.index - 1]
    return forms[expression.unit].format_map(fill)


def _means(text: str, value: VagueDate) -> bool:
    try:
        other = read(text)
    except UnreadablePhrase:
        return False
    return (other.earliest, other.latest) == (value.earliest, value.latest)


def _names_occasion(expression: Expression | None) -> bool:
    inner = expression.inner if isinstance(expression, Bounded) else expression
    return isinstance(inner, CalendarUnit) and inner.occasion is not None


def _nearest_text(texts: list[str], value: VagueDate) -> str:
    """The words nearest to the value: the register may have other days for an occasion than the rules."""

    def distance(text: str) -> int:
        other = read(text)
        sides = ((other.latest, value.latest), (other.earliest, value.earliest))
        return sum(abs((ours - theirs).days) for ours, theirs in sides if ours and theirs)

    return min(texts, key=distance)


def _ways(expression: Expression | None, value: VagueDate) -> Iterator[_Way]:
    """What was said with each year that it may have been, then the bounds themselves."""
    for day in () if _lacks_words(expression) else _anchors(value):
        match expression:
            case CalendarUnit() | Relative():
                yield _place_moment(expression, day), None, None
            case Stretch(first=first, last=last):
                yield _place_moment(first, value.earliest or day), _place_moment(last, day), None
            case Bounded(how=how, inner=CalendarUnit() | Relative() as inner):
                yield _place_moment(inner, day), None, how
    yield _bounds(value)


def _lacks_words(expression: Expression | None) -> bool:
    """Whether the part is one that we have no canonical words for, such as the third Tuesday."""
    inner = expression.inner if isinstance(expression, Bounded) else expression
    part = inner.part if isinstance(inner, CalendarUnit | Relative) else None
    return isinstance(part, Slice) and (part.count > 1 or part.weekday is not None)


def _anchors(value: VagueDate) -> Iterator[date]:
    """Days that may lie in what was said: in a bound, just beside it, or in the year before."""
    for day in (value.latest, value.earliest):
        if day is not None:
            yield from (day, day + _DAY, day - _DAY, day - _YEAR)


def _place_moment(moment: Moment, day: date) -> CalendarUnit:
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
