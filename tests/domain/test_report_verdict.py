"""What happened after the reference date counts nowhere; what was said in time does."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.report.verdict import judge
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from tests.told import said, status

REFERENCE = date(2023, 12, 18)
LATER = date(2024, 1, 10)


def test_a_delivery_after_the_reference_date_leaves_the_verdict_as_it_was():
    before = status(Status.IN_PROGRESS, id=1)
    done = status(Status.DELIVERED, on=LATER, delivered_on=date(2024, 1, 8), id=2)
    verdict = judge([said("begin 2024")], [before, done], REFERENCE)
    assert (verdict.assessment.timeliness, verdict.last, verdict.after) == (
        Timeliness.DUE_LATER,
        before,
        done,
    )


def test_a_delivery_before_the_reference_date_counts_though_it_was_said_later():
    done = status(Status.DELIVERED, on=LATER, delivered_on=date(2023, 12, 15))
    verdict = judge([said("eind 2023")], [done], REFERENCE)
    assert (verdict.assessment.timeliness, verdict.after) == (Timeliness.DELIVERED, None)


def test_of_two_days_of_delivery_the_last_that_was_said_counts():
    before = status(Status.IN_PROGRESS, id=1)
    wrong = status(Status.DELIVERED, on=LATER, delivered_on=date(2024, 1, 8), id=2)
    right = status(Status.DELIVERED, on=date(2024, 1, 11), delivered_on=date(2023, 12, 15), id=3)
    verdict = judge([said("eind 2023")], [before, wrong, right], REFERENCE)
    assert (verdict.last, verdict.after) == (right, None)
    back = judge([said("eind 2023")], [before, replace(right, id=2), replace(wrong, id=3)], REFERENCE)
    assert (back.last, back.after) == (before, replace(wrong, id=3))


def test_work_reported_as_done_at_a_later_time_does_not_count_either():
    promised, words = said("begin 2024", id=1), said("begin januari 2024", None, on=LATER, id=2)
    done = status(Status.DELIVERED, on=LATER)
    verdict = judge([promised, words], [done], REFERENCE)
    assert verdict.deadlines == (promised,)
    assert (verdict.last, verdict.after) == (None, done)


def test_a_new_promise_that_was_said_after_the_reference_date_counts():
    verdict = judge([said("begin 2024", id=1), said("Q2 2024", on=LATER, id=2)], [], REFERENCE)
    assert (verdict.assessment.moves, verdict.assessment.slip_days) == (1, 91)


def test_a_delivery_said_after_the_reference_date_without_a_day_counts_as_after():
    before, done = status(Status.IN_PROGRESS, id=1), status(Status.DELIVERED, on=LATER, id=2)
    verdict = judge([said("begin 2024")], [before, done], REFERENCE)
    assert (verdict.last, verdict.after) == (before, done)


def test_a_delivery_said_later_in_words_of_before_the_reference_date_counts():
    words, done = said("november 2023", None, on=LATER), status(Status.DELIVERED, on=LATER)
    verdict = judge([said("eind 2023", id=1), words], [done], REFERENCE)
    assert (verdict.last, verdict.after) == (done, None)


def test_saying_again_that_it_is_delivered_is_no_delivery_afterwards():
    first, again = status(Status.DELIVERED, id=1), status(Status.DELIVERED, on=LATER, id=2)
    verdict = judge([said("eind 2023")], [first, again], REFERENCE)
    assert (verdict.last, verdict.after) == (again, None)


def test_a_day_of_delivery_after_the_reference_date_takes_back_what_was_said_before_without_a_day():
    early = status(Status.DELIVERED, id=1)
    done = status(Status.DELIVERED, on=LATER, delivered_on=date(2024, 1, 8), id=2)
    verdict = judge([said("eind 2023")], [early, done], REFERENCE)
    assert (verdict.last, verdict.after) == (None, done)


@pytest.mark.parametrize(
    ("adopted_on", "counts_as"),
    [
        (None, Status.DELIVERED),
        (date(2024, 1, 8), Status.DELIVERED),
        (date(2023, 12, 18), Status.ADOPTED),
    ],
)
def test_what_was_adopted_after_the_reference_date_counts_as_delivered_on_it(adopted_on, counts_as):
    done = status(Status.DELIVERED, delivered_on=REFERENCE, id=1)
    adopted = status(Status.ADOPTED, on=LATER, delivered_on=REFERENCE, id=2)
    verdict = judge([said("eind 2023")], [done, adopted], REFERENCE, adopted_on=adopted_on)
    assert (verdict.assessment.status, verdict.after) == (
        counts_as,
        adopted if counts_as is Status.DELIVERED else None,
    )


def test_a_deliverable_done_without_a_moment_is_done():
    assert judge([], [status(Status.DELIVERED)], REFERENCE).assessment.timeliness is Timeliness.DELIVERED
