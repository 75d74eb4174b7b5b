"""Deliverables on one time axis."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from app.drawing.axis import TimeAxis, axis_for
from app.drawing.mark import Mark
from app.drawing.month_bars import MonthBar, month_bars
from app.drawing.rails import Rail, connect_inputs
from app.queries.deliverable import DeliverableState
from app.queries.overview import LineGroup, Overview
from app.queries.tally import deadline
from app.web.views.rows import milestone


class Timeline(NamedTuple):
    """What a table of milestones is drawn from; marks and rails by deliverable id."""

    axis: TimeAxis
    marks: Mapping[int, Mark]
    rails: Mapping[int, tuple[Rail, ...]]
    bars: tuple[MonthBar, ...]


def timeline_of(found: Overview, as_of: date) -> Timeline:
    """The timeline of an overview on a day."""
    axis = axis_for(as_of, found.latest_days)
    marks = {state.id: milestone(axis, state) for state in found.drawn}
    rails: dict[int, tuple[Rail, ...]] = {}
    for group in found.groups:
        rails |= _rails(group, marks)
    return Timeline(axis, marks, rails, month_bars(axis, _last_days(found.drawn)))


def _rails(group: LineGroup, marks: Mapping[int, Mark]) -> dict[int, tuple[Rail, ...]]:
    """Within one action line: between lines other rows would break them."""
    rows = [state for project in group.dated for state in project.rows]
    return connect_inputs([s.id for s in rows], marks, {s.id: s.inputs for s in rows if s.inputs})


def _last_days(states: tuple[DeliverableState, ...]) -> list[tuple[date, bool]]:
    return [
        (said.window.latest, state.assessment.timeliness.is_done)
        for state in states
        if (said := deadline(state)) and said.window.latest
    ]
