"""The geometry of the time axis: where a day stands, and which sign is drawn there. Pure: no words, no clock."""

from app.domain.time_axis.axis import TimeAxis, axis_around, axis_for, months_ahead
from app.domain.time_axis.drawing import mark
from app.domain.time_axis.mark import Mark, Said

__all__ = ["Mark", "Said", "TimeAxis", "axis_around", "axis_for", "mark", "months_ahead"]
