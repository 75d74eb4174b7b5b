"""What a new deadline is against the old one: not always a slip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadline_change import (
    FirmnessChange,
    Slip,
    WindowChange,
    compare_firmness,
    compare_windows,
    count_slip_days,
    count_slip_months,
    counts_against,
    measure_slip,
)
from app.domain.firmness import Firmness
from app.domain.vague_date import VagueDate, read

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
OPPOSITES = {
    WindowChange.SAME: WindowChange.SAME,
    WindowChange.LATER: WindowChange.EARLIER,
    WindowChange.EARLIER: WindowChange.LATER,
    WindowChange.SHARPENED: WindowChange.WIDENED,
    WindowChange.WIDENED: WindowChange.SHARPENED,
    WindowChange.DATED: WindowChange.DATE_DROPPED,
    WindowChange.DATE_DROPPED: WindowChange.DATED,
}


@st.composite
def windows(draw: st.DrawFn) -> VagueDate:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return VagueDate("", None, draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


@pytest.mark.parametrize(
    ("old", "new", "change", "against"),
    [
        ("begin 2024", "Q1 2024", WindowChange.SAME, False),
        ("H2 2024", "oktober 2024", WindowChange.SHARPENED, False),
        ("oktober 2024", "H2 2024", WindowChange.WIDENED, True),
        ("Q4 2024", "H2 2024", WindowChange.WIDENED, False),
        ("begin 2024", "Q2 2024", WindowChange.LATER, True),
        ("Q2 2024", "begin 2024", WindowChange.EARLIER, False),
        ("voor de zomer van 2024", "voor eind 2024", WindowChange.WIDENED, True),
        ("voor eind 2024", "Q4 2024", WindowChange.SHARPENED, False),
        ("Q4 2024", "vanaf Q4 2024", WindowChange.WIDENED, True),
        ("vanaf 2024", "vanaf 2025", WindowChange.SHARPENED, False),
        ("Q4 2024", "binnenkort", WindowChange.DATE_DROPPED, True),
        ("binnenkort", "Q4 2024", WindowChange.DATED, False),
        ("binnenkort", "vanaf 2025", WindowChange.DATED, False),
        ("binnenkort", "op korte termijn", WindowChange.SAME, False),
    ],
)
def test_a_window_change_is_classified_by_both_bounds(
    old: str, new: str, change: WindowChange, against: bool
) -> None:
    assert (compare_windows(read(old), read(new)), counts_against(read(old), read(new))) == (change, against)


def test_a_withdrawn_promise_counts_against_and_a_first_one_does_not() -> None:
    promised = read("Q4 2024")
    assert (compare_windows(promised, None), counts_against(promised, None)) == (WindowChange.WITHDRAWN, True)
    assert (compare_windows(None, promised), counts_against(None, promised)) == (WindowChange.DATED, False)
    assert (compare_windows(None, read("soon")), counts_against(None, read("soon"))) == (
        WindowChange.SAME,
        False,
    )


@given(windows(), windows())
def test_the_reverse_change_is_the_opposite(old: VagueDate, new: VagueDate) -> None:
    assert compare_windows(new, old) is OPPOSITES[compare_windows(old, new)]


@given(windows(), windows())
def test_a_change_that_counts_against_a_promise_does_not_count_in_reverse(
    old: VagueDate, new: VagueDate
) -> None:
    assert not (counts_against(old, new) and counts_against(new, old))


@given(windows(), windows())
def test_a_slip_has_the_same_length_in_both_directions(old: VagueDate, new: VagueDate) -> None:
    there, back = measure_slip(old, new), measure_slip(new, old)
    assert (there is None) == (back is None) == (old.latest is None or new.latest is None)
    if there and back:
        assert (back.days, back.months, back.rest_days) == (-there.days, -there.months, -there.rest_days)
        assert there.days == count_slip_days(old, new)
        assert there.days * there.months >= 0
        assert abs(there.rest_days) < 31


def test_a_promise_moved_from_begin_2024_to_q2_slipped_three_months() -> None:
    assert measure_slip(read("begin 2024"), read("Q2 2024")) == Slip(days=91, months=3, rest_days=0)
    assert count_slip_months(read("Q2 2024"), read("begin 2024")) == -3


def test_a_slip_of_no_whole_number_of_months_keeps_its_remaining_days() -> None:
    assert measure_slip(read("voor de zomer van 2024"), read("eind 2024")) == Slip(
        days=194, months=6, rest_days=11
    )
    assert measure_slip(read("30 januari 2023"), read("1 maart 2023")) == Slip(days=30, months=1, rest_days=1)
    assert measure_slip(read("20 mei 2024"), read("10 juni 2024")) == Slip(days=21, months=0, rest_days=21)


def test_there_is_no_slip_with_an_open_side_or_without_a_promise() -> None:
    assert count_slip_days(read("vanaf 2024"), read("Q4 2024")) is None
    assert count_slip_days(None, read("Q4 2024")) is None
    assert count_slip_months(read("Q4 2024"), None) is None


def test_firmness_is_compared_only_when_both_are_known() -> None:
    assert compare_firmness(Firmness.AIMED, Firmness.COMMITTED) is FirmnessChange.FIRMER
    assert compare_firmness(Firmness.DECIDED, Firmness.EXPECTED) is FirmnessChange.LESS_FIRM
    assert compare_firmness(Firmness.AIMED, Firmness.AIMED) is FirmnessChange.SAME
    assert (
        compare_firmness(None, Firmness.AIMED)
        is compare_firmness(Firmness.AIMED, None)
        is FirmnessChange.SAME
    )
