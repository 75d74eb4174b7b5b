"""Cuts a phrase into words, numbers and marks, whatever quotes, dashes and accents it was typed with."""

import re
import unicodedata
from dataclasses import dataclass

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys('“”„«»"', " "),
        **dict.fromkeys("‐‑‒–—―−~⁓", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<short>'[0-9]{2}(?![0-9a-z]))"  # '24
    r"|(?P<number>[0-9]+)(?:(?P<rank>ste|de|e|st|nd|rd|th)(?![a-z]))?"  # 12, 1e, 22nd
    r"|(?P<dotted>(?:[a-z]\.)+[a-z](?![a-z])\.?)"  # a.s., z.s.m.
    r"|'?(?P<word>[a-z]+(?:'[a-z]+)?)\.?"  # 't, z'n, jan.
    r"|(?P<mark>[-/.,&:])"
    r")"
)
_CLOSING = (".", ",", ":")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `number` is None for what is no number.

    `is_short` is a year such as '24, `is_rank` an ordinal such as 1e or 22nd, `glued` stands against
    what comes before it.
    """

    text: str
    number: int | None = None
    is_short: bool = False
    is_rank: bool = False
    glued: bool = False


def tokenise(phrase: str) -> tuple[Token, ...] | None:
    """The tokens in lower case, without closing marks; None where a character has no meaning here."""
    if len(phrase) > _LONGEST:
        return None
    text, at, tokens = plain(phrase), 0, list[Token]()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        tokens.append(_token(found, at))
        at = found.end()
    while tokens and tokens[-1].text in _CLOSING:
        tokens.pop()
    return tuple(tokens)


def plain(phrase: str) -> str:
    """Lower case without accents; every quote and dash the plain one; no space or quote at either end."""
    apart = unicodedata.normalize("NFKD", phrase.translate(_ALIKE))
    text = "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()
    inner = text.strip(" ();!?\t\n\r").removesuffix("'")
    return re.sub(r"^'(?![0-9]{2}(?![0-9]))", "", inner)


def _token(found: re.Match[str], at: int) -> Token:
    kind = found.lastgroup if found["rank"] is None else "number"
    glued = 0 < at == found.start(kind or 0)
    if found["short"]:
        return Token(found["short"], int(found["short"][1:]), is_short=True, glued=glued)
    if found["number"]:
        return Token(found["number"], int(found["number"]), is_rank=found["rank"] is not None, glued=glued)
    return Token(found["mark"] or (found["dotted"] or found["word"]).rstrip("."), glued=glued)
