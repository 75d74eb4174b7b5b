"""The geometry of the time axis: where a day stands and which sign is drawn there; no words and no clock."""

from app.domain.time_axis.axis import TimeAxis, axis_around, axis_for, months_ahead
from app.domain.time_axis.drawing import mark
from app.domain.time_axis.load import MonthBar, month_bars
from app.domain.time_axis.mark import Mark, Said
from app.domain.time_axis.rail import Rail, connect, trail

__all__ = [
    "Mark", "MonthBar", "Rail", "Said", "TimeAxis",
    "axis_around", "axis_for", "connect", "mark", "month_bars", "months_ahead", "trail",
]  # fmt: skip
