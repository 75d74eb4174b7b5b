"""Ratios are computed from two measurements of one day, to one decimal."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.indicator import MeasuredValue, compute_percentage, compute_shares

MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(27, 513, "5.3"), (11, 273, "4.0"), (1, 80, "1.3"), (0, 7, "0.0"), (7, 7, "100.0"), (5, 4, "125.0")],
)
def test_a_part_of_a_whole_is_a_percentage_with_halves_up(part: int, whole: int, expected: str) -> None:
    assert str(compute_percentage(Decimal(part), Decimal(whole))) == expected


def test_a_ratio_needs_both_sides_on_the_same_reference_date() -> None:
    families = [MeasuredValue(1, Decimal(273), MARCH), MeasuredValue(2, Decimal(513), SEPTEMBER)]
    measures = [MeasuredValue(3, Decimal(27), SEPTEMBER), MeasuredValue(4, Decimal(30), date(2023, 12, 1))]
    shares = compute_shares(measures, families)
    assert [(share.reference_date, share.percentage) for share in shares] == [(SEPTEMBER, Decimal("5.3"))]


def test_a_ratio_with_a_zero_whole_is_not_computed() -> None:
    assert compute_shares([MeasuredValue(1, Decimal(3), MARCH)], [MeasuredValue(2, Decimal(0), MARCH)]) == []
