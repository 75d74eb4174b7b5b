"""The lines between rows: from inputs to what waits for them, and along what was said in turn."""

from datetime import date

from app.drawing.axis import build_overview_axis
from app.drawing.mark import Mark, Milestone, draw_mark
from app.drawing.rails import Rail, connect_inputs, connect_statements

TODAY = date(2023, 12, 18)
AXIS = build_overview_axis(TODAY, (date(2026, 12, 31),))


def window(first: date, last: date, kind: str = "product", timeliness: str = "due_later") -> Mark:
    return draw_mark(AXIS, Milestone("…", first, last, "sharp", kind, timeliness))


ADVICE = window(date(2024, 1, 1), date(2024, 1, 31))
FRAMEWORK = window(date(2024, 3, 1), date(2024, 5, 31))
VARIANT = window(date(2024, 7, 1), date(2024, 12, 31), "decision")


def test_an_input_in_time_runs_on_to_the_diamond_that_waits_for_it() -> None:
    rails = connect_inputs(
        ["advice", "variant"], {"advice": ADVICE, "variant": VARIANT}, {"variant": ["advice"]}
    )
    assert rails["advice"] == (
        Rail("in-time", 52.17, 52.17, 50, 100),
        Rail("in-time", 30.43, 52.17),
        Rail("in-time", 52.17, 52.17, dot=True),
    )
    assert rails["variant"] == (Rail("in-time", 52.17, 52.17, 0, 50),)


def test_an_input_promised_after_what_waits_for_it_runs_back_beneath_its_band() -> None:
    choices = window(date(2024, 1, 1), date(2024, 3, 31), "decision")
    rails = connect_inputs(
        ["choices", "framework"], {"choices": choices, "framework": FRAMEWORK}, {"choices": ["framework"]}
    )
    assert Rail("conflict", 47.83, choices.x2, low=True) in rails["framework"]
    assert {rail.tone for row in rails.values() for rail in row} == {"conflict"}


def test_an_input_within_the_window_of_what_waits_for_it_runs_on_into_that_window() -> None:
    """Nothing is wrong: it can only be from that day on."""
    choices = window(date(2024, 1, 1), date(2024, 12, 31), "decision")
    rails = connect_inputs(
        ["choices", "framework"], {"choices": choices, "framework": FRAMEWORK}, {"choices": ["framework"]}
    )
    assert rails["choices"] == (Rail("in-time", 47.83, 47.83, 50, 100),)
    assert {rail.tone for row in rails.values() for rail in row} == {"in-time"}


def test_an_input_that_ends_with_what_waits_for_it_is_in_time() -> None:
    last = window(date(2024, 12, 1), date(2024, 12, 31))
    rails = connect_inputs(["last", "variant"], {"last": last, "variant": VARIANT}, {"variant": ["last"]})
    assert {rail.tone for rail in rails["last"]} == {"in-time"}


def test_the_rows_in_between_are_passed_through() -> None:
    marks = {"advice": ADVICE, "framework": FRAMEWORK, "variant": VARIANT}
    rails = connect_inputs(["advice", "framework", "variant"], marks, {"variant": ["advice"]})
    assert rails["framework"] == (Rail("in-time", 52.17, 52.17, 0, 100),)


def test_nothing_runs_to_or_from_what_is_done_or_not_on_the_page() -> None:
    done = window(date(2023, 11, 1), date(2023, 11, 30), timeliness="delivered")
    marks = {"done": done, "variant": VARIANT}
    assert connect_inputs(["done", "variant"], marks, {"variant": ["done", "elsewhere"]}) == {}
    assert connect_inputs(["done"], marks, {"variant": ["done"]}) == {}


def test_the_trail_follows_the_last_day_and_the_draft_is_a_signal() -> None:
    first, second = connect_statements([ADVICE, FRAMEWORK])
    assert first == (Rail("trail", 30.43, 30.43, 50, 100),)
    assert second == (Rail("trail", 30.43, 47.83, 0, 50),)
    assert connect_statements([ADVICE, FRAMEWORK], draft=True) == [
        (),
        (Rail("conflict", 30.43, 47.83, 0, 50),),
    ]
