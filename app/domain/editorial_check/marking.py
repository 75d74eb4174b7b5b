"""Marks the words that a finding is about."""

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.report.tree import Record


def mark_clause(kind: FindingKind, clause: Clause, record: Record, title: str, says: str = "") -> Finding:
    """Return a finding about a whole clause."""
    words = clause.span.text.strip()
    start = clause.span.start + clause.span.text.index(words)
    return Finding(kind, clause.text, clause.sentence.text, start, words, record, title, says)


def mark_words(
    kind: FindingKind,
    clause: Clause,
    span: tuple[int, int],
    record: Record,
    title: str,
    says: str = "",
    instead: str = "",
) -> Finding:
    """Return a finding about the words at `span` in the sentence, with what may take their place."""
    start, end = span
    return Finding(
        kind,
        clause.text,
        clause.sentence.text,
        clause.sentence.start + start,
        clause.sentence.text[start:end],
        record,
        title,
        says,
        instead=instead,
    )
