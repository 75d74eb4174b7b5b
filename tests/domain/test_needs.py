"""What needs what has no circles, in whatever order it is said; and the order in which things stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.needs import Step, behind, circle
from app.domain.sequence import placed

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40)


def accepted(pairs):
    """What is kept of these needs when each that closes a circle is refused."""
    needs = {}
    for waiting, needed in pairs:
        if not circle(needs, waiting, needed):
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
    way = circle(needs, *asked)
    if way:
        assert way[:2] == asked
        assert way[-1] == asked[0]
        assert all(onward in needs[here] for here, onward in pairwise(way[1:]))
    else:
        needs.setdefault(asked[0], set()).add(asked[1])
        assert can_be_ordered(needs)


def test_a_deliverable_that_needs_itself_is_the_smallest_circle():
    assert circle({}, 4, 4) == (4, 4)


def test_the_shortest_of_two_circles_is_shown():
    assert circle({2: (3, 1), 3: (4,), 4: (1,)}, 1, 2) == (1, 2, 1)


@pytest.mark.parametrize(("place", "order"), [(1, [3, 1, 2]), (2, [1, 3, 2]), (9, [1, 2, 3]), (0, [3, 1, 2])])
def test_moving_an_item_to_a_place_shifts_the_others(place, order):
    assert placed([1, 2, 3], 3, place) == order


def test_the_chain_behind_a_decision_holds_every_input_once():
    needs = {1: (2, 3), 2: (4,), 3: (4, 5), 9: (1,)}
    assert behind(needs, 1) == (
        Step(2, 1, 1),
        Step(4, 2, 2),
        Step(3, 1, 1),
        Step(5, 3, 2),
    )
    assert behind(needs, 4) == ()
