"""A window of days in words, and the moment that was promised, with the preposition that it wants."""

import re

from app.domain.assessment import Promise
from app.domain.half_year import HalfYear
from app.domain.vague_date import VagueDate, render
from app.domain.wording.words import Words


def bounds_in_words(window: VagueDate, words: Words) -> str:
    """The days that a window can mean: “1 januari 2024 tot en met 31 maart 2024”, “uiterlijk 20 juni 2024”.

    The same words as the time axis draws with.
    """
    earliest, latest = window.earliest, window.latest
    if earliest and latest:
        if earliest == latest:
            return words.say("on %(day)s", day=words.day(latest))
        first = words.day(earliest)
        if earliest.year == latest.year:
            first = first.removesuffix(f" {earliest.year}")
        return words.say("%(first)s up to and including %(last)s", first=first, last=words.day(latest))
    if latest:
        return words.say("no later than %(day)s", day=words.day(latest))
    if earliest:
        return words.say("from %(day)s, without an end", day=words.day(earliest))
    return words.say("no date")


def promised(said: Promise, words: Words) -> str:
    """The words as promised, in the language of the edition.

    Dutch keeps what was said; a phrase without a year that was said in another half-year than that of
    the text is told in full, the words behind it. English tells the same moment; what has no date is
    quoted.
    """
    phrase = said.window.phrase
    if words.language != "nl":
        return f"“{phrase}”" if said.window.is_undated else render(said.window, words.language)
    if said.window.is_undated or not _leans_on_its_day(said, words):
        return phrase
    return f"{render(said.window, 'nl')} (“{phrase}”)"


def told(window: VagueDate, words: Words) -> str:
    """When something happened, written so that it stays true: “november 2023” for “november jl.”."""
    if window.is_undated:
        return window.phrase if words.language == "nl" else f"“{window.phrase}”"
    if window.earliest is not None and window.earliest == window.latest:
        return words.day(window.earliest)
    return _SEASON.sub(_OF, render(window, words.language))


def placed(moment: str, language: str) -> str:
    """A moment as it stands in a sentence: “in januari 2024”, “op 12 juli 2023”, “begin 2024”."""
    for form, preposition in _PREPOSITIONS[language]:
        if form.match(moment.lower()):
            return f"{preposition} {_SEASON.sub(_OF, moment)}"
    return moment


def _leans_on_its_day(said: Promise, words: Words) -> bool:
    if words.on is None or re.search(r"\d{4}", said.window.phrase):
        return False
    return HalfYear.containing(said.said_on) != HalfYear.containing(words.on)


_SEASON = re.compile(r"\b(voorjaar|zomer|najaar|herfst|winter|lente) (\d{4})")
_OF = r"\1 van \2"
_MONTHS_NL = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_MONTHS_EN = "january|february|march|april|may|june|july|august|september|october|november|december"
_PREPOSITIONS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "nl": (
        (re.compile(rf"\d{{1,2}} ({_MONTHS_NL})"), "op"),
        (re.compile(rf"({_MONTHS_NL}|q[1-4]|h[12]|kwartaal [1-4]|\d{{4}})\b"), "in"),
        (re.compile(r"(eerste|tweede|derde|vierde|laatste) (kwartaal|half ?jaar)\b"), "in het"),
        (re.compile(r"(voorjaar|najaar)\b"), "in het"),
        (
            re.compile(
                r"(het|de) (eerste|tweede|derde|vierde|laatste|voorjaar|zomer|najaar|herfst|winter)\b"
            ),
            "in",
        ),
        (re.compile(r"((eerste|tweede) helft|zomer|herfst|winter|lente)\b"), "in de"),
    ),
    "en": (
        (re.compile(rf"\d{{1,2}} ({_MONTHS_EN})"), "on"),
        (re.compile(rf"({_MONTHS_EN}|q[1-4]|h[12]|\d{{4}}|spring|summer|autumn|winter)\b"), "in"),
        (re.compile(r"(first|second|third|fourth) (quarter|half)\b"), "in the"),
        (re.compile(r"end of\b"), "at the"),
        (re.compile(r"mid-\d{4}"), "in"),
        (re.compile(r"the (first|second|third|fourth) (quarter|half)\b"), "in"),
    ),
}
