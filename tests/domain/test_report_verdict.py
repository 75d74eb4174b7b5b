"""What happened after the reference date counts nowhere; what was said in time does."""

from datetime import date

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
    assert verdict.done_said_on is None


def test_a_delivery_before_the_reference_date_counts_though_it_was_said_later():
    done = status(Status.DELIVERED, on=LATER, delivered_on=date(2023, 12, 15))
    verdict = judge([said("eind 2023")], [done], REFERENCE)
    assert (verdict.assessment.timeliness, verdict.after) == (Timeliness.DELIVERED, None)
    assert verdict.done_said_on == LATER


def test_work_reported_as_done_at_a_later_time_does_not_count_either():
    promised, words = said("begin 2024", id=1), said("begin januari 2024", None, on=LATER, id=2)
    done = status(Status.DELIVERED, on=LATER)
    verdict = judge([promised, words], [done], REFERENCE)
    assert verdict.deadlines == (promised,)
    assert (verdict.last, verdict.after) == (None, done)


def test_a_new_promise_that_was_said_after_the_reference_date_counts():
    verdict = judge([said("begin 2024", id=1), said("Q2 2024", on=LATER, id=2)], [], REFERENCE)
    assert (verdict.assessment.moves, verdict.assessment.slip_days) == (1, 91)


def test_the_day_of_being_done_is_that_of_the_first_update_never_taken_back():
    said_so = [
        status(Status.DELIVERED, on=date(2023, 3, 1), id=1),
        status(Status.IN_PROGRESS, on=date(2023, 4, 1), id=2),
        status(Status.DELIVERED, on=date(2023, 9, 1), id=3),
        status(Status.ADOPTED, on=date(2023, 10, 1), id=4),
    ]
    assert judge([], said_so, REFERENCE).done_said_on == date(2023, 9, 1)


def test_a_deliverable_done_without_a_moment_is_done():
    assert judge([], [status(Status.DELIVERED)], REFERENCE).assessment.timeliness is Timeliness.DELIVERED
