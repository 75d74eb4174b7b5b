"""Compares the figures of a text with what was measured: the same unit, and a value that was measured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.amount import write_amount
from app.domain.editorial_check.clause import Clause
from app.domain.editorial_check.figures import Figure
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.names import content_stems
from app.domain.indicator import MeasuredValue, shares
from app.domain.report.facts import Facts, IndicatorFacts
from app.domain.report.tree import Record
from app.domain.stem import stems

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


def known_indicators(facts: Facts) -> list[KnownIndicator]:
    """Return every indicator with the values that were measured or computed."""
    by_id = {one.id: one for one in facts.indicators}
    return [_known(one, by_id) for one in facts.indicators]


def check_figures(clause: Clause, known: Sequence[KnownIndicator]) -> Iterator[Finding]:
    """Yield the figures of a clause that no measurement supports."""
    named = frozenset(stems(clause.sentence.text))
    for figure in clause.figures:
        speaks = [one for one in known if _speaks_of(figure, one, named)]
        best = max((len(one.name & named) for one in speaks), default=0)
        meant = [one for one in speaks if len(one.name & named) == best]
        may = [one for one in known if one.indicator.unit.strip() == "%"] if figure.is_share else meant
        if meant and not any(_supports(one, figure, clause) for one in may):
            yield _finding(clause, figure, next((one for one in meant if one.values), meant[0]))


def _supports(known: KnownIndicator, figure: Figure, clause: Clause) -> bool:
    if figure.value in known.values or figure.value in known.parts:
        return True
    if figure.is_share and _REST.search(clause.sentence.text):
        return 100 - figure.value in known.values
    grew = {abs(one - other) for one in known.values for other in known.values}
    is_end = _END_OF.search(clause.span.text[: figure.start])
    return figure.value in grew and not is_end and bool(_CHANGE.search(clause.sentence.text))


def _known(one: IndicatorFacts, by_id: dict[int, IndicatorFacts]) -> KnownIndicator:
    return KnownIndicator(
        indicator=one,
        unit=frozenset(stems(one.unit)),
        name=frozenset(content_stems(one.name)),
        values=tuple(_values(one, by_id)),
        parts=frozenset(value for measured in one.measurements for _, value in measured.parts),
    )


def _values(one: IndicatorFacts, by_id: dict[int, IndicatorFacts]) -> Iterator[Decimal]:
    yield from (measured.value for measured in one.measurements)
    if one.numerator_id in by_id and one.denominator_id in by_id:
        part: Sequence[MeasuredValue] = by_id[one.numerator_id].measurements
        whole = by_id[one.denominator_id].measurements
        for share in shares(part, whole):
            yield share.percentage
            yield Decimal(round(share.percentage))


def _speaks_of(figure: Figure, known: KnownIndicator, named: frozenset[str]) -> bool:
    if figure.is_share:
        return known.indicator.unit.strip() in ("%", "procent") and bool(known.name & named)
    if known.indicator.unit.strip() == "%" or not known.unit & {*figure.counted}:
        return False
    # “Two pilot sites” may be any two: a number in words is of an indicator only where its name is there too.
    beside = known.name - known.unit
    return figure.text[:1].isdigit() or not beside or bool(beside & named)


def _finding(clause: Clause, figure: Figure, known: KnownIndicator) -> Finding:
    value = known.values[-1] if known.values else None
    instead = ""
    if value is not None:
        instead = write_amount(value) + ("%" if figure.is_share and figure.text.endswith("%") else "")
        instead += " procent" if figure.is_share and not figure.text.endswith("%") else ""
    start = clause.span.start + figure.start
    record = Record("indicator", known.indicator.id)
    return Finding(FindingKind.FIGURE, clause.text, clause.sentence.text, start, figure.text, record, instead)
