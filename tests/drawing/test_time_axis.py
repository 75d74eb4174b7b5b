"""Where days, windows and lines stand on the time axis."""

from datetime import date
from itertools import pairwise

import pytest

from app.drawing.axis import TimeAxis, build_deliverable_axis, build_overview_axis, build_upcoming_axis
from app.drawing.mark import Mark, MarkLabel, Milestone, draw_mark
from app.drawing.month_bars import draw_month_bars

TODAY = date(2023, 12, 18)
LAST_PROMISE = date(2026, 12, 31)
AXIS = build_overview_axis(TODAY, (LAST_PROMISE,))


def drawn(phrase: str, first: date | None, last: date | None, edge: str, **rest: object) -> Mark:
    """The mark of a promise on the overview of 18 December 2023, upcoming unless said otherwise."""
    given = {"kind": "product", "timeliness": "due_later", "said_on": TODAY} | rest
    return draw_mark(AXIS, Milestone(phrase, first, last, edge, **given))  # type: ignore[arg-type]


def begin_2024(**rest: object) -> Mark:
    return drawn("begin 2024", date(2024, 1, 1), date(2024, 3, 31), "begin", **rest)


def test_the_eighteenth_of_december_stands_where_the_design_says() -> None:
    assert AXIS.x(TODAY) == 24.12


def test_eighteen_months_stand_at_full_scale_and_the_rest_is_five_times_smaller() -> None:
    assert AXIS.starts_on == date(2023, 7, 1)
    assert AXIS.break_on == date(2025, 1, 1)
    assert AXIS.ends_on == date(2027, 1, 1)
    assert (AXIS.break_x, AXIS.units, AXIS.shrink) == (78.26, 5, 5)


def test_a_programme_that_ends_soon_has_no_break() -> None:
    axis = build_overview_axis(TODAY, (date(2024, 6, 20),))
    assert axis.break_on is None
    assert axis.ends_on == date(2025, 1, 1)
    assert axis.x(date(2024, 4, 1)) == 50.0


def test_every_month_is_equally_wide_whatever_its_days() -> None:
    axis = build_overview_axis(TODAY, ())
    firsts = [axis.x(date(2024, month, 1)) for month in range(1, 13)]
    assert [b - a for a, b in pairwise(firsts)] == [pytest.approx(100 / 18, abs=0.011)] * 11


@pytest.mark.parametrize(("day", "x"), [(date(1999, 1, 1), 0.0), (date(2099, 1, 1), 100.0)])
def test_a_day_off_the_axis_stands_at_its_edge(day: date, x: float) -> None:
    assert AXIS.x(day) == x


def test_the_head_names_half_years_with_their_quarters_and_after_the_break_years_with_their_halves() -> None:
    rows = [(label.kind, label.day.year, label.number) for label in AXIS.labels if label.x > 50]
    assert rows == [
        ("half_year", 2024, 2), ("quarter", 2024, 3), ("quarter", 2024, 4),
        ("year", 2025, 1), ("half", 2025, 1), ("half", 2025, 2),
        ("year", 2026, 1), ("half", 2026, 1), ("half", 2026, 2),
    ]  # fmt: skip


def test_no_two_words_of_one_line_above_the_axis_touch() -> None:
    years = [
        label.x for label in build_overview_axis(TODAY, (date(2040, 1, 1),)).labels if label.kind == "year"
    ]
    assert min(b - a for a, b in pairwise(years)) >= 4.2


def test_on_a_narrow_screen_only_words_that_do_not_touch_are_shown() -> None:
    axis = build_deliverable_axis(TODAY, (date(2026, 12, 31),))
    halves = [label for label in axis.labels if label.kind == "half_year"]
    assert [(label.day.year, label.number) for label in halves if label.fits_narrow] == [
        (2023, 2), (2024, 2), (2025, 2), (2026, 2),
    ]  # fmt: skip
    assert [label.day.month for label in build_upcoming_axis(TODAY).labels if label.fits_narrow] == [
        12,
        1,
        3,
        4,
        5,
        6,
    ]
    assert all(label.fits_narrow for label in build_overview_axis(TODAY, (date(2025, 12, 31),)).labels)


def test_the_axis_of_one_deliverable_holds_all_that_was_ever_said_of_it() -> None:
    axis = build_deliverable_axis(TODAY, (date(2022, 11, 3), date(2025, 2, 28)))
    assert (axis.starts_on, axis.ends_on) == (date(2022, 7, 1), date(2025, 7, 1))


def test_the_coming_months_are_named_each() -> None:
    labels = build_upcoming_axis(TODAY).labels
    assert [label.day.month for label in labels] == [12, 1, 2, 3, 4, 5, 6]
    assert {label.kind for label in labels} == {"month"}


def test_a_band_runs_to_the_end_of_its_last_day() -> None:
    assert (begin_2024().x1, begin_2024().x2) == (26.09, 39.13)


@pytest.mark.parametrize(
    ("edge", "fill", "left", "right"),
    [
        ("sharp", "flat", "full", "full"),
        ("begin", "begin", "full", "half"),
        ("mid", "mid", "half", "half"),
        ("end", "end", "half", "full"),
    ],
)
def test_the_word_chooses_the_edge(edge: str, fill: str, left: str, right: str) -> None:
    made = drawn("…", date(2024, 1, 1), date(2024, 3, 31), edge)
    assert (made.fill, made.left, made.right) == (fill, left, right)


def test_before_the_summer_fades_in_from_the_day_it_was_said_to_a_heavy_stroke() -> None:
    made = drawn("voor de zomer van 2024", None, date(2024, 6, 20), "open_left", firmness="expected")
    assert (made.x1, made.x2, made.fill, made.right) == (24.12, 50.72, "open_left", "heavy")
    assert (made.line, made.line_x1, made.line_x2) == ("dashed", 37.42, 50.72)


def test_from_2024_on_fades_out_over_a_stub_of_firmness() -> None:
    made = drawn("vanaf 2024", date(2024, 1, 1), None, "open_right", firmness="committed")
    assert (made.x1, made.x2, made.right, made.line_x2) == (26.09, 100.0, "", 38.09)


@pytest.mark.parametrize(
    ("firmness", "line", "aside"),
    [
        ("decided", "solid", ""),
        ("committed", "solid", ""),
        ("expected", "dashed", "expected"),
        ("aimed", "dotted", "aimed"),
        (None, "", ""),
    ],
)
def test_firmness_chooses_the_line_and_doubt_gets_a_word(firmness: str | None, line: str, aside: str) -> None:
    made = begin_2024(firmness=firmness)
    assert (made.line, made.label and made.label.aside) == (line, aside)


def test_a_window_that_is_open_today_is_dark_and_bold() -> None:
    made = drawn("eind 2023", date(2023, 10, 1), date(2023, 12, 31), "end", timeliness="due_now")
    assert (made.tone, made.bold) == ("now", True)


def test_a_decision_that_is_overdue_shows_how_long_already() -> None:
    made = drawn(
        "begin december 2023",
        date(2023, 12, 1),
        date(2023, 12, 10),
        "begin",
        kind="decision",
        timeliness="overdue",
    )
    assert (made.x1, made.x2) == (21.74, 23.14)
    assert (made.sign, made.x2, made.late_to, made.days_late) == ("diamond_late", 23.14, 24.12, 8)


def test_what_closed_before_the_axis_begins_is_overdue_up_to_today_all_the_same() -> None:
    made = drawn("mei 2022", date(2022, 5, 1), date(2022, 5, 31), "sharp", timeliness="overdue")
    assert (made.x1, made.x2, made.late_to) == (0.0, 0.0, 24.12)


def test_a_decision_to_be_taken_hangs_its_diamond_at_the_beginning() -> None:
    assert (begin_2024(kind="decision").sign, begin_2024(kind="decision").sign_x) == ("diamond", 26.09)


def test_delivered_on_a_day_is_a_disc_on_that_day() -> None:
    made = begin_2024(timeliness="delivered", delivered_on=date(2023, 11, 28))
    assert (made.sign, made.sign_x, made.fill) == ("disc", AXIS.x(date(2023, 11, 28)), "")


def test_delivered_in_a_month_is_a_full_bar_with_its_words_on_the_left() -> None:
    made = drawn("november 2023", date(2023, 11, 1), date(2023, 11, 30), "sharp", timeliness="delivered")
    assert (made.fill, made.sign, made.sign_x) == ("flat", "tick", 19.56)
    assert made.label == MarkLabel(17.39, -8, "end")


def test_without_a_date_there_is_a_dotted_ring_on_today() -> None:
    made = drawn("op korte termijn", None, None, "none", timeliness="undated")
    assert (made.sign, made.sign_x, made.fill) == ("unknown", 24.12, "")


def test_what_is_withdrawn_keeps_its_window_without_a_firmness() -> None:
    made = begin_2024(timeliness="withdrawn", firmness="committed")
    assert (made.tone, made.fill, made.line) == ("withdrawn", "begin", "")


def test_what_recurs_has_a_ring_for_each_time_and_for_each_period_that_lacks_one() -> None:
    made = drawn(
        "elk kwartaal", date(2023, 1, 1), None, "open_right", kind="recurring", timeliness="due_now",
        rings=((date(2022, 3, 1), "missed"), (date(2023, 10, 1), "done"), (date(2024, 1, 1), "due")),
    )  # fmt: skip
    assert made.rings == ((13.04, "done"), (26.09, "due"))
    assert (made.thin, made.past, made.rest) == (True, 24.12, 75.88)


def test_what_recurs_in_words_without_a_day_runs_since_it_was_said() -> None:
    made = drawn(
        "ieder kwartaal", None, None, "none", kind="recurring", timeliness="due_now",
        said_on=date(2023, 10, 1),
    )  # fmt: skip
    assert (made.x1, made.fill, made.thin, made.sign) == (13.04, "open_right", True, "")
    assert made.milestone.earliest is None


def test_words_go_right_of_the_band_inside_it_or_else_left() -> None:
    assert begin_2024().label == MarkLabel(39.13)
    inside = drawn("in de periode 2024-2026", date(2024, 1, 1), LAST_PROMISE, "sharp")
    assert inside.label == MarkLabel(63.05, 0, "middle")
    assert drawn("eind 2026", date(2026, 10, 1), LAST_PROMISE, "end").label == MarkLabel(97.28, -8, "end")


def test_a_bar_counts_the_last_days_of_its_month() -> None:
    bars = draw_month_bars(
        AXIS, [(date(2023, 11, 30), True), (date(2023, 12, 31), False), (date(2023, 12, 31), True)]
    )
    assert [(bar.month.month, bar.count, bar.tone) for bar in bars] == [(11, 1, "done"), (12, 2, "now")]
    assert bars[1].height == 2 * bars[0].height


def test_a_day_off_the_axis_is_in_no_bar() -> None:
    assert (
        draw_month_bars(TimeAxis(date(2024, 1, 1), date(2024, 7, 1), TODAY), [(date(2024, 7, 1), False)])
        == ()
    )


def test_what_was_delivered_in_a_month_without_a_beginning_is_not_drawn() -> None:
    made = drawn("uiterlijk eind 2023", None, date(2023, 12, 31), "open_left", timeliness="delivered")
    assert (made.tone, made.fill, made.sign) == ("delivered", "", "")


@pytest.mark.parametrize(
    ("kind", "sign", "line"), [("decision", "diamond_done", ""), ("event", "disc", "solid")]
)
def test_a_decision_or_event_of_some_day_in_a_month_stands_in_its_middle(
    kind: str, sign: str, line: str
) -> None:
    month = (date(2023, 11, 1), date(2023, 11, 30))
    made = drawn("november 2023", *month, "sharp", timeliness="delivered", kind=kind)
    assert (made.sign, made.line) == (sign, line)
    assert made.x1 < made.sign_x < made.x2


@pytest.mark.parametrize("kind", ["event", "activity"])
def test_work_that_begins_is_drawn_as_a_meeting_is(kind: str) -> None:
    assert begin_2024(kind=kind).sign == "ring"
    done = drawn(
        "november 2023", date(2023, 11, 1), date(2023, 11, 30), "sharp", kind=kind, timeliness="delivered"
    )
    assert (done.sign, done.fill, done.line) == ("disc", "", "solid")
