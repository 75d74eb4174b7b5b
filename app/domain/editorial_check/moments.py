"""Finds the words about time in a sentence, and reads them by the rules for a deadline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date import VagueDate, read

_WORD = re.compile(r"[^\W_]+(?:[.'’–/-][^\W_]+)*\.?")
_LONGEST = 9
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(
    r"(?:19|20)\d\d|^q[1-4]$|^h[12]$|kwartaal|kwartalen|halfjaar|half-year|quarter|half$|helft|"
    r"^(?:jan|feb|mrt|maart|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec|march)|voorjaar|zomer|najaar|herfst|"
    r"winter|lente|spring|summer|autumn|termijn|binnenkort|spoedig|soon|shortly|week|weken|maand|month|jaar|"
    r"year|periode|period|jl|a\.s|z\.s\.m|vandaag|morgen|later|aansluitend",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"^(?:in|per|sinds|vanaf|tot|voor|vóór|na|rond|uiterlijk|begin|medio|eind|halverwege|heel|by|since|from|"
    r"until|before|after|early|late|mid|end|during|around)\b",
    re.IGNORECASE,
)


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


def find_moments(text: str, on: date) -> Iterator[WrittenMoment]:
    """Yield each phrase that names a moment, the longest that can be read, from left to right."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        longest = _longest(text, words, at, on)
        if longest is None:
            at += 1
            continue
        last, moment = longest
        yield moment
        at = last + 1


def _longest(text: str, words: list[re.Match[str]], at: int, on: date) -> tuple[int, WrittenMoment] | None:
    for last in range(min(len(words), at + _LONGEST) - 1, at - 1, -1):
        if not _TIME.search(words[last].group()) and not _FIGURE.search(words[last].group()):
            continue
        phrase = text[words[at].start() : words[last].end()].rstrip(".,;:")
        if not _may_be_time(phrase, at == last):
            continue
        window = _read_or_none(phrase, on)
        if window is not None:
            return last, WrittenMoment(phrase, words[at].start(), window)
    return None


@lru_cache(maxsize=16_384)
def _read_or_none(phrase: str, on: date) -> VagueDate | None:
    """What a phrase means, if anything: a text is read again at every look, mostly unchanged."""
    try:
        return read(phrase, on)
    except UnreadablePhrase:
        return None


def _may_be_time(phrase: str, is_one_word: bool) -> bool:
    """A number alone is a number; a year alone may be one too, unless words place it."""
    if is_one_word:
        return not phrase.isdigit()
    return bool(_TIME.search(phrase)) or (bool(_YEAR.search(phrase)) and bool(_PLACES.match(phrase)))
