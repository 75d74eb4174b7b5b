"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """Whether words are in both texts, or only in one of them."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words that came, went or stayed."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> list[Words]:
    """The later text with what went and came, from left to right; together the stretches are both texts."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    return list(_stretches(old, new))


def _stretches(old: list[str], new: list[str]) -> Iterator[Words]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Words(Change.SAME, "".join(old[a:b]))
            continue
        if a < b:
            yield Words(Change.GONE, "".join(old[a:b]))
        if c < d:
            yield Words(Change.NEW, "".join(new[c:d]))
