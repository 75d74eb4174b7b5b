"""Compares how often something recurs, according to the text, with how often that was agreed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.domain.editorial_check.amounts import find_amounts
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.stance import NOT
from app.domain.editorial_check.verbs import Act
from app.domain.report.tree import Record
from app.domain.structure import Frequency

_A_YEAR = {"maand": 12, "kwartaal": 4, "halfjaar": 2, "jaar": 1}
_PER_YEAR = {Frequency.QUARTER: 4, Frequency.HALF_YEAR: 2, Frequency.YEAR: 1}
_WORDS = {Frequency.QUARTER: "kwartaal", Frequency.HALF_YEAR: "half jaar", Frequency.YEAR: "jaar"}
_SPAN = re.compile(
    r"\b(?:per|elke?|iedere?|in het) (?P<span>maand|kwartaal|half ?jaar|jaar)\b"
    r"|\b(?P<adverb>maand|halfjaar|jaar)elijks\b|\b(?P<short>jaar|halfjaar)lijks\b",
    re.IGNORECASE,
)
_HAPPENS = frozenset({Act.HOLD, Act.COME, Act.DELIVER})
_MOST_TIMES = 60
_MUCH_MORE = 2
"""At least so many times may be a few more, but not twice as many."""


def compare_frequency(clause: Clause) -> Iterator[Finding]:
    """Yield another rhythm than was agreed for what recurs."""
    span = _SPAN.search(clause.span.text)
    if span is None or not clause.is_stated:
        return
    offset = clause.span.start - clause.sentence.start
    for subject in clause.subjects:
        times = _count_times(clause)
        if subject.frequency is None or times is None:
            continue
        count, per = subject.frequency
        word = (span["span"] or span["adverb"] or span["short"]).lower().replace(" ", "")
        times_a_year, least_a_year = times * _A_YEAR[word], count * _PER_YEAR[per]
        if times_a_year < least_a_year or times_a_year >= _MUCH_MORE * least_a_year:
            says = f"minstens {count} keer per {_WORDS[per]}"
            place = (offset + span.start(), offset + span.end())
            record = Record("deliverable", subject.id)
            yield mark_words(FindingKind.COUNT, clause, place, record, subject.title, says)


def _count_times(clause: Clause) -> Decimal | None:
    """How many times in the span; once where the clause only says that it happens."""
    amounts = find_amounts(clause.span.text)
    counts = [amount.value for amount in amounts if not amount.is_share and amount.value < _MOST_TIMES]
    if counts:
        return counts[0] if len(counts) == 1 else None
    happens = not clause.predicates or any(predicate.act in _HAPPENS for predicate in clause.predicates)
    return Decimal(1) if happens and not NOT & {*clause.lowers} else None
