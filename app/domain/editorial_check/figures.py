"""Finds the figures in a sentence, each with what it counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.domain.stem import stem_words

_NUMBER = re.compile(
    r"(?<![\w.,–/-])(?P<number>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<decimals>\d+))?"
    r"(?P<percent>\s*(?:%|procent\b|percent\b))?"
    r"(?![\w]|[-/–]\d)"
)
_WORDS = {
    word: Decimal(value)
    for value, words in {
        1: "één", 2: "twee two", 3: "drie three", 4: "vier four", 5: "vijf five", 6: "zes six",
        7: "zeven seven", 8: "acht eight", 9: "negen nine", 10: "tien ten", 11: "elf eleven",
        12: "twaalf twelve", 13: "dertien", 14: "veertien", 15: "vijftien", 16: "zestien", 17: "zeventien",
        18: "achttien", 19: "negentien", 20: "twintig twenty", 100: "honderd", 1000: "duizend",
    }.items()
    for word in words.split()
}  # fmt: skip
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_AFTER = re.compile(r"\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?(?:\s+([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text; `counted` are the stems of the words behind it, nearest first."""

    text: str
    start: int
    value: Decimal
    is_share: bool
    counted: tuple[str, ...]

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)


def find_figures(text: str, apart: Iterable[tuple[int, int]] = ()) -> Iterator[Figure]:
    """Yield the numbers of a text, in digits or in words, except those inside `apart` (dates, names)."""
    left_out = list(apart)
    figures = [*_digits(text), *_written(text)]
    for figure in sorted(figures, key=lambda number: number.start):
        if not any(start < figure.end and figure.start < end for start, end in left_out):
            yield figure


def _digits(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        integer = re.sub(r"[. ]", "", match["number"])
        value = Decimal(f"{integer}.{match['decimals'] or 0}")
        digits = match.group().rstrip()
        yield Figure(digits, match.start(), value, bool(match["percent"]), _counted(text, match.end()))


def _written(text: str) -> Iterator[Figure]:
    for match in _IN_WORDS.finditer(text):
        yield Figure(
            match.group(), match.start(), _WORDS[match.group().lower()], False, _counted(text, match.end())
        )


def _counted(text: str, at: int) -> tuple[str, ...]:
    behind = _AFTER.match(text, at)
    return tuple(stem for word in behind.groups() if word for stem in stem_words(word)) if behind else ()
