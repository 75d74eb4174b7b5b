"""What stands against the days of a round, each beside its own field."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.half_year import HalfYear
from app.domain.round import Days, Span, days_objected, proposed_days

AUTUMN = HalfYear(2023, 2)
HALF = Span.of(AUTUMN)
PROPOSED = proposed_days(AUTUMN)
BEFORE, AFTER = date(2023, 6, 30), date(2024, 1, 1)


def test_the_proposed_days_are_accepted():
    assert days_objected(HALF, PROPOSED, [("2023-H1", Span.of(AUTUMN.previous()))]) == {}


def test_a_report_may_come_months_later_and_listen_until_then():
    late = date(2024, 5, 31)
    assert days_objected(HALF, Days(HALF.ends_on, late, late), ()) == {}


@pytest.mark.parametrize("field", ["reference_date", "input_deadline"])
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_a_day_before_the_period_or_after_the_report_is_refused(field, day):
    assert set(days_objected(HALF, replace(PROPOSED, **{field: day}), ())) == {field}


def test_a_report_dated_before_its_period_is_refused_with_its_other_days():
    early = Days(BEFORE, BEFORE, BEFORE)
    assert set(days_objected(HALF, early, ())) == {"reference_date", "input_deadline"}


def test_a_period_that_ends_before_it_begins_is_refused():
    assert set(days_objected(Span(HALF.starts_on, BEFORE), PROPOSED, ())) == {"ends_on"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "both"),
    [
        (date(2023, 1, 1), BEFORE, False),
        (date(2023, 1, 1), HALF.starts_on, True),
        (date(2023, 9, 1), date(2023, 9, 30), True),
        (HALF.ends_on, AFTER, True),
        (AFTER, date(2024, 6, 30), False),
    ],
)
def test_no_day_falls_in_two_rounds(starts_on, ends_on, both):
    other = Span(starts_on, ends_on)
    assert HALF.overlaps(other) is other.overlaps(HALF) is both
    found = days_objected(HALF, PROPOSED, [("2024-H1", other)])
    assert [str(one.values["other"]) for one in found.values()] == (["2024-H1"] if both else [])
