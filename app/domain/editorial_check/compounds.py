"""Takes Dutch compounds apart with the words of a programme: “tegelhandboek” is a handboek about tegels."""

from collections.abc import Iterable
from functools import cached_property

from app.domain.stem import stem_words

_SHORTEST, _SHORTEST_COMPOUND = 4, 7
_LONGEST = 60
"""Letters; a longer row of them is no word, and has as many beginnings."""
_LINKS = ("", "s", "e", "en")
_ALIKE = 5


class Vocabulary:
    """The stems of a programme; what these make up is a compound."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._stems = frozenset(
            stem for text in texts for stem in stem_words(text) if _SHORTEST <= len(stem) <= _LONGEST
        )
        self._split: dict[str, tuple[str, str] | None] = {}

    def split(self, stem: str) -> tuple[str, str] | None:
        """Return the two parts of a compound, what it is about first; None where it is none."""
        if stem not in self._split:
            self._split[stem] = self._find_split(stem)
        return self._split[stem]

    def _find_split(self, stem: str) -> tuple[str, str] | None:
        if not _SHORTEST_COMPOUND <= len(stem) <= _LONGEST:
            return None
        for at in range(_SHORTEST - 1, len(stem) - _SHORTEST + 2):
            tail = stem[at:]
            if tail not in self._stems and tail not in COMMON_TAILS:
                continue
            for link in _LINKS:
                head = stem[:at].removesuffix(link) if link else stem[:at]
                if self._is_known(head):
                    return head, tail
            if tail in COMMON_TAILS:
                return stem_words(stem[:at])[0], tail
        return None

    def _is_known(self, head: str) -> bool:
        if head in self._stems or len(head) < _SHORTEST:
            return head in self._stems
        return len(head) >= _ALIKE and head in self._beginnings

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(stem[:end] for stem in self._stems for end in range(_ALIKE, len(stem)))


def are_alike(stem: str, other: str) -> bool:
    """Whether two stems are of one family: “monitor” and “monitoring”."""
    shorter, longer = sorted((stem, other), key=len)
    return len(shorter) >= _ALIKE and longer.startswith(shorter) and len(longer) - len(shorter) <= 3


COMMON_TAILS = frozenset(
    stem
    for word in (
        "tool kaart plan document boek handboek kader pakket onderzoek advies besluit variant "
        "strategie rapport studie "
        "visie bijeenkomst sessie convenant platform monitor meting norm analyse kwaliteit "
        "handreiking leidraad aanpak keuze groep"
    ).split()
    for stem in stem_words(word)
)
"""Nouns in which titles of deliverables end, whatever the programme."""
