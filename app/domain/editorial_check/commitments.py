"""Compares what is told of a promise to parliament: when it was made, and whether it was answered."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_clause, mark_words
from app.domain.editorial_check.moments import write_day
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.words import stem_once
from app.domain.report.facts import CommitmentFacts
from app.domain.report.tree import Record
from app.domain.stem import stem_words

_MADE = re.compile(
    r"\b(?:vroeg|vroegen|gevraagd|verzocht|ingediend|aangenomen|toegezegd|zegde|beloofd|"
    r"beloofde)\b|\bmotie van\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:beantwoord|antwoord (?:gegeven|gestuurd|gekregen)|afgedaan|voldaan|nagekomen|ingelost)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:wacht(?:en)? (?:nog )?op (?:een )?antwoord|nog (?:niet|geen|steeds|te)|moet nog|staat nog open)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen|nog|moet|wordt|zal)\b", re.IGNORECASE)
_SPEAKS = frozenset(stem_words("kamer toezegging motie kamervraag brief"))
_MOST = 0.6


def compare_commitments(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what is told of a promise to parliament that is not so."""
    commitment = _find(clause, knowledge) if clause.is_stated else None
    if commitment is None:
        return
    text, record = clause.span.text, Record("parliamentary_commitment", commitment.id)
    is_answered = commitment.answered_on is not None
    says_answered = bool(_ANSWERED.search(text)) and not _DENIED.search(text)
    if says_answered != is_answered and (says_answered or _OPEN.search(text)):
        yield mark_clause(FindingKind.COMMITMENT, clause, record, commitment.text.rstrip("."))
    elif _MADE.search(text) and len(clause.moments) == 1:
        moment = clause.moments[0].as_past(knowledge.on)
        earliest, latest = moment.window.earliest, moment.window.latest
        if earliest and latest and not earliest <= commitment.made_on <= latest:
            span, says = (moment.start, moment.end), write_day(commitment.made_on)
            yield mark_words(FindingKind.MOMENT, clause, span, record, commitment.text.rstrip("."), says)


def _find(clause: Clause, knowledge: Knowledge) -> CommitmentFacts | None:
    """The one that a sentence speaks of: most of its words stand there, and parliament is named."""
    stems = {*stem_once(clause.sentence.text)}
    if not _SPEAKS & stems:
        return None
    alike = [
        commitment
        for commitment in knowledge.commitments
        if (own := {*find_content_stems(commitment.text)} - _SPEAKS) and len(own & stems) >= _MOST * len(own)
    ]
    return alike[0] if len(alike) == 1 else None
