"""Finds the root of a verb, and of the noun that is made of it: “vorm” of “gevormd” and of “Vorming”."""

import re
from functools import lru_cache

from app.domain.editorial_check.verbs import PARTICLES

_NOUN_ENDS = (("eringen", "er"), ("ingen", ""), ("ering", "er"), ("ing", ""), ("atie", "er"))
_ROOTS = {"onderzoek": "onderzoek", "advies": "adviser", "analyse": "analyser", "proef": "beproef"}
_IRREGULAR = {"onderzocht": "onderzoek", "onderzochten": "onderzoek"}
_VERB_ENDS = ("den", "ten", "de", "te", "en", "d", "t")
_SHORTEST_ROOT = 3
_DOUBLED = re.compile(r"(.)\1$")
_DOUBLED_VOWEL = re.compile(r"([aeou])\1")


def find_noun_root(noun: str) -> str:
    """Return the root of a noun that says what is done, as “vorm” of “vorming”; empty where it is no such."""
    lower = noun.lower()
    if lower in _ROOTS:
        return _ROOTS[lower]
    for end, instead in _NOUN_ENDS:
        if lower.endswith(end) and len(lower) - len(end) >= _SHORTEST_ROOT:
            return _even_out(lower.removesuffix(end) + instead)
    return ""


@lru_cache(maxsize=16_384)
def find_verb_root(word: str) -> str:
    """Return what may be the root of a verb in this form, as “vorm” of “gevormd”; a bare root is no form."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    bare = _without_prefix(word)
    for end in _VERB_ENDS:
        if bare.endswith(end) and len(bare) - len(end) >= _SHORTEST_ROOT:
            return _even_out(bare.removesuffix(end))
    return ""


def _without_prefix(word: str) -> str:
    """“Uitgewerkt” without “ge”."""
    word = word.replace("ï", "i")
    for particle in ("", *PARTICLES):
        if word.startswith(f"{particle}ge"):
            return particle + word.removeprefix(f"{particle}ge")
    return word


def _even_out(root: str) -> str:
    """Spelt in one way: “verkenn” and “verken”, “beproev” and “beproef”."""
    root = _DOUBLED_VOWEL.sub(r"\1", _DOUBLED.sub(r"\1", root))
    return f"{root[:-1]}{'s' if root[-1] == 'z' else 'f'}" if root[-1:] in ("z", "v") else root
