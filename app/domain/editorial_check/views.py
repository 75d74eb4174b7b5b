"""Reads how a text judges: how easy it was, who agrees, whether something is so already."""

import re
from collections.abc import Mapping

from app.domain.stem import stem_words

YET = "yet"
"""The scale of what is so already, or not yet."""
_SCALES: Mapping[str, tuple[str, int]] = {
    stem: (scale, sign)
    for scale, sign, words in (
        ("ease", 1, "gemakkelijk makkelijk eenvoudig moeiteloos probleemloos soepel soepele vlot vlotte"),
        ("ease", -1, "moeilijk lastig moeizaam moeizame moeite zwaar ingewikkeld"),
        ("mood", 1, "tevreden positief positieve enthousiast"),
        ("mood", -1, "ontevreden negatief negatieve teleurgesteld"),
        ("supply", 1, "genoeg voldoende"),
        ("supply", -1, "weinig onvoldoende tekort"),
        ("size", 1, "groot grote"),
        ("size", -1, "klein kleine gering geringe"),
        ("accord", 1, "eens eensgezind unaniem"),
        ("accord", -1, "oneens verdeeld"),
        ("clarity", 1, "duidelijk bekend vast"),
        ("clarity", -1, "onduidelijk onbekend open"),
        ("support", 1, "pleiten pleit pleitten bepleiten voorstander voorstanders toejuichen omarmen"),
        ("support", -1, "tegen tegenstander tegenstanders overbodig onnodig bezwaar bezwaren"),
        ("course", 1, "toegenomen gestegen groeit stijgt"),
        ("course", -1, "afgenomen gedaald daalt krimpt"),
    )
    for word in words.split()
    for stem in stem_words(word)
}
"""Words that judge, each on a scale with its side."""
_NOT = frozenset("niet geen zonder nooit nauwelijks amper".split())
_FILLERS = frozenset(
    stem_words(
        "alle elke elk iedere ieder niet geen veel meer meest goed inmiddels intussen reeds zonder "
        "heel vooral volop heeft hebben worden wordt"
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_PHRASES = tuple(
    (scale, side, re.compile(rf"(?<!\w)(?:{phrase})(?!\w)", re.IGNORECASE))
    for scale, side, phrase in (
        ("support", -1, r"(?:weinig|geen|niets) (?:[^\W\d_]+ )?(?:meerwaarde|nut|heil|behoefte|in)"),
        (
            "support",
            1,
            r"(?:veel|grote) (?:meerwaarde|nut|heil|behoefte)(?: in)?|voor één|staan achter|"
            r"hechte?n? (?:[^\W\d_]+ )*(?:waarde|belang)(?: aan)?",
        ),
        (
            "ease",
            1,
            r"geen (?:enkel )?probleem|zonder (?:enig |enige )?(?:probleem|problemen|moeite)|ging vanzelf",
        ),
        ("ease", -1, r"viel niet mee|een (?:groot |lastig )?probleem|kostte (?:veel )?moeite"),
        (YET, -1, r"nog (?:altijd |steeds )?(?:niet|geen|te weinig|onvoldoende|nauwelijks)"),
        (YET, 1, r"al|inmiddels|intussen|reeds|nu"),
    )
)
"""What judges as a phrase; the first of a scale counts: “al is er nog geen vergelijking”."""


_ALL_BUT = re.compile(r"\bop [^\W_]+ na\b", re.IGNORECASE)
"""“Op twee na”: most are so already, some are not yet."""


def judge(text: str) -> dict[str, int]:
    """Return on which side of each scale a clause stands; denied it stands on the other."""
    sides: dict[str, int] = {}
    words = [match.group().lower() for match in _WORD.finditer(text)]
    for at, word in enumerate(words):
        for stem in stem_words(word):
            if stem in _SCALES:
                scale, side = _SCALES[stem]
                is_denied = bool(_NOT & {*words[max(0, at - 2) : at]})
                sides[scale] = -side if is_denied else side
    if _ALL_BUT.search(text):
        return sides
    for scale, side, phrase in reversed(_PHRASES):
        if phrase.search(text) and not (scale == YET and side > 0 and _NOT & {*words}):
            sides[scale] = side
    return sides


def is_denial(text: str) -> bool:
    """Whether a clause says that something is not so, or hardly."""
    return bool(_NOT & {match.group().lower() for match in _WORD.finditer(text)})


def is_judgement(stem: str) -> bool:
    """Whether a word judges or counts, and does not say of what."""
    return stem in _SCALES or stem in _FILLERS
