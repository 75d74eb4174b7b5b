"""Finds the parties in a clause, and which of them does what the clause tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.words import DETERMINERS, PREPOSITIONS, Part, Word

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party in a text, by its short name; the sponsors together have none."""

    short: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)


class PartyNames:
    """Every name of every party of a programme."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._short_of: dict[str, str] = {}
        for name, short in knowledge.parties:
            for called in (name, short, re.sub(r"\s*\([^)]*\)", "", name)):
                if len(called) >= _SHORTEST:
                    self._short_of.setdefault(called.lower(), short)
        names = sorted(self._short_of, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE
        )
        self._has_names = bool(names)

    def find(self, text: str) -> Iterator[PartyMention]:
        """Yield the parties in a text, from left to right. A short name counts only as it is spelt."""
        for match in self._pattern.finditer(text) if self._has_names else ():
            short = self._short_of[match.group().lower()]
            if match.group().isupper() or match.group() == short or match.group().lower() != short.lower():
                yield PartyMention(short, match.group(), match.start())


def find_preposition(words: Sequence[Word], start: int, reach: int = 3) -> str:
    """Return the preposition before the noun at `start`, over its article and adjectives; empty if none."""
    before = [word for word in words if word.end <= start]
    if len(before) > 1 and before[-1].lower in ("en", "of"):
        return find_preposition(words, before[-2].start, reach)  # “na workshops en gesprekken”
    for word in reversed(before[-reach:]):
        if word.lower in PREPOSITIONS and word.part is not Part.MOMENT:
            return word.lower
        is_article = word.lower in DETERMINERS
        if not is_article and not word.lower.endswith("e"):
            return ""
    return ""
