"""Compares whether something came in time, according to the text, with how its delivery was judged."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.claim import Claim
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.stance import Stance
from app.domain.report.tree import Record
from app.domain.timeliness import Timeliness

_IN_TIME = re.compile(
    r"\b(?:op tijd|volgens (?:planning|afspraak)|zoals (?:beloofd|afgesproken|gepland|toegezegd))\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:te laat|over tijd|met vertraging|later dan (?:beloofd|afgesproken|gepland|toegezegd))\b",
    re.IGNORECASE,
)
_THAN = r"dan (?:eerder |eerst |oorspronkelijk )?(?:gepland|beloofd|verwacht|gedacht|afgesproken|toegezegd)"
_SOONER = re.compile(rf"\b(?:eerder|sneller|vroeger) {_THAN}\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:niet|nooit)\b", re.IGNORECASE)


def compare_lateness(claim: Claim) -> Iterator[Finding]:
    """Yield a delivery that is called in time and was late, or the other way round."""
    verdict, text = claim.subject.assessment.timeliness, claim.clause.span.text
    if claim.predicate.stance is Stance.COMING:
        yield from _compare_course(claim)
        return
    if claim.predicate.stance is not Stance.DONE or not verdict.is_done or _NOT.search(text):
        return
    wrong = _IN_TIME if verdict is Timeliness.DELIVERED_LATE else _LATE
    told = wrong.search(text)
    held_to = claim.subject.assessment.held_to
    if told is not None and held_to is not None and not held_to.window.is_undated:
        offset = claim.clause.span.start - claim.clause.sentence.start
        span = (offset + told.start(), offset + told.end())
        record = Record("deliverable", claim.subject.id)
        yield mark_words(
            FindingKind.MOVED, claim.clause, span, record, claim.subject.title, held_to.window.phrase
        )


def _compare_course(claim: Claim) -> Iterator[Finding]:
    """“Komt eerder dan gepland”, of what comes later than was promised at first."""
    slip, text = claim.subject.assessment.slip_days, claim.clause.span.text
    told = _SOONER.search(text) if slip is not None and slip > 0 else None
    is_plain = not (claim.predicate.is_denied or claim.predicate.is_history or _NOT.search(text))
    if told is not None and is_plain:
        offset = claim.clause.span.start - claim.clause.sentence.start
        span = (offset + told.start(), offset + told.end())
        record, window = Record("deliverable", claim.subject.id), claim.subject.assessment.window
        says = window.phrase if window else ""
        yield mark_words(FindingKind.MOVED, claim.clause, span, record, claim.subject.title, says)
