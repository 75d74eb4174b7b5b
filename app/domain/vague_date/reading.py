"""Reads a phrase: Dutch first, then English; the first way to understand all of it decides."""

from datetime import date
from functools import lru_cache

from app.domain.vague_date.dutch import DUTCH
from app.domain.vague_date.english import ENGLISH
from app.domain.vague_date.lexicon import Text
from app.domain.vague_date.meaning import Meaning, meaning
from app.domain.vague_date.phrases import phrases
from app.domain.vague_date.refusals import Fault, Why, refused
from app.domain.vague_date.said import Said
from app.domain.vague_date.tokens import tokenise
from app.domain.vague_date.value import VagueDate

LEXICONS = (DUTCH, ENGLISH)


@lru_cache(maxsize=4096)
def read(phrase: str, on: date | None = None) -> VagueDate:
    """What a phrase means (domain/README.md, Deadlines), in Dutch or English.

    Relative words, and a phrase without a year, are resolved against `on`, the day of saying; without
    that day they are refused. A phrase without a year is read as a plan: the first that has not ended.
    Raises UnreadablePhrase for all that is not understood to the last word.
    """
    words = " ".join(phrase.split())
    said, language = understood(words)
    if said is None:
        raise refused(words, Why.UNKNOWN, language)
    try:
        found: Meaning = meaning(said, on)
    except Fault as fault:
        raise refused(words, fault.why, language) from None
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        raise refused(words, Why.NO_SUCH_DAY, language) from None
    return VagueDate(words, found.edtf, found.earliest, found.latest)


def understood(phrase: str) -> tuple[Said | None, str]:
    """The tree of a phrase and its language; without a tree the language that it seems to be in."""
    tokens = tokenise(phrase)
    known = {"nl": 0, "en": 0}
    for lexicon in LEXICONS if tokens else ():
        text = Text(tokens or (), lexicon)
        for said in phrases(text) if not text.has_strange_word else ():
            return said, lexicon.language
        known[lexicon.language] = text.known
    return None, max(known, key=lambda language: known[language])
