"""Each count has one definition, and the promise that a change is counted from."""

from datetime import date

import pytest

from app.domain.count import CountBase, Shift, count_deliverables, shift_since, shift_since_first
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import read
from tests.told import deliverable, said, status, undated

EARLY, AUTUMN = date(2023, 1, 9), date(2023, 10, 1)
FIRST = said("Q4 2023", on=EARLY, id=1)
LATER, SOON = said("Q2 2024", on=AUTUMN, id=2), undated("binnenkort", on=AUTUMN, id=2)
RUNS, DONE, GONE = status(Status.IN_PROGRESS), status(Status.DELIVERED), status(Status.CANCELLED)


def promised(*deadlines, of=RUNS, **values):
    return deliverable(deadlines=deadlines, statuses=(of,), **values)


@pytest.mark.parametrize(
    ("expected", "shift"),
    [
        (promised(FIRST), None),
        (promised(FIRST, LATER), Shift.MOVED),
        (promised(FIRST, LATER, of=DONE), Shift.MOVED),
        (promised(FIRST, LATER, of=GONE), None),
        (promised(FIRST, LATER, said("oktober 2023", on=AUTUMN, id=3)), None),
        (promised(FIRST, said("vanaf 2024", on=AUTUMN, id=2)), Shift.MOVED),
        (promised(FIRST, SOON), Shift.DATE_DROPPED),
        (promised(FIRST, SOON, of=DONE), None),
        (promised(FIRST, SOON, of=GONE), None),
        (promised(FIRST, SOON, kind=DeliverableKind.ACTIVITY), Shift.DATE_DROPPED),
        (promised(undated("binnenkort", on=EARLY), LATER), None),
        (promised(said("mei 2024", None, id=2), of=DONE), None),
        (promised(FIRST, said("januari 2024", None, id=2), of=DONE), None),
        (promised(), None),
    ],
)
def test_a_date_has_moved_or_was_dropped_since_the_first_promise(expected, shift):
    assert shift_since_first(expected) is shift


def test_a_date_is_held_against_the_one_that_stood_at_the_base():
    assessment = promised(FIRST, LATER).assessment
    assert shift_since(read("Q2 2024", AUTUMN), assessment) is None
    assert shift_since(read("mei 2024", AUTUMN), assessment) is Shift.MOVED
    assert shift_since(None, assessment) is None


def test_every_deliverable_stands_in_one_verdict_and_withdrawn_is_cancelled_or_merged():
    rows = [
        promised(FIRST, LATER),
        promised(FIRST, SOON),
        promised(FIRST, of=GONE),
        promised(FIRST, of=RUNS, merged_into_id=1),
        promised(kind=DeliverableKind.ACTIVITY),
        promised(said("oktober 2023", on=EARLY)),
        promised(FIRST, of=DONE, kind=DeliverableKind.DECISION),
    ]
    counts = count_deliverables(rows)
    assert (counts.base, counts.total, sum(counts.of.values())) == (CountBase.FIRST_PROMISE, 7, 7)
    assert (counts.withdrawn, counts.undated, counts.ongoing, counts.overdue) == (2, 1, 1, 1)
    assert (counts.moved, counts.date_dropped, counts.delivered) == (1, 1, 1)
    assert (counts.due_now, counts.due_later) == (0, 1)
    assert (counts.decisions, counts.decisions_taken) == (1, 1)
