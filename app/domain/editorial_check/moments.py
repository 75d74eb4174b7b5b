"""Finds the words about time in a sentence, reads them as a deadline, and writes others in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from app.domain.dutch_text import capitalise
from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date import Register, VagueDate, names_occasion, read, read_in_text, render
from app.domain.wording.promise import spell_out, with_preposition

_WORD = re.compile(r"[^\W_]+(?:[.'’–/-][^\W_]+)*\.?")
_LONGEST = 11
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(
    r"(?:19|20)\d\d|^q[1-4]$|^h[12]$|kwartaal|kwartalen|halfjaar|half-year|quarter|half$|helft|"
    r"^(?:jan|feb|mrt|maart|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec|march)|voorjaar|zomer|najaar|herfst|"
    r"winter|lente|spring|summer|autumn|termijn|binnenkort|spoedig|soon|shortly|week|weken|maand|month|jaar|"
    r"year|periode|period|jl|a\.s|z\.s\.m|vandaag|morgen|later|aansluitend|"
    r"prinsjesdag|kerst|pasen$|paasdagen|reces|jaarwisseling|feestdagen|meivakantie",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"^(?:in|per|sinds|vanaf|tot|voor|vóór|na|rond|uiterlijk|begin|medio|eind|halverwege|heel|by|since|from|"
    r"until|before|after|early|late|mid|end|during|around)\b",
    re.IGNORECASE,
)
_SPOKEN = tuple(
    (re.compile(rf"\b{spoken}\b", re.IGNORECASE), meant)
    for spoken, meant in (
        (r"(?:in )?de laatste (?:zes|6) maanden van", "tweede helft van"),
        (r"(?:in )?de eerste (?:zes|6) maanden van", "eerste helft van"),
        (r"(?:in )?de (?:laatste (?:drie|3) )maanden van", "vierde kwartaal van"),
        (r"(?:in )?de (?:eerste (?:drie|3) )maanden van", "eerste kwartaal van"),
        (r"(?:in )?de eerste (?:maanden|weken) van", "begin"),
        (r"(?:in )?de laatste (?:maanden|weken) van", "eind"),
        (r"(?:in )?de eerste maand van", "januari"),
        (r"(?:in )?de laatste maand van", "december"),
        (r"het nieuwe jaar", "volgend jaar"),
        (r"(?:kort )?na de jaarwisseling", "begin volgend jaar"),
        (r"tegen de jaarwisseling", "eind december"),
        (r"vroeg in(?= (?:het|de|20))", "begin"),
        (r"laat in", "eind"),
    )
)
"""What people also say, in words that the rules for a deadline know."""
_LED_BY_NOUN = re.compile(r"\b(?:over|uit|van)\s+(?:het\s+|de\s+)?(?:jaar\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:dan|zoals)\s+(?:wij|we|ik|hij|zij|ze|het|er|was|werd|de [^\W\d_]+)\s+(?:[^\W\d_]+\s+){0,2}$",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:vorige?|afgelopen|jl|dit|deze|komend|komende|volgend|volgende|a\.s)\b|(?:19|20)\d\d", re.IGNORECASE
)
_OTHER_WORD = re.compile(
    r"het (?:op|in|eind|begin|medio|voor|na|uiterlijk|vanaf|per|pas|al)\b|"
    r"vroeg in (?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)",
    re.IGNORECASE,
)
"""“Zij stelden het op 12 juli vast”, “De Kamer vroeg in mei”: the first word is none of time."""
_IS_OF = re.compile(
    r"\b(?:(?:is|zijn|was|waren|dateert|dateren|komt|komen|stamt) (?:van|uit)|uit van)\s+$", re.IGNORECASE
)
_INSTEAD = re.compile(r"\bin plaats van\b", re.IGNORECASE)
_LED_TO = re.compile(
    r"\b(?:verschoven|uitgesteld|vervroegd|opgeschoven|verzet)\s+(?:van|naar|tot)\s+$", re.IGNORECASE
)
_FOR = re.compile(r"voor\s+", re.IGNORECASE)
_YEAR_LENGTH = timedelta(days=365)
_LED = re.compile(
    r"(?:(?:nog|al|pas|uiterlijk|vanaf|per|rond|sinds|tot|voor|vóór|na|in|op|aan)\s+)*(?:(?:de|het)\s+)?"
    r"(?:loop\s+van\s+)?$",
    re.IGNORECASE,
)
_OWN_PREPOSITION = re.compile(r"^(?:in|op) (?=\d|\w+ \d{4}$)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_FOUR_DIGITS = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class WrittenMoment:
    """Words about time; `start` is their position in the text that was read."""

    phrase: str
    start: int
    window: VagueDate

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.phrase)

    @property
    def is_dated(self) -> bool:
        """Whether they name any day."""
        return self.window.earliest is not None or self.window.latest is not None

    def as_past(self, on: date) -> "WrittenMoment":
        """The same words in a sentence about the past: “in november” is the last one before the day `on`."""
        earliest = self.window.earliest or self.window.latest
        if earliest is None or earliest <= on or _TURNED.search(self.phrase):
            return self
        earlier = _read_or_none(self.phrase, on - _YEAR_LENGTH)
        return replace(self, window=earlier) if earlier is not None else self

    def readings(self, on: date) -> tuple[VagueDate, ...]:
        """What the words can mean: “beloofd voor het najaar” may be in the autumn as well as before it."""
        led = _FOR.match(self.phrase)
        other = _read_or_none(self.phrase[led.end() :], on) if led else None
        return (self.window,) if other is None else (self.window, other)


def find_moments(text: str, on: date, register: Register | None = None) -> Iterator[WrittenMoment]:
    """Yield each phrase that names a moment, the longest that can be read, from left to right.

    Without a register a recess or holiday is passed over: only the register says when it is.
    """
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        longest = _longest(text, words, at, on, register or ())
        if longest is None:
            at += 1
            continue
        last, moment = longest
        if register is not None or not names_occasion(moment.phrase):
            yield moment
        at = last + 1


_MONTHS = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_MONTH_BEFORE = re.compile(rf"\b{_MONTHS},\s+$", re.IGNORECASE)
_MONTH_BEHIND = re.compile(rf",\s+{_MONTHS}\b(?! \d{{4}})", re.IGNORECASE)
"""“Maart, april of mei”: one of a list alone is not the moment."""


def says_when(text: str, moment: WrittenMoment) -> bool:
    """Whether a moment tells when something happens, and not of when a thing is or was thought of.

    “The figures over 2022”, “later than we thought in 2021”.
    """
    before = text[: moment.start]
    if moment.phrase.lower() == "later":
        return False  # “later” compares, with what was planned
    if _MONTH_BEFORE.search(before) or _MONTH_BEHIND.match(text, moment.end):
        return False
    if _INSTEAD.search(text) and before.endswith("“"):
        return False
    if _IS_OF.search(before):
        return True  # “de stand is van 30 juni”
    return not _LED_BY_NOUN.search(before) and not _COMPARED.search(before)


def find_adverbial(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return where a moment begins and ends with everything that leads it: “pas in de loop van”."""
    led = _LED.search(sentence[:start])
    return (led.start() if led else start), end


def write_adverbial(window: VagueDate, capital: bool) -> str:
    """Write a moment as it stands in a sentence: “in het voorjaar van 2024”."""
    words = with_preposition(_spell(window), "nl")
    return capitalise(words) if capital else words


def write_window(window: VagueDate) -> str:
    """Write a moment of the data, by itself: the words that were said, or the day."""
    return _spell(window) if _DAY.match(window.phrase) else window.phrase


def write_noun(window: VagueDate) -> str:
    """Write a moment as it stands behind “van” or “naar”: “het voorjaar van 2024”."""
    return re.sub(r"^(?:in|op) ", "", write_adverbial(window, capital=False))


def find_day_words(moment: WrittenMoment) -> tuple[int, int]:
    """The day itself, without “op” before it."""
    led = re.match(r"(?:op|per|eind|van)\s+(?=\d)", moment.phrase, re.IGNORECASE)
    return moment.start + (led.end() if led else 0), moment.end


def write_day(day: date) -> str:
    """Write a day in Dutch: “30 september 2023”."""
    return render(read(day.isoformat()), "nl")


def _longest(
    text: str, words: list[re.Match[str]], at: int, on: date, register: Register
) -> tuple[int, WrittenMoment] | None:
    if _YEAR.fullmatch(words[at].group()) and _LED_TO.search(text[: words[at].start()]):
        window = _read_or_none(words[at].group(), on, register)
        return None if window is None else (at, WrittenMoment(words[at].group(), words[at].start(), window))
    for last in range(min(len(words), at + _LONGEST) - 1, at - 1, -1):
        is_named = _ends_name(words[last].group(), register)
        if not (is_named or _TIME.search(words[last].group()) or _FIGURE.search(words[last].group())):
            continue
        phrase = text[words[at].start() : words[last].end()].rstrip(".,;:")
        if not (is_named or _may_be_time(phrase, at == last)) or phrase.count("(") != phrase.count(")"):
            continue
        window = _read_or_none(phrase, on, register)
        if window is not None:
            return last, WrittenMoment(phrase, words[at].start(), window)
    return None


def _ends_name(word: str, register: Register) -> bool:
    """Whether a name of the register ends with the word."""
    return any(row.name.lower().endswith(word.lower()) for row in register)


@lru_cache(maxsize=16_384)
def _read_or_none(phrase: str, on: date, register: Register = ()) -> VagueDate | None:
    """What a phrase means, if anything: a text is read again at every look, mostly unchanged."""
    meant = " ".join(phrase.split())
    for spoken, words in _SPOKEN:
        meant = spoken.sub(words, meant)
    try:
        return replace(read_in_text(meant, on, register), phrase=phrase)
    except UnreadablePhrase:
        return None


def _may_be_time(phrase: str, is_one_word: bool) -> bool:
    """A number alone is a number, and a year alone too unless words place it; “to” stands between two."""
    if " naar " in phrase or phrase.lower().startswith("start ") or _OTHER_WORD.match(phrase):
        return False
    if is_one_word:
        return not phrase.isdigit()
    tells_time = any(_TIME.search(word) for word in phrase.split())
    return tells_time or (bool(_YEAR.search(phrase)) and bool(_PLACES.match(phrase)))


def _spell(window: VagueDate) -> str:
    phrase = window.phrase
    if _DAY.match(phrase):
        return render(read(phrase), "nl")
    if not window.is_undated and not _FOUR_DIGITS.search(phrase):
        phrase = render(window, "nl")
    phrase = spell_out(phrase)
    return _OWN_PREPOSITION.sub("", phrase)
