"""The milestone overview of a report: everything inside its view box, and no words over a title."""

from datetime import date

import pytest

from app.domain.report.picture import DrawnMilestone, MilestonePicture
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.drawing.mark import width_of_words
from app.drawing.milestone_chart import NARROW, WIDE, draw_milestones

ON = date(2023, 12, 18)
LONG = "Handreiking Bestaande en juridische systeemgerichte interventies, eerste versie met routekaart"


def milestone(title: str, phrase: str, edge: str, first: date | None, last: date | None) -> DrawnMilestone:
    kind, verdict = DeliverableKind.PRODUCT, Timeliness.DUE_LATER
    return DrawnMilestone(title, kind, verdict, phrase, edge, first, last, said_on=ON)


PICTURE = MilestonePicture(
    "",
    ON,
    date(2026, 12, 31),
    (
        milestone("Kort", "begin 2024", "begin", date(2024, 1, 1), date(2024, 3, 31)),
        milestone(
            LONG, "in de periode van 2024 tot en met 2025", "sharp", date(2023, 8, 1), date(2026, 12, 31)
        ),
        milestone("Zonder einde", "vanaf 2024", "open_right", date(2024, 1, 1), None),
    ),
)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_rows_follow_each_other_down_to_the_end(layout):
    chart = draw_milestones(PICTURE, layout)
    tops = [chart.head, *(row.bottom for row in chart.rows)]
    assert tops == sorted(tops)
    assert chart.height == tops[-1]
    for row, top in zip(chart.rows, tops, strict=False):
        assert all(top < y < row.bottom for y, _ in row.lines)
        assert top < row.mark.place.y < row.bottom


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_a_mark_stands_within_the_width(layout):
    for row in draw_milestones(PICTURE, layout).rows:
        at = row.mark.place
        assert layout.left <= at.x(row.mark.x1) <= at.x(row.mark.x2) <= layout.width


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_a_long_title_wraps_and_loses_no_word(layout):
    row = draw_milestones(PICTURE, layout).rows[1]
    assert len(row.lines) > 1
    assert " ".join(text for _, text in row.lines) == LONG
    assert max(len(text) for _, text in row.lines) <= layout.letters


def test_words_that_would_stand_over_a_title_get_a_line_below_it():
    chart = draw_milestones(PICTURE, WIDE)
    for row in chart.rows:
        label, mark = row.mark.label, row.mark
        if label.place is None:
            assert label.fits(width_of_words(chart.axis, mark.milestone, label.aside, mark.days_late))
        else:
            assert label.place.x(label.x) == 0
            assert label.place.y > row.lines[-1][0]


def test_on_a_narrow_screen_the_words_stand_between_title_and_band():
    for row in draw_milestones(PICTURE, NARROW).rows:
        assert row.lines[-1][0] < row.mark.label.place.y + 4.3 < row.mark.place.y
