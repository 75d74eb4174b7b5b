"""Compares the figures of a text with what was measured: the same unit, and a value that was measured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.amount import write_amount
from app.domain.editorial_check.clause import Clause
from app.domain.editorial_check.figures import Figure
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.names import find_content_stems
from app.domain.indicator import MeasuredValue, compute_shares
from app.domain.report.facts import Facts, IndicatorFacts
from app.domain.report.tree import Record
from app.domain.stem import stem_words

_CHANGE = re.compile(
    r"\b(?:bij|erbij|meer|minder|extra|gestegen|steeg|gedaald|daalde|toegenomen|afgenomen|more|fewer|less|added)\b"
)
_END_OF = re.compile(r"\b(?:van|naar|tot|op|from|to)\s+$", re.IGNORECASE)
"""Before a figure from which or to which something went: that is a value, and no difference."""
_REST = re.compile(r"\b(?:andere|overige|rest|others?|remaining)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator as a text may speak of it: the stems of its unit and of its name, and its values."""

    indicator: IndicatorFacts
    unit: frozenset[str]
    name: frozenset[str]
    values: tuple[Decimal, ...]
    """In the order of the reference dates; the last one is the present."""
    parts: frozenset[Decimal]


def index_indicators(facts: Facts) -> list[KnownIndicator]:
    """Return every indicator with the values that were measured or computed."""
    by_id = {indicator.id: indicator for indicator in facts.indicators}
    return [_known(indicator, by_id) for indicator in facts.indicators]


def check_figures(clause: Clause, indicators: Sequence[KnownIndicator]) -> Iterator[Finding]:
    """Yield the figures of a clause that no measurement supports."""
    named = frozenset(stem_words(clause.sentence.text))
    for figure in clause.figures:
        candidates = [candidate for candidate in indicators if _speaks_of(figure, candidate, named)]
        best = max((len(candidate.name & named) for candidate in candidates), default=0)
        best_candidates = [candidate for candidate in candidates if len(candidate.name & named) == best]
        supporting = (
            [candidate for candidate in indicators if candidate.indicator.unit.strip() == "%"]
            if figure.is_share
            else best_candidates
        )
        if best_candidates and not any(_supports(candidate, figure, clause) for candidate in supporting):
            yield _finding(
                clause,
                figure,
                next((candidate for candidate in best_candidates if candidate.values), best_candidates[0]),
            )


def _supports(indicator: KnownIndicator, figure: Figure, clause: Clause) -> bool:
    if figure.value in indicator.values or figure.value in indicator.parts:
        return True
    if figure.is_share and _REST.search(clause.sentence.text):
        return 100 - figure.value in indicator.values
    grew = {abs(value - other) for value in indicator.values for other in indicator.values}
    is_end = _END_OF.search(clause.span.text[: figure.start])
    return figure.value in grew and not is_end and bool(_CHANGE.search(clause.sentence.text))


def _known(indicator: IndicatorFacts, by_id: dict[int, IndicatorFacts]) -> KnownIndicator:
    return KnownIndicator(
        indicator=indicator,
        unit=frozenset(stem_words(indicator.unit)),
        name=frozenset(find_content_stems(indicator.name)),
        values=tuple(_values(indicator, by_id)),
        parts=frozenset(value for measured in indicator.measurements for _, value in measured.parts),
    )


def _values(indicator: IndicatorFacts, by_id: dict[int, IndicatorFacts]) -> Iterator[Decimal]:
    yield from (measured.value for measured in indicator.measurements)
    if indicator.numerator_id in by_id and indicator.denominator_id in by_id:
        numerator: Sequence[MeasuredValue] = by_id[indicator.numerator_id].measurements
        denominator = by_id[indicator.denominator_id].measurements
        for share in compute_shares(numerator, denominator):
            yield share.percentage
            yield Decimal(round(share.percentage))


def _speaks_of(figure: Figure, indicator: KnownIndicator, named: frozenset[str]) -> bool:
    if figure.is_share:
        return indicator.indicator.unit.strip() in ("%", "procent") and bool(indicator.name & named)
    if indicator.indicator.unit.strip() == "%" or not indicator.unit & {*figure.counted}:
        return False
    # “Two pilot sites” may be any two: a number in words is of an indicator only where its name is there too.
    beside = indicator.name - indicator.unit
    return figure.text[:1].isdigit() or not beside or bool(beside & named)


def _finding(clause: Clause, figure: Figure, indicator: KnownIndicator) -> Finding:
    value = indicator.values[-1] if indicator.values else None
    instead = ""
    if value is not None:
        instead = write_amount(value) + ("%" if figure.is_share and figure.text.endswith("%") else "")
        instead += " procent" if figure.is_share and not figure.text.endswith("%") else ""
    start = clause.span.start + figure.start
    record = Record("indicator", indicator.indicator.id)
    return Finding(FindingKind.FIGURE, clause.text, clause.sentence.text, start, figure.text, record, instead)
