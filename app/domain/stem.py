"""The words of a text as they are searched: without accents, in lower case, cut to a Dutch stem.

Both databases search in these stems, so that they find the same; a word is found by how it begins.
"""

import re

from app.domain.dutch_text import UNSEEN, fold

MOST_TERMS = 8
"""Of what is asked, so many words count."""

_WORD = re.compile(r"[a-z0-9]+")
_GENITIVE = re.compile(r"['’`]s\b")
_DOUBLED_VOWEL = re.compile(r"([aeou])\1")
_DOUBLED_END = re.compile(r"([bdfgklmnprst])\1$")
_SEEN_WORD = re.compile(rf"[\w{UNSEEN}]+")
"""A word as it stands in a text, with the signs in it that nobody sees."""


def stem_words(text: str) -> tuple[str, ...]:
    """Return the stem of each word, in order."""
    return tuple(_stem(word) for word in _WORD.findall(_GENITIVE.sub("", fold(text))))


def read_terms(query: str) -> tuple[str, ...]:
    """The stems that are looked for, each once; none where nothing was asked that has letters or digits."""
    return tuple(dict.fromkeys(stem_words(query)))[:MOST_TERMS]


def mark_terms(text: str, looked_for: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is a word that was looked for."""
    pieces = re.split(rf"({_SEEN_WORD.pattern})", text)
    return tuple((piece, _is_looked_for(piece, looked_for)) for piece in pieces if piece)


def cut_excerpt(text: str, looked_for: tuple[str, ...], most: int = 220) -> str:
    """Return at most `most` characters around the first match, or the beginning where nothing matches."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    at = next((m.start() for m in _SEEN_WORD.finditer(flat) if _is_looked_for(m.group(), looked_for)), 0)
    first = max(0, at - most // 3)
    first = flat.find(" ", first) + 1 if first else 0
    stretch = flat[first : first + most].rsplit(" ", 1)[0]
    return ("… " if first else "") + stretch + ("" if first + most >= len(flat) else " …")


def _is_looked_for(word: str, looked_for: tuple[str, ...]) -> bool:
    return any(stem.startswith(looked_for) for stem in stem_words(word))


def _stem(word: str) -> str:
    """Plurals, and the letters that Dutch changes with them: huizen and huis, scholen and school are one."""
    if len(word) < 4 or word.isdigit():
        return word
    if word.endswith("heden"):
        word = f"{word[:-5]}heid"
    if word.endswith("s") and word[-2] in "lmnrdkpg":
        word = word[:-1]
    if word.endswith("en") and len(word) > 4:
        word = word[:-2]
    elif word.endswith("e") and len(word) > 4:
        word = word[:-1]
    word = _DOUBLED_VOWEL.sub(r"\1", _DOUBLED_END.sub(r"\1", word))
    return f"{word[:-1]}{'s' if word[-1] == 'z' else 'f'}" if word[-1] in "zv" else word
