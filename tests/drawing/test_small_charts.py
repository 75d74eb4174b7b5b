"""The chain of a decision and the series of an indicator: all in its place, no word over another."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from app.domain.report.picture import Arrival, ChainLink, ChainPicture, SeriesPicture, SeriesPoint
from app.domain.structure import Direction
from app.drawing import chain_chart, series_chart

ON = date(2023, 12, 18)
LONG = "Handreiking Bestaande en juridische systeemgerichte interventies, eerste versie met routekaart"


def chain(*arrivals: Arrival, decision: int) -> chain_chart.ChainChart:
    links = tuple(
        ChainLink(LONG, arrival, "Voor de zomer van 2024 · gepland", is_decision=place == decision)
        for place, arrival in enumerate(arrivals)
    )
    return chain_chart.draw_chain_chart(ChainPicture("", ON, links))


def series(*values: str, days: int = 184, **rest: Any) -> series_chart.SeriesChart:
    points = tuple(
        SeriesPoint(date(2020, 1, 1) + timedelta(days=days * n), value, f"{value}%")
        for n, value in enumerate(values)
    )
    return series_chart.draw_series_chart(replace(SeriesPicture("", points), **rest))


def test_the_line_of_the_day_parts_what_is_in_from_what_is_to_come():
    drawn = chain(Arrival.IN, Arrival.IN, Arrival.TO_COME, Arrival.TO_COME, Arrival.LATER, decision=3)
    assert [row.y < drawn.today for row in drawn.rows] == [True, True, False, False, False]
    assert [row.sign for row in drawn.rows] == ["disc", "disc", "ring", "diamond", "ring"]
    assert [line for _, _, line in drawn.joins] == ["in-time", "in-time", "w-dashed", "conflict"]
    heights = [y for row in drawn.rows for y, _ in (*row.titles, *row.standing)]
    assert heights == sorted(heights)
    assert heights[-1] < drawn.height
    assert all(after - before >= 14 for before, after in pairwise(heights))
    assert [len(row.titles) for row in drawn.rows] == [3] * 5


def test_the_line_of_the_day_stands_below_all_that_is_in():
    drawn = chain(Arrival.IN, Arrival.IN, decision=1)
    assert drawn.rows[-1].y < drawn.today < drawn.height
    assert drawn.rows[-1].sign == "diamond_done"


def test_a_series_names_its_last_value_and_of_the_others_what_has_room():
    drawn = series(*(str(n) for n in range(40)), days=30)
    named = [dot for dot in drawn.dots if dot.text]
    assert named[-1].text == "39%"
    assert all(after.x - before.x >= 44 for before, after in pairwise(named))
    assert [dot.is_last for dot in drawn.dots] == [False] * 39 + [True]
    assert all(0 < dot.x < series_chart.WIDTH and 0 < dot.y < drawn.height for dot in drawn.dots)


def test_the_band_of_a_target_lies_where_it_is_reached():
    up, down, neither = (
        series("4", "6", target="5", direction=direction).target
        for direction in (Direction.UP, Direction.DOWN, Direction.NONE)
    )
    assert up.y == up.top + up.height > up.top
    assert down.y == down.top < down.top + down.height
    assert neither.height == 0


def test_values_below_zero_and_all_alike_are_drawn():
    below = series("-4", "6", "0")
    assert below.dots[0].y > below.base > below.dots[1].y
    assert below.dots[2].y == below.base
    assert [dot.y for dot in series("0", "0").dots] == [series("0", "0").base] * 2


def test_a_caveat_stands_below_the_days():
    drawn = series("4", "6", caveat=LONG * 2)
    assert len(drawn.caveat) > 2
    assert drawn.ticks < drawn.caveat[0][0] < drawn.caveat[-1][0] < drawn.height
