"""The half-year: written 2023-H2, one after the other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid


@pytest.mark.parametrize("text", ["2023-H2", "2023-h2", " 2023-H2 "])
def test_a_half_year_is_read_in_either_case(text: str) -> None:
    assert HalfYear.parse(text) == HalfYear(2023, 2)


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-H3", "H2 2023", "2023-Q2", "23-H2", "2023-H2 x", "９２０２３-H1"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        HalfYear.parse(text)
    assert "2023-H1" in str(refusal.value.fields["halfYear"])


def test_the_second_half_runs_from_july_to_december() -> None:
    half = HalfYear(2023, 2)
    assert (half.starts_on, half.ends_on, str(half)) == (date(2023, 7, 1), date(2023, 12, 31), "2023-H2")
    assert HalfYear(2024, 1).ends_on == date(2024, 6, 30)


@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)))
def test_half_years_follow_each_other_without_a_gap(day: date) -> None:
    half = HalfYear.containing(day)
    assert half.starts_on <= day <= half.ends_on
    assert half.next().starts_on == half.ends_on + timedelta(days=1)
    assert half.next().previous() == half == half.previous().next()
    assert half.previous() < half < half.next()
    assert HalfYear.parse(str(half)) == half
