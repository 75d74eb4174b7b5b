"""The words of an edition: its language, its translator, and how it writes days and numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.dutch_text import capitalise


class Translator(Protocol):
    """What gettext offers; msgids are English."""

    def gettext(self, message: str) -> str:
        """The translation, or the msgid itself."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation for one or for many."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that sentences need of a language.

    `on` is the day of a text that is read later: words such as “dit jaar” are then told with the year that
    they meant.
    """

    language: str
    translator: Translator
    day: Callable[[date], str]
    number: Callable[[Decimal], str]
    on: date | None = None

    def say(self, msgid: str, **values: object) -> str:
        """One sentence, filled in."""
        text = self.translator.gettext(msgid)
        return _close_once(text % values) if values else text

    def counted(self, singular: str, plural: str, num: int, **values: object) -> str:
        """A sentence with a number in it, singular or plural."""
        return _close_once(self.translator.ngettext(singular, plural, num) % {"num": num, **values})

    def listed(self, items: Sequence[str]) -> str:
        """A, B and C."""
        if len(items) < 2:
            return "".join(items)
        return self.say("%(first)s and %(last)s", first=", ".join(items[:-1]), last=items[-1])


def as_sentence(text: str) -> str:
    """With a capital and a full stop, where it has none; nothing stays nothing."""
    text = capitalise(text.strip())
    return text if not text or text.endswith((".", "!", "?", "…", ".”", "?”")) else f"{text}."


def reason_in_words(reason: str) -> str:
    """Return a reason as it follows a sentence, behind a colon; nothing stays nothing."""
    text = reason.strip().rstrip(".")
    first, _, rest = text.partition(" ")
    if first in _FUNCTION_WORDS:
        text = f"{first.lower()} {rest}"
    return f": {text}" if text else ""


_FUNCTION_WORDS = frozenset(
    "De Het Een Er Wij Zij Dit Dat Die Deze Wie Wat Meer Minder Geen Niet Door Voor Na Om Omdat Wegens "
    "Vanwege Doordat Bij Op In Te Partners Gemeenten The A An It There We They This That More No For After "
    "Because".split()
)
"""Words that lose their capital behind a colon; other words may be names."""


def _close_once(text: str) -> str:
    """One full stop at the end, also behind words that bring their own: “12 juli jl.”."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text
