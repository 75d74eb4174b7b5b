"""Any text as a document can print it: with letters that our fonts have, in words that break.

A PDF that is to be archived may hold no character without a shape. What no font of ours shows is told by its
name or its number in brackets, so no text stops a document.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache

from app.settings import STATIC

FONTS = STATIC / "vendor" / "fonts"
"""Made by `make assets` out of what npm brings."""

_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001f3fb-\U0001f3ff]"
)
"""Controls, marks of direction, joiners, colours of skin: they show nothing, and some turn other letters."""
_PLAIN = re.compile("[\n -~\u00a0-\u017f\u2010-\u2026\u20ac]*")
_LONG = re.compile(r"[^\s\u00ad]{41,}|(?=[^\s\u00ad-]*[\d/_@.=&?%#:])[^\s\u00ad-]{17,}")
"""Words that no rules of hyphenation break: very long ones, and addresses, numbers and codes."""
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PIECES = re.compile(f"(?:[^/_@.=&?%#:]{_MARK}*){{1,8}}(?:[/_@.=&?%#:]{_MARK}*)?|[/_@.=&?%#:]{_MARK}*")
"""Where such a word may break: behind a sign or after eight letters, never before the mark of a letter."""
_BREAK = "\u200b"
_NOT_DRAWN = re.compile(f"{_MARK}|{_BREAK}")
_WORDS_OF_SVG = re.compile(r"(?<=>)[^<>]+(?=<)")
_MOST_NUMBERS = 8
_LONGEST_NAME = 4000
NOTHING = "–"
"""What stands for a name without a letter."""


@lru_cache(maxsize=8192)
def make_printable(text: str) -> str:
    """Return the text as our fonts show it; what they lack stands in brackets, by its name or its number."""
    if not _PLAIN.fullmatch(text):
        text = _UNSEEN.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))
        text = _find_unshown().sub(_describe, text)
    return _LONG.sub(_add_breaks, text.replace("\n", " "))


def print_name(text: str) -> str:
    """Return the text as the name of something: never empty, and no longer than a name may be in a PDF."""
    printed = make_printable(text)[:_LONGEST_NAME]
    return printed if has_words(printed) else NOTHING


def make_drawable(svg: str) -> str:
    """Return a drawing whose words our fonts show: without breaks, and without marks, which find no place."""
    return _WORDS_OF_SVG.sub(lambda text: _NOT_DRAWN.sub("", make_printable(text[0])), svg)


def has_words(printed: str) -> bool:
    """Whether there is anything to be seen."""
    return bool(printed.replace("\u00ad", "").strip())


def _describe(match: re.Match[str]) -> str:
    signs = [sign for sign in match[0] if unicodedata.category(sign) not in ("Mn", "Me", "Cf")]
    if not signs:
        return ""
    if all(unicodedata.category(sign) in ("So", "Sk", "Sm") for sign in signs):
        return "".join(f"[{unicodedata.name(sign, _number(sign)).lower()}]" for sign in signs)
    numbers = " ".join(_number(sign) for sign in signs[:_MOST_NUMBERS])
    left = len(signs) - _MOST_NUMBERS
    return f"[{numbers} + {left}]" if left > 0 else f"[{numbers}]"


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _add_breaks(match: re.Match[str]) -> str:
    return _BREAK.join(_PIECES.findall(match[0]))


@cache
def _find_unshown() -> re.Pattern[str]:
    """Return a pattern for stretches of characters that none of our fonts shows."""
    stretches = json.loads((FONTS / "characters.json").read_text("utf-8"))
    shown = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in stretches)
    return re.compile(f"[^{shown}]+")
