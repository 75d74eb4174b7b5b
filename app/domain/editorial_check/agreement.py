"""Compares the summary with the chapters: both give the same moment and figures."""

from collections.abc import Iterable, Iterator

from app.domain.editorial_check.claims import Claim
from app.domain.editorial_check.clause import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.report.tree import Record

SUMMARY = "summary"
_OPPOSED = {Claim.DONE: Claim.COMING, Claim.COMING: Claim.DONE, Claim.DROPPED: Claim.COMING}


def compare_summary(clauses: Iterable[Clause]) -> Iterator[Finding]:
    """Yield what the summary says differently from a chapter."""
    everything = list(clauses)
    chapters = [clause for clause in everything if clause.text.section_key.startswith("action-line:")]
    for clause in everything:
        if clause.text.section_key != SUMMARY:
            continue
        for other in chapters:
            shared = [deliverable for deliverable in clause.about if deliverable in other.about]
            for deliverable in shared[:1]:
                yield from _other_figures(clause, other, deliverable.id)
                yield from _other_claim(clause, other, deliverable.id)


def _other_figures(clause: Clause, other: Clause, deliverable_id: int) -> Iterator[Finding]:
    for figure in clause.figures:
        for theirs in other.figures:
            same = figure.counted[:1] == theirs.counted[:1] and figure.is_share == theirs.is_share
            if same and (figure.counted or figure.is_share) and figure.value != theirs.value:
                start = clause.span.start + figure.start
                yield _finding(clause, start, figure.text, deliverable_id, theirs.text)


def _other_claim(clause: Clause, other: Clause, deliverable_id: int) -> Iterator[Finding]:
    if _OPPOSED.get(clause.claim) is other.claim or _OPPOSED.get(other.claim) is clause.claim:
        words = clause.span.text.strip()
        yield _finding(clause, clause.span.start + clause.span.text.index(words), words, deliverable_id, "")
        return
    if clause.claim is not other.claim:
        return
    theirs = [moment for moment in other.moments if moment.is_dated]
    windows = [(moment.window.earliest, moment.window.latest) for moment in theirs]
    for moment in clause.moments:
        if windows and (moment.window.earliest, moment.window.latest) not in windows:
            start = clause.span.start + moment.start
            yield _finding(clause, start, moment.phrase, deliverable_id, theirs[0].phrase)


def _finding(clause: Clause, start: int, words: str, deliverable_id: int, instead: str) -> Finding:
    record = Record("deliverable", deliverable_id)
    return Finding(FindingKind.SUMMARY, clause.text, clause.sentence.text, start, words, record, instead)
