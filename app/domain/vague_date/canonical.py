"""The words that we choose ourselves for a moment, in Dutch and in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.vague_date.lexicon import How
from app.domain.vague_date.said import Calendar
from app.domain.vague_date.span import Part, Unit


@dataclass(frozen=True, slots=True)
class Words:
    """One language; `limited` are the forms behind a word that limits, where these differ."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    the_seasons: tuple[str, ...]
    halves: tuple[str, ...]
    units: Mapping[Unit, str]
    limited: Mapping[Unit, str]
    parts: Mapping[Part, str]
    limited_end: str
    hows: Mapping[How, str]
    stretch: str


DUTCH_WORDS = Words(
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
        Part.BEGIN: "begin {whole}",
        Part.MID: "medio {whole}",
        Part.END: "eind {whole}",
        Part.FIRST_HALF: "eerste helft van {whole}",
        Part.SECOND_HALF: "tweede helft van {whole}",
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
ENGLISH_WORDS = Words(
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
        Part.BEGIN: "early {whole}",
        Part.MID: "mid-{whole}",
        Part.END: "end of {whole}",
        Part.FIRST_HALF: "first half of {whole}",
        Part.SECOND_HALF: "second half of {whole}",
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


def in_words(words: Words, first: Calendar, last: Calendar | None = None, how: How | None = None) -> str:
    """A moment of a known year, or the stretch from it to another, or the moment with a word that limits."""
    if last is not None:
        return words.stretch.format(first=_limited(first, words), last=_limited(last, words))
    if how is not None:
        return f"{words.hows[how]} {_limited(first, words)}"
    return _moment(first, words, words.units)


def _limited(inner: Calendar, words: Words) -> str:
    if inner.part is Part.END:
        return words.limited_end.format(whole=_unit(inner, words, words.units))
    return _moment(inner, words, {**words.units, **words.limited})


def _moment(said: Calendar, words: Words, forms: Mapping[Unit, str]) -> str:
    if said.part is None:
        return _unit(said, words, forms)
    return words.parts[said.part].format(whole=_unit(said, words, words.units))


def _unit(said: Calendar, words: Words, forms: Mapping[Unit, str]) -> str:
    fill: dict[str, object] = {
        "year": said.year.number if said.year else "",
        "day": said.day,
        "index": said.index,
    }
    if said.unit in (Unit.DAY, Unit.MONTH):
        fill["month"] = words.months[said.index - 1]
    elif said.unit is Unit.SEASON:
        fill["season"], fill["the_season"] = (
            names[said.index // 3 - 1] for names in (words.seasons, words.the_seasons)
        )
    elif said.unit is Unit.HALF:
        fill["half"] = words.halves[said.index - 1]
    return forms[said.unit].format_map(fill)
