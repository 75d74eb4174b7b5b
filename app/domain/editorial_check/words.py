"""The words of a sentence, and the small words that the grammar of a clause hangs on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from app.domain.stem import stem_words

_WORD = re.compile(r"[^\W_]+(?:[-.'’/][^\W_]+)*")


@lru_cache(maxsize=65_536)
def stem_once(word: str) -> tuple[str, ...]:
    """Return the stems of a word; texts say the same words again and again."""
    return stem_words(word)


class Part(StrEnum):
    """What else a word belongs to."""

    PLAIN = "plain"
    NAME = "name"
    MOMENT = "moment"
    AMOUNT = "amount"


@dataclass(slots=True)
class Word:
    """One word, from `start` up to `end` in the sentence."""

    text: str
    start: int
    end: int
    part: Part = Part.PLAIN
    lower: str = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower().replace("é", "e")


def cut_words(text: str) -> list[Word]:
    """Return the words of a sentence in order; figures and hyphenated words are one word."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def mark_part(words: Sequence[Word], part: Part, ranges: Sequence[tuple[int, int]]) -> None:
    """Say of the words in these ranges what they belong to; who belongs to something already stays there."""
    for start, end in ranges:
        for word in words:
            if word.part is Part.PLAIN and start < word.end and word.start < end:
                word.part = part


DETERMINERS = frozenset(
    "de het een deze dit die dat onze ons hun haar zijn elk elke ieder iedere 't alle beide geen".split()
)
PREPOSITIONS = frozenset(
    "aan bij binnen boven buiten door in met na naar naast om onder op over per rond rondom sinds "
    "tegen tijdens tot "
    "tussen uit van vanaf vanuit via volgens voor vóór wegens zonder dankzij".split()
)
PRONOUNS = frozenset(
    "hij zij ze het dit dat deze die hem haar daarvan ervan daarover erover daaraan eraan".split()
)
SMALL = frozenset(
    "de het een ook nog en van op in aan er of te al pas nu dan wel zelf zelfs weer met voor naar "
    "verwachting dit dat eerst aanvankelijk oorspronkelijk inmiddels ten uiterlijk juist alleen bovendien "
    "eveneens volgens planning".split()
)
AUXILIARIES = frozenset(
    "is zijn was waren wordt worden werd werden heeft hebben had hadden zal zullen zou zouden gaat "
    "gaan ging gingen "
    "moet moeten moest moesten kan kunnen kon konden wil willen wilde wilden mag mogen mocht mochten "
    "dient dienen "
    "ligt liggen lag lagen staat staan stond stonden blijft blijven bleef bleven hoeft hoeven".split()
)
