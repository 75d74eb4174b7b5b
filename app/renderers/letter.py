"""Letters that leave by mail: subject and plain text."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.domain.language import DEFAULT_LANGUAGE
from app.templating import translator
from app.templating.formats import day


class LetterWords(NamedTuple):
    """What a letter says."""

    subject: str
    text: str


class Owed(NamedTuple):
    """What is still missing: titles of one's own, and of others, by who leads them."""

    own: Sequence[str]
    others: Sequence[tuple[str, str]] = ()


def write_reminder(
    name: str, programme: str, half_year: str, until: date, owed: Owed, address: str
) -> LetterWords:
    """Asks somebody for the answers that are still missing, and tells of whom else there are none yet."""
    words = translator()
    subject = words.gettext("%(programme)s: your answers for %(half_year)s") % {
        "programme": programme,
        "half_year": half_year,
    }
    lines = [
        words.gettext("Dear %(name)s,") % {"name": name},
        "",
        words.gettext("The progress report of %(programme)s over %(half_year)s is being made.")
        % {"programme": programme, "half_year": half_year},
        "",
        *_own(owed.own),
        *_others(owed.others),
        words.gettext(
            "You can answer up to and including %(day)s. Nothing changed? Then one press each is enough:"
        )
        % {"day": day(until, DEFAULT_LANGUAGE)},
        address,
        "",
        words.gettext("The programme office of %(programme)s") % {"programme": programme},
    ]
    return LetterWords(subject, "\n".join(lines) + "\n")


def _own(titles: Sequence[str]) -> Iterator[str]:
    if titles:
        yield translator().ngettext(
            "Of one deliverable your answer is still missing:",
            "Of %(num)s deliverables your answer is still missing:",
            len(titles),
        ) % {"num": len(titles)}
        yield from (f"- {title}" for title in titles)
        yield ""


def _others(owed: Sequence[tuple[str, str]]) -> Iterator[str]:
    if owed:
        yield translator().gettext("Others were asked before and have not answered yet. Can you see to it?")
        yield from (f"- {title} ({lead})" if lead else f"- {title}" for lead, title in owed)
        yield ""
