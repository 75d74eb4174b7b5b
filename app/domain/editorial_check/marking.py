"""Marks the words that a finding is about, and writes the value that belongs in their place."""

from decimal import Decimal

from app.domain.amount import write_amount
from app.domain.editorial_check.amounts import Amount, Precision, keeps_number, write_number
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Series
from app.domain.editorial_check.moments import write_day
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


def write_like(amount: Amount, value: Decimal | None) -> str:
    """Write a value as the amount is written: in digits or in words, with its percent sign."""
    if value is None or amount.precision is not Precision.EXACT or amount.is_rough:
        return ""
    if amount.is_share or not keeps_number(amount, value):
        return ""
    if amount.is_digits:
        return write_amount(value)
    if value != int(value) or value >= 1000:
        return ""
    word = write_number(int(value))
    return word[:1].upper() + word[1:] if amount.text[:1].isupper() else word


def mark_figure(clause: Clause, amount: Amount, series: Series, instead: str, says: str = "") -> Finding:
    """Return a finding about an amount, with the value that may take its place and what was measured."""
    words = says or _tell_values(series)
    span = (amount.start, amount.start + len(amount.text))
    return mark_words(
        FindingKind.FIGURE, clause, span, Record("indicator", series.id), series.name, words, instead
    )


def _tell_values(series: Series) -> str:
    return ", ".join(f"{write_amount(value)} ({write_day(day)})" for day, value in series.values[-2:])
