"""Holding the summary against the chapters: of one thing the same moment is told, and the same figures."""

from collections.abc import Iterable, Iterator

from app.domain.editorial_check.claims import Claim
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.said import Said
from app.domain.report.tree import Record

SUMMARY = "summary"
_OPPOSED = {Claim.DONE: Claim.COMING, Claim.COMING: Claim.DONE, Claim.DROPPED: Claim.COMING}


def disagreements(said: Iterable[Said]) -> Iterator[Finding]:
    """What the summary says otherwise than a chapter."""
    every = list(said)
    chapters = [one for one in every if one.text.section_key.startswith("action-line:")]
    for one in every:
        if one.text.section_key != SUMMARY:
            continue
        for other in chapters:
            shared = [found for found in one.about if found in other.about]
            for found in shared[:1]:
                yield from _other_figures(one, other, found.id)
                yield from _other_claim(one, other, found.id)


def _other_figures(one: Said, other: Said, deliverable_id: int) -> Iterator[Finding]:
    for figure in one.figures:
        for told in other.figures:
            same = figure.counted[:1] == told.counted[:1] and figure.is_share == told.is_share
            if same and (figure.counted or figure.is_share) and figure.value != told.value:
                start = one.clause.start + figure.start
                yield _finding(one, start, figure.text, deliverable_id, told.text)


def _other_claim(one: Said, other: Said, deliverable_id: int) -> Iterator[Finding]:
    if _OPPOSED.get(one.claim) is other.claim or _OPPOSED.get(other.claim) is one.claim:
        words = one.clause.text.strip()
        yield _finding(one, one.clause.start + one.clause.text.index(words), words, deliverable_id, "")
        return
    theirs = [moment for moment in other.moments if moment.is_dated]
    for moment in one.moments:
        windows = [(t.window.earliest, t.window.latest) for t in theirs]
        if (
            windows
            and one.claim is other.claim
            and (moment.window.earliest, moment.window.latest) not in windows
        ):
            yield _finding(
                one, one.clause.start + moment.start, moment.phrase, deliverable_id, theirs[0].phrase
            )


def _finding(one: Said, start: int, words: str, deliverable_id: int, instead: str) -> Finding:
    record = Record("deliverable", deliverable_id)
    return Finding(FindingKind.SUMMARY, one.text, one.sentence.text, start, words, record, instead)
