"""Why a phrase is refused, and the message that says so with forms that would be understood."""

import re
from enum import Enum

from app.domain.refusal import Message, UnreadablePhrase


class Why(Enum):
    """The reasons to refuse words that are words about time, with what is then said."""

    UNKNOWN = "“%(phrase)s” is not understood as a moment. Understood is for example: %(forms)s."
    NO_SUCH_DAY = "“%(phrase)s” names a day that does not exist. Understood is for example: %(forms)s."
    ENDS_FIRST = "“%(phrase)s” ends before it begins. Understood is for example: %(forms)s."
    NEEDS_DAY = (
        "“%(phrase)s” depends on the day on which it was said, and that is not known. "
        "Name the year, for example: %(forms)s."
    )
    OTHER_WEEKDAY = (
        "“%(phrase)s” names a day of the week on which that date does not fall. "
        "Check both, or leave the day of the week out. Understood is for example: %(forms)s."
    )
    PAST = (
        "“%(phrase)s” says that it is still to come, but by the day on which it was said that has passed. "
        "Understood is for example: %(forms)s."
    )
    NOT_IN_REGISTER = (
        "When “%(phrase)s” is, is not in the register of named moments. An administrator adds it there "
        "(Portfolio, Named moments), or give the first and last day yourself. Understood is for example: "
        "%(forms)s."
    )
    CONTRADICTS = (
        "“%(phrase)s” names two moments that no day can both be in. Understood is for example: %(forms)s."
    )
    TWO_MEANINGS = "“%(phrase)s” can mean two different years. Name the year, for example: %(forms)s."


class PhraseFault(Exception):
    """A phrase that is grammatical but names no moment."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why.name)


FORMS = {
    "nl": (
        "12 juli 2024",
        "begin 2024",
        "eind maart 2024",
        "Q3 2024",
        "voor de zomer van 2024",
        "binnenkort",
    ),
    "en": ("12 July 2024", "early 2024", "end of March 2024", "Q3 2024", "before summer 2024", "soon"),
}
"""What would be understood, in each language."""


_NAMED = re.compile(
    r"\b\w*(?:reces|vakanties?|verkiezing(?:en)?|formatie|kabinetsperiode|regeerperiode|zittingsperiode|raadsperiode|"
    r"collegeperiode|begrotingsbehandeling|behandeling van de begroting|verantwoordingsdag|"
    r"recess|elections?|cabinet term|holidays?)\b",
    re.IGNORECASE,
)


def explain_unknown(phrase: str) -> Why:
    """Return why words that mean nothing to the rules are refused: the register can know what has a name."""
    return Why.NOT_IN_REGISTER if _NAMED.search(phrase) else Why.UNKNOWN


def build_refusal(phrase: str, why: Why, language: str) -> UnreadablePhrase:
    """Build the refusal of a phrase, with forms in the language that it is most likely in."""
    refusal = UnreadablePhrase(phrase, FORMS[language])
    values = {"phrase": phrase, "forms": ", ".join(FORMS[language])}
    refusal.fields["phrase"] = Message(why.value, values)
    return refusal
