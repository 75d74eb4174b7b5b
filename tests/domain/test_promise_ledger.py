"""The promise ledger: what each column says beside the one before it, and what became of the promise."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.deadline_change import FirmnessChange, WindowChange
from app.domain.firmness import Firmness
from app.domain.promise_ledger import (
    CellState,
    LedgerColumn,
    PromiseOutcome,
    PromiseState,
    judge_outcome,
    lay_out_row,
    read_state,
)
from app.domain.promise_trend import pick_most_telling, trace_trend
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.drawing.trend_chart import draw_trends
from tests.told import TODAY, deliverable, said, status, undated

FIRST, SECOND = date(2023, 1, 14), date(2023, 7, 14)
COLUMNS = (LedgerColumn(FIRST, "2022-H2"), LedgerColumn(SECOND, "2023-H1"), LedgerColumn(TODAY))
EARLY, SPRING, AUTUMN = date(2022, 11, 1), date(2023, 4, 1), date(2023, 10, 1)


def columns(deadlines, statuses=(), id=1):
    """The reports as they came out: each printed what was said up to its input deadline."""
    return tuple(
        replace(column, reported={id: read_state(LedgerColumn(column.said_until), id, deadlines, statuses)})
        if column.half_year
        else column
        for column in COLUMNS
    )


def row(deadlines, statuses=()):
    return lay_out_row(columns(deadlines, statuses), 1, deadlines, statuses)


def steps(deadlines, statuses=()):
    return [cell.step.value for cell in row(deadlines, statuses)]


def judged(deadlines, *statuses):
    return judge_outcome(deliverable(deadlines=tuple(deadlines), statuses=statuses))


def test_unchanged_words_are_the_same_step_and_a_move_is_a_change_with_its_reason():
    deadlines = [said("eind 2023", on=EARLY, id=1), said("medio 2024", on=AUTUMN, id=2, reason="Drukte.")]
    ledger_row = row(deadlines)
    assert steps(deadlines) == ["first", "same", "same", "changed"]
    assert (ledger_row[3].was.id, ledger_row[3].change, ledger_row[3].reasons) == (
        1,
        WindowChange.LATER,
        ("Drukte.",),
    )


def test_a_report_before_the_first_promise_says_nothing():
    assert steps([said("2024", on=SPRING)]) == ["first", "before", "same", "same"]
    assert steps([]) == ["before"] * 4


def test_a_firmer_promise_is_a_change():
    deadlines = [
        said("2024", Firmness.AIMED, on=EARLY, id=1),
        said("2024", Firmness.DECIDED, on=AUTUMN, id=2),
    ]
    last = row(deadlines)[3]
    assert (last.step, last.firmness_change) == (CellState.CHANGED, FirmnessChange.FIRMER)


def test_every_reason_between_two_reports_is_shown_once():
    deadlines = [
        said("2023", on=EARLY, id=1),
        said("Q1 2024", on=SPRING, id=2, reason="Vol."),
        said("Q2 2024", on=SPRING, id=3, reason="Vol."),
        said("Q3 2024", on=SPRING, id=4, reason="Ziek."),
    ]
    assert row(deadlines)[2].reasons == ("Vol.", "Ziek.")


def test_a_delivered_or_dropped_promise_is_closed_afterwards():
    deadlines = [said("2023", on=EARLY)]
    done = [status(Status.DELIVERED, on=SPRING, delivered_on=SPRING)]
    gone = [status(Status.CANCELLED, on=SPRING, reason="Geen draagvlak.")]
    assert steps(deadlines, done) == ["first", "same", "done", "after"]
    assert steps(deadlines, gone) == ["first", "same", "dropped", "after"]
    assert row(deadlines, gone)[2].reasons == ("Geen draagvlak.",)


def test_resuming_a_promise_is_a_change_with_its_reason():
    gone = status(Status.CANCELLED, on=SPRING, reason="Weg.")
    back = status(Status.PLANNED, on=AUTUMN, reason="Toch nodig.", id=61)
    ledger_row = row([said("2024", on=EARLY)], [gone, back])
    assert (ledger_row[3].step, ledger_row[3].reasons) == (CellState.CHANGED, ("Toch nodig.",))


@pytest.mark.parametrize(
    ("deadlines", "statuses", "became"),
    [
        ([said("2024", on=EARLY)], [], PromiseOutcome.RUNNING),
        ([said("2023", on=EARLY)], [status(Status.DELIVERED, delivered_on=SPRING)], PromiseOutcome.KEPT),
        ([said("2022", on=EARLY)], [status(Status.DELIVERED, delivered_on=SPRING)], PromiseOutcome.LATE),
        ([said("2023", on=EARLY), said("2024", on=AUTUMN)], [], PromiseOutcome.MOVED),
        (
            [said("2023", on=EARLY), said("2024", on=AUTUMN), said("2023", on=AUTUMN)],
            [],
            PromiseOutcome.RUNNING,
        ),
        ([said("2023", on=EARLY), said("2024", on=AUTUMN)], [status(Status.DELIVERED)], PromiseOutcome.MOVED),
        (
            [said("2023", on=EARLY), said("2024", on=AUTUMN)],
            [status(Status.CANCELLED)],
            PromiseOutcome.WITHDRAWN,
        ),
        ([said("2023", on=EARLY), undated("binnenkort", on=AUTUMN)], [], PromiseOutcome.DATE_DROPPED),
        ([said("2024", on=EARLY)], [status(Status.CANCELLED)], PromiseOutcome.WITHDRAWN),
        ([], [], PromiseOutcome.UNSAID),
    ],
)
def test_a_promise_is_kept_moved_withdrawn_or_still_runs(deadlines, statuses, became):
    assert judged(deadlines, *statuses) is became


def test_work_that_runs_without_a_promised_moment_is_ongoing():
    running = deliverable(kind=DeliverableKind.ACTIVITY, statuses=(status(Status.IN_PROGRESS),))
    assert judge_outcome(running) is PromiseOutcome.ONGOING


def drawn(*deadlines, statuses=(), id=1, title="Handreiking", is_against=True):
    row = lay_out_row(columns(deadlines, statuses, id), id, deadlines, statuses)
    return trace_trend(id, title, COLUMNS, row, is_against=is_against)


def test_a_trend_follows_the_last_day_from_report_to_report():
    one = drawn(said("2023", on=EARLY), said("2024", on=AUTUMN, id=2))
    assert [point.on for point in one.points] == [EARLY, FIRST, SECOND, TODAY]
    assert (one.rise, one.end) == (366, "open")
    done = drawn(said("2023", on=EARLY), statuses=[status(Status.DELIVERED, on=SPRING, delivered_on=SPRING)])
    assert (done.end, done.ended_on, done.points[-1].on) == ("done", SPRING, SECOND)
    assert drawn(undated("binnenkort", on=EARLY)) is None
    assert drawn() is None


def test_rising_is_drawn_upward_and_a_delivery_stands_on_the_line_of_the_day():
    rising = drawn(
        said("Q1 2023", on=EARLY), said("eind 2024", on=AUTUMN, id=2), title="Een lange titel van een product"
    )
    kept = drawn(
        said("2023", on=EARLY),
        statuses=[status(Status.DELIVERED, on=SPRING, delivered_on=SPRING)],
        id=2,
        is_against=False,
    )
    gone = drawn(said("2024", on=EARLY), statuses=[status(Status.CANCELLED, on=SPRING)], id=3)
    ticks = [(column.said_until, column.half_year or "nu") for column in COLUMNS]
    made = draw_trends([rising, kept, gone], ticks)
    heights = [float(point.split(",")[1]) for point in made.lines[0].line.split()]
    assert heights[0] > heights[-1]
    assert made.lines[0].label.endswith("… +21")
    assert {line.trend.end for line in made.lines} == {"open", "done", "dropped"}
    assert [year for _, year in made.years] == [2023, 2024]
    assert [text for _, text in made.ticks] == ["2022-H2", "2023-H1", "nu"]


def test_without_time_between_there_is_no_chart_and_with_many_the_most_telling_are_drawn():
    assert draw_trends([], [(FIRST, ""), (TODAY, "nu")]) is None
    trend = trace_trend(
        1,
        "Nu",
        (LedgerColumn(TODAY),),
        lay_out_row((LedgerColumn(TODAY),), 1, [said("2024")], ()),
        is_against=False,
    )
    assert draw_trends([trend], [(TODAY, "nu")]) is None
    kept = [drawn(said("2024", on=EARLY), id=n, is_against=False) for n in range(2, 30)]
    moved = drawn(said("2023", on=EARLY), said("2024", on=AUTUMN, id=2), id=1)
    assert pick_most_telling([*kept, moved], 3)[0].id == 1
    crowd = draw_trends([*kept, moved], [(column.said_until, "x") for column in COLUMNS])
    assert None in {line.label_y for line in crowd.lines}


def test_an_update_on_the_input_deadline_itself_counts_in_that_report():
    assert steps([said("2023", on=EARLY, id=1), said("2024", on=SECOND, id=2)]) == [
        "first",
        "same",
        "changed",
        "same",
    ]


def test_later_corrections_do_not_change_what_a_report_printed():
    """Printed was “2023”; that was put right to “2024” afterwards, as said on the same day."""
    printed = LedgerColumn(FIRST, "2022-H2", {1: PromiseState(said("2023", on=EARLY, id=1), None)})
    right = [said("2024", on=EARLY, id=2, reason="Verkeerd overgenomen.")]
    row = lay_out_row((printed, LedgerColumn(TODAY)), 1, right, ())
    assert [(cell.step.value, cell.state.deadline.window.phrase) for cell in row] == [
        ("first", "2024"),
        ("changed", "2023"),
        ("changed", "2024"),
    ]


def test_a_report_that_does_not_name_a_promise_says_nothing_of_it():
    row = lay_out_row((LedgerColumn(SECOND, "2023-H1"), LedgerColumn(TODAY)), 1, [said("2024", on=EARLY)], ())
    assert [cell.step.value for cell in row] == ["first", "before", "same"]


def test_the_day_of_a_reported_status_comes_from_the_last_update_with_that_status():
    printed = {1: PromiseState(said("2023", on=EARLY), status(Status.DELIVERED, id=0, on=FIRST))}
    done = status(Status.DELIVERED, on=EARLY, delivered_on=EARLY)
    column = LedgerColumn(FIRST, "2022-H2", printed)
    assert read_state(column, 1, (), [done]).status.delivered_on == EARLY
    assert read_state(column, 1, (), []).status.id == 0
