"""Deliverables on one time axis."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from app.drawing.axis import TimeAxis, build_overview_axis
from app.drawing.mark import Mark
from app.drawing.month_bars import MonthBar, draw_month_bars
from app.drawing.rails import Rail, connect_inputs
from app.queries.deliverable import DeliverableState
from app.queries.overview import LineGroup, Overview
from app.queries.tally import deadline
from app.web.views.rows import draw_milestone


class Timeline(NamedTuple):
    """A table of milestones on an axis; marks and rails by the id of the deliverable."""

    axis: TimeAxis
    marks: Mapping[int, Mark]
    rails: Mapping[int, tuple[Rail, ...]]
    bars: tuple[MonthBar, ...]


def draw_timeline(overview: Overview, as_of: date) -> Timeline:
    """Draw the timeline of an overview on a day."""
    axis = build_overview_axis(as_of, overview.latest_days)
    marks = {state.id: draw_milestone(axis, state) for state in overview.drawn}
    rails: dict[int, tuple[Rail, ...]] = {}
    for group in overview.groups:
        rails |= _connect_rows(group, marks)
    return Timeline(axis, marks, rails, draw_month_bars(axis, _list_last_days(overview.drawn)))


def _connect_rows(group: LineGroup, marks: Mapping[int, Mark]) -> dict[int, tuple[Rail, ...]]:
    """Connect the rows of one action line: across lines, other rows would interrupt the rails."""
    rows = [state for project in group.dated for state in project.rows]
    return connect_inputs([s.id for s in rows], marks, {s.id: s.inputs for s in rows if s.inputs})


def _list_last_days(states: tuple[DeliverableState, ...]) -> list[tuple[date, bool]]:
    return [
        (promise.window.latest, state.assessment.timeliness.is_done)
        for state in states
        if (promise := deadline(state)) and promise.window.latest
    ]
