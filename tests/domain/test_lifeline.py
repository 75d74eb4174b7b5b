"""The life of a deadline, told from everything that was said of it."""

from datetime import UTC, date, datetime

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import FirmnessChange, WindowChange
from app.domain.firmness import Firmness
from app.domain.lifeline import trace_lifeline
from app.domain.vague_date import VagueDate

AT = datetime(2023, 6, 1, 9, tzinfo=UTC)
AUTUMN = VagueDate("najaar 2023", "2023-23", date(2023, 9, 1), date(2023, 11, 30))
EARLY = VagueDate("begin 2024", "2024-01~/2024-03~", date(2024, 1, 1), date(2024, 3, 31))
WRONG = VagueDate("begin 2042", "2042-01~/2042-03~", date(2042, 1, 1), date(2042, 3, 31))


def said(id, window, firmness=Firmness.EXPECTED, corrects=None):
    return DeadlineRecord(
        id=id,
        window=window,
        firmness=firmness,
        said_on=AT.date(),
        recorded_at=AT,
        reason="",
        author="Bram",
        corrects=corrects,
    )


def test_the_first_promise_changes_nothing():
    first = trace_lifeline([said(1, AUTUMN)])[0]
    assert first.is_first
    assert (first.was, first.change) == (None, WindowChange.SAME)


def test_each_statement_is_compared_with_the_previous_one():
    _, moved, firmer = trace_lifeline([said(1, AUTUMN), said(2, EARLY), said(3, EARLY, Firmness.DECIDED)])
    assert (moved.change, moved.firmness_change) == (WindowChange.LATER, FirmnessChange.SAME)
    assert (firmer.change, firmer.firmness_change) == (WindowChange.SAME, FirmnessChange.FIRMER)
    assert not moved.is_first


def test_a_corrected_statement_stays_visible_but_nothing_is_compared_with_it():
    _, corrected, right = trace_lifeline([said(1, AUTUMN), said(2, WRONG), said(3, EARLY, corrects=2)])
    assert corrected.is_corrected
    assert (corrected.was, corrected.is_first) == (None, False)
    assert right.was.id == 1
    assert right.change is WindowChange.LATER


def test_the_correction_of_a_first_promise_is_the_first_promise():
    corrected, right = trace_lifeline([said(1, WRONG), said(2, AUTUMN, corrects=1)])
    assert corrected.is_corrected
    assert right.is_first
