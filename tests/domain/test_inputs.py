"""What needs what, without circles, and whether an input comes in time for what waits for it."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.assessment import DeadlineRecord, assess
from app.domain.firmness import Firmness
from app.domain.inputs import ChainStep, Fit, find_circle, judge_fit, trace_inputs
from app.domain.sequence import move_to_place
from app.domain.status import Status
from app.domain.vague_date import VagueDate
from tests.told import status as told_status

ON = date(2023, 12, 18)
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)
Q1 = (date(2024, 1, 1), date(2024, 3, 31))
Q2 = (date(2024, 4, 1), date(2024, 6, 30))
BY_MARCH = (None, date(2024, 3, 31))
FROM_2024 = (date(2024, 1, 1), None)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
SOON = (None, None)


def assessment_of(window, status=Status.IN_PROGRESS):
    """An assessment with these bounds as its only promise; without any promise where there are none."""
    promised = [] if window is None else [said(window)]
    return assess(promised, told_status(status, on=AT.date()), ON)


def said(window):
    return DeadlineRecord(
        id=1,
        window=VagueDate("woorden", None, *window),
        firmness=Firmness.EXPECTED,
        said_on=AT.date(),
        recorded_at=AT,
        reason="",
        author="Bram",
    )


@pytest.mark.parametrize(
    ("needed", "waiting", "fit"),
    [
        (Q1, Q2, Fit.FITS),
        (Q2, Q1, Fit.CONFLICT),
        (Q1, Q1, Fit.FITS),
        (Q1, FROM_2024, Fit.UNKNOWN),
        (Q1, BY_MARCH, Fit.FITS),
        (Q2, BY_MARCH, Fit.CONFLICT),
        (FROM_2024, Q2, Fit.UNKNOWN),
        (SOON, Q1, Fit.UNKNOWN),
        (Q1, SOON, Fit.UNKNOWN),
        (None, Q1, Fit.UNKNOWN),
        (Q1, None, Fit.UNKNOWN),
    ],
)
def test_an_input_fits_when_it_is_not_promised_after_its_dependent(needed, waiting, fit):
    assert judge_fit(assessment_of(needed), assessment_of(waiting)).fit is fit


@pytest.mark.parametrize(
    ("needed", "waiting", "fit"),
    [
        (Status.DELIVERED, Status.PLANNED, Fit.DONE),
        (Status.PLANNED, Status.ADOPTED, Fit.DONE),
        (Status.CANCELLED, Status.PLANNED, Fit.FALLEN),
        (Status.PLANNED, Status.CANCELLED, Fit.FALLEN),
    ],
)
def test_done_and_withdrawn_inputs_conflict_with_nothing(needed, waiting, fit):
    assert judge_fit(assessment_of(Q2, needed), assessment_of(Q1, waiting)).fit is fit


def test_a_conflict_names_both_days():
    fit = judge_fit(assessment_of(Q2), assessment_of(Q1))
    assert (fit.comes_by, fit.needed_by, fit.possible_from) == (
        date(2024, 6, 30),
        date(2024, 3, 31),
        None,
    )


@pytest.mark.parametrize(
    ("needed", "waiting", "day"),
    [
        (Q1, YEAR, date(2024, 3, 31)),
        (Q1, FROM_2024, date(2024, 3, 31)),
        (Q1, Q2, None),
        (Q1, BY_MARCH, None),
        (SOON, Q1, None),
    ],
)
def test_what_waits_is_possible_from_the_last_day_of_an_input_inside_its_window(needed, waiting, day):
    assert judge_fit(assessment_of(needed), assessment_of(waiting)).possible_from == day


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40)


def accepted(pairs):
    """What is kept of these needs when each that closes a circle is refused."""
    needs = {}
    for waiting, needed in pairs:
        if not find_circle(needs, waiting, needed):
            needs.setdefault(waiting, set()).add(needed)
    return needs


def can_be_ordered(needs):
    """Whether everything can be done one after the other: take away what needs nothing, until all is gone."""
    left = {waiting: set(needed) for waiting, needed in needs.items()}
    while left:
        free = [waiting for waiting, needed in left.items() if not needed & set(left)]
        if not free:
            return False
        for waiting in free:
            del left[waiting]
    return True


@given(PAIRS)
def test_accepted_inputs_never_form_a_circle(pairs):
    assert can_be_ordered(accepted(pairs))


@given(PAIRS, st.tuples(st.integers(0, 7), st.integers(0, 7)))
def test_only_circles_are_refused_and_the_refusal_shows_an_existing_path(pairs, asked):
    needs = accepted(pairs)
    way = find_circle(needs, *asked)
    if way:
        assert way[:2] == asked
        assert way[-1] == asked[0]
        assert all(onward in needs[needed_id] for needed_id, onward in pairwise(way[1:]))
    else:
        needs.setdefault(asked[0], set()).add(asked[1])
        assert can_be_ordered(needs)


def test_a_deliverable_that_needs_itself_is_the_smallest_circle():
    assert find_circle({}, 4, 4) == (4, 4)


def test_the_shortest_of_two_circles_is_shown():
    assert find_circle({2: (3, 1), 3: (4,), 4: (1,)}, 1, 2) == (1, 2, 1)


@pytest.mark.parametrize(("place", "order"), [(1, [3, 1, 2]), (2, [1, 3, 2]), (9, [1, 2, 3]), (0, [3, 1, 2])])
def test_moving_an_item_to_a_place_shifts_the_others(place, order):
    assert move_to_place([1, 2, 3], 3, place) == order


def test_the_chain_behind_a_decision_holds_every_input_once():
    needs = {1: (2, 3), 2: (4,), 3: (4, 5), 9: (1,)}
    assert trace_inputs(needs, 1) == (
        ChainStep(2, 1, 1),
        ChainStep(4, 2, 2),
        ChainStep(3, 1, 1),
        ChainStep(5, 3, 2),
    )
    assert trace_inputs(needs, 4) == ()
