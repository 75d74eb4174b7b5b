"""A promise in words: the window with its preposition and firmness, and the sentences about it."""

import re
from datetime import date

from app.domain.assessment import Promise
from app.domain.firmness import Firmness
from app.domain.language import _
from app.domain.structure import Frequency
from app.domain.vague_date import BoundsBy, VagueDate, drop_intention, render
from app.domain.wording.words import Words

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
_DECIDES = {
    Firmness.DECIDED: _("It was decided that the decision falls %(when)s."),
    Firmness.COMMITTED: _("The decision will be taken %(when)s."),
    Firmness.EXPECTED: _("The decision is expected %(when)s."),
    Firmness.AIMED: _("The aim is to take the decision %(when)s."),
}


def promise_in_words(promise: Promise, words: Words) -> str:
    """The words as promised, in the language of the edition.

    Dutch keeps what was said, but for a “zsm” before a bound, which adds nothing to it; in a text that is
    read later than it was written, words without a year are resolved (“dit jaar” becomes 2023). English tells
    the same moment; what has no date is quoted.
    """
    phrase = window_in_words(promise.window)
    if words.language != "nl":
        return f"“{phrase}”" if promise.window.is_undated else render(promise.window, words.language)
    if promise.window.is_undated or not _leans_on_its_day(promise, words):
        return phrase
    return render(promise.window, "nl")


def window_in_words(window: VagueDate) -> str:
    """What was said, without the “zsm” before a bound; words that a person gave their bounds stay whole."""
    return window.phrase if window.bounds_by is BoundsBy.PERSON else drop_intention(window.phrase)


def past_moment_in_words(window: VagueDate, words: Words) -> str:
    """When something happened, written so that it stays true: “november 2023” for “november jl.”."""
    if window.is_undated:
        return window.phrase if words.language == "nl" else f"“{window.phrase}”"
    if window.earliest is not None and window.earliest == window.latest:
        return words.day(window.earliest)
    return _SEASON.sub(_OF, render(window, words.language))


def with_preposition(moment: str, language: str) -> str:
    """A moment as it stands in a sentence: “in januari 2024”, “in de tweede helft van 2023” of “H2 2023”."""
    moment = spell_out(moment) if language == "nl" else moment
    for form, preposition in _PREPOSITIONS[language]:
        if form.match(moment.lower()):
            return f"{preposition} {_SEASON.sub(_OF, moment)}"
    return moment


def spell_out(moment: str) -> str:
    """A quarter or a half that was said in short, in words: “derde kwartaal van 2024”."""
    for short, words in _SHORT:
        if match := short.match(moment):
            return f"{_NTH[int(match[1]) - 1]} {words} van {match[2]}"
    return moment


_NTH = ("eerste", "tweede", "derde", "vierde")
_SHORT = (
    (re.compile(r"^(?:q|k|kwartaal )([1-4])(?: van)? (\d{4})$", re.IGNORECASE), "kwartaal"),
    (re.compile(r"^h([12])(?: van)? (\d{4})$", re.IGNORECASE), "helft"),
)


def decision_sentence(promise: Promise, words: Words) -> str:
    """When a decision will be taken, as firmly as that was said (not said: as a commitment)."""
    when = with_preposition(promise_in_words(promise, words), words.language)
    return words.say(_DECIDES[promise.firmness or Firmness.COMMITTED], when=when)


def taken_sentence(happened: VagueDate | None, words: Words) -> str:
    """That a decision was taken, and when that is known."""
    if happened is None or happened.is_undated:
        return words.say("The decision has been taken.")
    when = with_preposition(past_moment_in_words(happened, words), words.language)
    return words.say("The decision was taken %(when)s.", when=when)


def unreported_sentence(on: date, words: Words) -> str:
    """That a decision was not reported when its moment was over; it may have been taken all the same."""
    return words.say("On %(day)s this decision had not been reported yet.", day=words.day(on))


def firm_promise_in_words(promise: Promise, words: Words) -> str:
    """The promised words with how firm they are, to stand between brackets or in a cell."""
    moment = promise_in_words(promise, words)
    if promise.firmness is Firmness.EXPECTED:
        return words.say("%(when)s, as expected", when=moment)
    if promise.firmness is Firmness.AIMED:
        return words.say("%(when)s, as aimed at", when=moment)
    return moment


def frequency_in_words(frequency: tuple[int, Frequency], words: Words) -> str:
    """At least so many times a quarter, half-year or year."""
    times, per = frequency
    if per is Frequency.QUARTER:
        return words.counted("at least once a quarter", "at least %(num)s times a quarter", times)
    if per is Frequency.HALF_YEAR:
        return words.counted("at least once a half-year", "at least %(num)s times a half-year", times)
    return words.counted("at least once a year", "at least %(num)s times a year", times)


def _leans_on_its_day(promise: Promise, words: Words) -> bool:
    """Whether the words mean another time on another day, in a text that stays."""
    return words.on is not None and not re.search(r"\d{4}", promise.window.phrase)
