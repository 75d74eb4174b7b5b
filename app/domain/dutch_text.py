"""Text as Dutch is written: the order of names, the capital of a sentence, and signs that nobody sees."""

import re
import unicodedata

_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})

UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Signs that nobody sees, for between the brackets of a pattern: soft hyphens, spaces of no width, marks of
direction, joiners. They come along with what is pasted from Word, a website or a chat, within words."""

_UNSEEN = re.compile(f"[{UNSEEN}]")


def without_unseen(text: str) -> str:
    """Return a text without the signs that nobody sees: for comparing and searching, never for keeping."""
    return _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """In lower case, without accents and unseen signs: “Coör\u00addinatie” becomes “coordinatie”."""
    apart = unicodedata.normalize("NFKD", without_unseen(text).lower().translate(_SPELT))
    return "".join(c for c in apart if not unicodedata.combining(c))


def order_key(name: str) -> tuple[str, str]:
    """By which a name is ordered: accents and capitals do not count, and IJ stands between II and IK."""
    return fold(name), name


def capitalise(text: str) -> str:
    """With a capital where the text begins; the rest as it is. A Dutch ij becomes one capital: IJ."""
    if text.startswith("ij"):
        return f"IJ{text[2:]}"
    return text[:1].upper() + text[1:]


def without_capital(text: str) -> str:
    """Without the capital with which the text begins; the rest as it is."""
    if text.startswith("IJ") and not text[2:3].isupper():
        return f"ij{text[2:]}"
    return text[:1].lower() + text[1:]
