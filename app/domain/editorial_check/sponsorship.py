"""Compares for whom the programme works, according to the text, with who its sponsors are."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.parties import PartyMention, are_listed
from app.domain.report.tree import Record

_ARE = r"opdrachtgevers?,? (?:van (?:het|dit) programma,? )?(?:zijn |waren |is )?"
_FOR = (
    r"(?:in opdracht van|namens|(?:aan)?gestuurd door|uit naam van|onder (?:verantwoordelijkheid|gezag) van) "
)
_LEAD = re.compile(
    rf"\b(?:(?P<are>{_ARE})|{_FOR})(?:(?:de|het) )?(?:ministeries? van )?(?:(?:de|het) )?$", re.IGNORECASE
)
_OURS = re.compile(
    r"\b(?:het|dit|ons) programma\b|\b(?:deze|de) (?:[^\W\d_]+ )?(?:voortgangs)?rapportage\b", re.IGNORECASE
)


def compare_sponsors(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a party that is called a sponsor of the programme and is none."""
    text = clause.sentence.text
    parties = clause.parties if clause.is_stated and not clause.about else ()
    for place, party in enumerate(parties):
        lead = _LEAD.search(text[: party.start])
        if lead is None or not (lead["are"] or _OURS.search(clause.span.text)):
            continue
        listed = [party]
        for other in parties[place + 1 :]:
            if not are_listed(text, listed[-1], other):
                break
            listed.append(other)
        yield from _compare(clause, listed, knowledge)


def _compare(clause: Clause, listed: list[PartyMention], knowledge: Knowledge) -> Iterator[Finding]:
    strangers = [party for party in listed if party.short not in knowledge.sponsors]
    missing = knowledge.sponsors - {party.short for party in listed}
    is_certain = len(strangers) == len(missing) == 1 and strangers[0].text.isupper()
    record = Record("reporting_period", knowledge.period.id)
    says = ", ".join(sorted(knowledge.sponsors))
    for party in strangers:
        span, instead = (party.start, party.end), next(iter(missing)) if is_certain else ""
        yield mark_words(FindingKind.PARTY, clause, span, record, knowledge.title, says, instead)
