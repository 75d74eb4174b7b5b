"""Indicators: ratios are computed from two measurements, never typed, and breakdowns add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """One value on its reference date; `parts` are the labelled parts that add up to it."""

    id: int
    value: Decimal
    reference_date: date
    note: str = ""
    parts: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio on one reference date, with the two measurements that it comes from."""

    part: MeasuredValue
    whole: MeasuredValue

    @property
    def reference_date(self) -> date:
        """That of both."""
        return self.whole.reference_date

    @property
    def percentage(self) -> Decimal:
        """To one decimal, halves up: 27 of 513 is 5.3."""
        return compute_percentage(self.part.value, self.whole.value)


def needs_caveat(units: tuple[str, str], caveat: str) -> bool:
    """Whether a ratio lacks a word of caution: 27 measures of 513 families are not 27 families."""
    numerator, denominator = (unit.strip().casefold() for unit in units)
    return numerator != denominator and not caveat.strip()


def compute_difference(value: Decimal, parts: Sequence[tuple[str, Decimal]]) -> Decimal:
    """Return the sum of the parts minus the value: 0 where the breakdown adds up or there is none."""
    return sum((part for _, part in parts), Decimal(0)) - value if parts else Decimal(0)


def compute_percentage(part: Decimal, total: Decimal) -> Decimal:
    """Return a part as a percentage of a total that is not zero, to one decimal, halves away from zero."""
    return (part * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def compute_shares(numerator: Sequence[MeasuredValue], denominator: Sequence[MeasuredValue]) -> list[Share]:
    """Return the ratio on each reference date on which both were measured and the denominator is not zero."""
    wholes = {measured.reference_date: measured for measured in denominator if measured.value}
    return [Share(part, wholes[part.reference_date]) for part in numerator if part.reference_date in wholes]
