"""Finds the words of a moment in a Dutch sentence, and writes another so that it fits in their place."""

import re

from app.domain.dutch_text import capitalise
from app.domain.editorial_check.moments import WrittenMoment
from app.domain.vague_date import VagueDate, read, render
from app.domain.wording.promise import with_preposition

_LED = re.compile(
    r"(?:(?:nog|al|pas|uiterlijk|vanaf|per|rond|sinds|tot|voor|vóór|na|in|op|aan)\s+)*(?:(?:de|het)\s+)?"
    r"(?:loop\s+van\s+)?$",
    re.IGNORECASE,
)
_SHORT_QUARTER = re.compile(r"^(?:q|k|kwartaal )([1-4])(?: van)? (\d{4})$", re.IGNORECASE)
_SHORT_HALF = re.compile(r"^h([12])(?: van)? (\d{4})$", re.IGNORECASE)
_NTH = ("eerste", "tweede", "derde", "vierde")
_OWN_PREPOSITION = re.compile(r"^(?:in|op) (?=\d|\w+ \d{4}$)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_YEAR = re.compile(r"\d{4}")


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


def _spell(window: VagueDate) -> str:
    phrase = window.phrase
    if _DAY.match(phrase):
        return render(read(phrase), "nl")
    if not window.is_undated and not _YEAR.search(phrase):
        phrase = render(window, "nl")
    if match := _SHORT_QUARTER.match(phrase):
        return f"{_NTH[int(match[1]) - 1]} kwartaal van {match[2]}"
    if match := _SHORT_HALF.match(phrase):
        return f"{_NTH[int(match[1]) - 1]} helft van {match[2]}"
    return _OWN_PREPOSITION.sub("", phrase)


def find_day_words(moment: WrittenMoment) -> tuple[int, int]:
    """The day itself, without “op” before it."""
    led = re.match(r"(?:op|per|eind|van)\s+(?=\d)", moment.phrase, re.IGNORECASE)
    return moment.start + (led.end() if led else 0), moment.end
