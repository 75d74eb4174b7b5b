"""What a cell of the time axis holds: what was said of a deliverable, and the mark that is drawn for it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from app.drawing.axis import TimeAxis
from app.drawing.place import CELL, Place

Tone = Literal["coming", "now", "overdue", "delivered", "withdrawn", "undated"]
Fill = Literal["", "flat", "begin", "mid", "end", "open_left", "open_right"]
Tick = Literal["", "full", "half", "heavy"]
Line = Literal["", "solid", "dashed", "dotted"]
Sign = Literal[
    "", "diamond", "diamond_done", "diamond_late", "disc", "dot", "ring", "late", "unknown", "tick"
]
Anchor = Literal["start", "middle", "end"]

RingState = Literal["done", "due", "missed"]
"""Of what recurs: a time that took place, one that is still to come, and a period that closed with fewer."""

Aside = Literal["", "expected", "aimed"]

Side = Literal["right", "left", "inside"]

_STUB = 12.0
"""The firmness line under a window without an end, in percent."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """What a mark is drawn from: one deliverable as it stands on the day asked.

    `edge` is that of the phrase (`vague_date.edge`), `timeliness` the rules' verdict. Of what recurs `rings`
    are its days and the last days of periods that asked for more, and `held` tells the same in words.
    `conflict_until` is the last day on which a needed input may still come, where that is too late.
    """

    phrase: str
    earliest: date | None
    latest: date | None
    edge: str
    kind: str
    timeliness: str
    firmness: str | None = None
    said_on: date | None = None
    delivered_on: date | None = None
    rings: tuple[tuple[date, RingState], ...] = ()
    held: str = ""
    conflict_until: date | None = None


@dataclass(frozen=True, slots=True)
class MarkLabel:
    """Where the words stand: x in percent, dx in pixels from there, and what word of doubt stands beside."""

    x: float
    dx: int = 8
    anchor: Anchor = "start"
    aside: Aside = ""
    place: Place | None = None
    """Where they stand, if not beside the mark."""

    def fits(self, width: float) -> bool:
        """Whether words of this width (in percent) end before the left edge of the axis."""
        return self.anchor != "end" or self.x >= width


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the axis, ready to draw; every x and width in percent, every decision taken."""

    milestone: Milestone
    tone: Tone
    x1: float = 0.0
    x2: float = 0.0
    fill: Fill = ""
    thin: bool = False
    left: Tick = ""
    right: Tick = ""
    line: Line = ""
    line_x1: float = 0.0
    sign: Sign = ""
    sign_x: float = 0.0
    rings: tuple[tuple[float, RingState], ...] = ()
    late_to: float | None = None
    """How long it has been overdue: a line from the end of the window to the day asked."""
    days_late: int = 0
    bold: bool = False
    now: float = 0.0
    label: MarkLabel | None = None
    place: Place = CELL

    @property
    def past(self) -> float:
        """How much of what has no end is behind us."""
        return round(max(self.now - self.x1, 0.0), 2)

    @property
    def width(self) -> float:
        """Of the band."""
        return round(self.x2 - self.x1, 2)

    @property
    def rest(self) -> float:
        """How much of it is still to come."""
        return round(self.x2 - self.now, 2)

    @property
    def line_x2(self) -> float:
        """Where the firmness line ends: with the band, or after a stub where the window has no end."""
        return round(min(self.x1 + _STUB, self.x2), 2) if self.fill == "open_right" else self.x2


_TONES: dict[str, Tone] = {
    "due_later": "coming",
    "due_now": "now",
    "overdue": "overdue",
    "delivered": "delivered",
    "delivered_late": "delivered",
    "withdrawn": "withdrawn",
    "undated": "undated",
    "ongoing": "undated",
}
_LINES: dict[str, Line] = {"decided": "solid", "committed": "solid", "expected": "dashed", "aimed": "dotted"}
_HAPPENS = ("event", "activity")
"""What is drawn as something that begins or takes place, not as something handed over."""
_TICKS: dict[str, tuple[Tick, Tick]] = {
    "sharp": ("full", "full"),
    "begin": ("full", "half"),
    "mid": ("half", "half"),
    "end": ("half", "full"),
    "open_left": ("", "heavy"),
    "open_right": ("full", ""),
}
_FILLS: dict[str, Fill] = {
    "sharp": "flat",
    "begin": "begin",
    "mid": "mid",
    "end": "end",
    "open_left": "open_left",
    "open_right": "open_right",
}
_DISC, _DOT = 0.9, 0.6
"""Half a sign, in percent."""


_CHAR_PX, _AROUND_PX = 5.45, 12
"""What a character of a label takes, and the space around it."""
_SPILL = 3.0
"""How far the words of what is done may reach back over the empty end of its title."""
_ASIDE_CHARS = {"expected": 9, "aimed": 8}
_LATE_CHARS, _CONFLICT_CHARS = 20, 19


@lru_cache(maxsize=16384)
def draw_mark(axis: TimeAxis, milestone: Milestone) -> Mark:
    """The mark of a deliverable on an axis."""
    tone = _TONES[milestone.timeliness]
    if tone == "delivered":
        return _draw_delivered(axis, milestone)
    if milestone.earliest is None and milestone.latest is None:
        if tone == "now" and milestone.kind == "recurring":
            return _running(axis, milestone)
        return _without_date(axis, milestone, tone)
    if milestone.earliest is not None and milestone.earliest == milestone.latest:
        return _day(axis, milestone, tone, axis.x(milestone.earliest))
    return _window(axis, milestone, tone)


def _span(axis: TimeAxis, milestone: Milestone) -> tuple[float, float]:
    """From the first day to the end of the last; an open beginning starts on the day it was said."""
    x2 = 100.0 if milestone.latest is None else axis.x(milestone.latest + timedelta(days=1))
    if milestone.earliest is not None:
        return axis.x(milestone.earliest), x2
    assert milestone.latest is not None  # both open has been handled by the caller
    quarter = milestone.latest.replace(month=(milestone.latest.month - 1) // 3 * 3 + 1, day=1)
    begins = (
        milestone.said_on
        if milestone.said_on is not None and milestone.said_on < milestone.latest
        else quarter
    )
    return axis.x(begins), x2


def _draw_delivered(axis: TimeAxis, milestone: Milestone) -> Mark:
    decision, event = milestone.kind == "decision", milestone.kind in _HAPPENS
    width = width_of_words(axis, milestone)
    if milestone.delivered_on is not None or milestone.edge == "day":
        x = axis.x(milestone.delivered_on or milestone.latest or axis.as_of)
        sign: Sign = "diamond_done" if decision else "disc"
        label = _label_beside(width, x - _DISC, x + _DISC, prefer="left")
        return Mark(milestone, "delivered", x, x, sign=sign, sign_x=x, label=label)
    if milestone.earliest is None or milestone.latest is None:
        return Mark(milestone, "delivered")
    x1, x2 = _span(axis, milestone)
    label, middle = _label_beside(width, x1, x2, prefer="left"), round((x1 + x2) / 2, 2)
    if decision or event:
        line: Line = "solid" if event else ""
        sign = "diamond_done" if decision else "disc"
        return Mark(
            milestone, "delivered", x1, x2, line=line, line_x1=x1, sign=sign, sign_x=middle, label=label
        )
    return Mark(milestone, "delivered", x1, x2, fill="flat", sign="tick", sign_x=middle, label=label)


def _without_date(axis: TimeAxis, milestone: Milestone, tone: Tone) -> Mark:
    x = axis.today
    label = _label_beside(width_of_words(axis, milestone), x - _DOT, x + _DOT)
    return Mark(milestone, tone, x, x, sign="unknown", sign_x=x, label=label)


def _running(axis: TimeAxis, milestone: Milestone) -> Mark:
    """What recurs in words that name no day: it runs since it was said."""
    since = replace(milestone, earliest=milestone.said_on or axis.starts_on, edge="open_right")
    return replace(_window(axis, since, "now"), milestone=milestone)


def _day(axis: TimeAxis, milestone: Milestone, tone: Tone, x: float) -> Mark:
    sign: Sign = "diamond" if milestone.kind == "decision" else "dot"
    if milestone.kind in (*_HAPPENS, "recurring"):
        sign = "ring"
    if tone == "overdue":
        sign = "diamond_late" if milestone.kind == "decision" else "late"
    aside = choose_aside(milestone, tone)
    late_to, days_late = _lateness(axis, milestone, tone, x)
    label = _label_beside(
        width_of_words(axis, milestone, aside, days_late),
        x - _DOT,
        max(x + _DOT, late_to or 0.0),
        aside=aside,
    )
    return Mark(
        milestone,
        tone,
        x,
        x,
        sign=sign,
        sign_x=x,
        bold=tone == "now",
        late_to=late_to,
        days_late=days_late,
        label=label,
    )


def _window(axis: TimeAxis, milestone: Milestone, tone: Tone) -> Mark:
    x1, x2 = _span(axis, milestone)
    edge = milestone.edge if milestone.edge in _TICKS else "sharp"
    recurring = milestone.kind == "recurring"
    running = recurring and tone == "now"
    left, right = _TICKS[edge]
    sign, sign_x = _window_sign(milestone.kind, tone, x1, x2)
    late_to, days_late = _lateness(axis, milestone, tone, x2)
    rings = tuple(
        (axis.x(day), state) for day, state in milestone.rings if axis.starts_on <= day < axis.ends_on
    )
    return Mark(
        milestone,
        tone,
        x1,
        x2,
        fill=_FILLS[edge],
        thin=running,
        left="" if running else left,
        right=right,
        line="" if recurring or tone == "withdrawn" else _LINES.get(milestone.firmness or "", ""),
        line_x1=round((x1 + x2) / 2, 2) if edge == "open_left" else x1,
        sign=sign,
        sign_x=sign_x,
        rings=rings,
        late_to=late_to,
        days_late=days_late,
        bold=tone == "now" and not recurring,
        now=axis.today,
        label=_window_label(
            axis, milestone, tone, edge, (x1, x2), late_to=late_to, days_late=days_late, rings=rings
        ),
    )


def _window_sign(kind: str, tone: Tone, x1: float, x2: float) -> tuple[Sign, float]:
    if tone == "overdue":
        return ("diamond_late", x1) if kind == "decision" else ("late", x2)
    if kind == "decision":
        return "diamond", x1
    return ("ring", max(x1, 0.8)) if kind in _HAPPENS else ("", 0.0)


def _lateness(axis: TimeAxis, milestone: Milestone, tone: Tone, ends: float) -> tuple[float | None, int]:
    """How far the line of lateness runs from the end of the window, and how many days it has been."""
    if tone != "overdue" or milestone.latest is None:
        return None, 0
    return max(ends, axis.today), (axis.as_of - milestone.latest).days


def _window_label(
    axis: TimeAxis,
    milestone: Milestone,
    tone: Tone,
    edge: str,
    span: tuple[float, float],
    *,
    late_to: float | None,
    days_late: int,
    rings: tuple[tuple[float, RingState], ...],
) -> MarkLabel:
    """The words of a window; without an end they stand at its beginning, or after the last occurrence."""
    aside = choose_aside(milestone, tone)
    width = width_of_words(axis, milestone, aside, days_late)
    x1, x2 = span
    if rings and milestone.latest is None:
        return _label_beside(width, x1, min(rings[-1][0] + 0.3, 100.0), aside=aside, room=0.0)
    if edge == "open_right":
        return MarkLabel(x1, 12 if milestone.kind in ("decision", *_HAPPENS) else 8, aside=aside)
    prefer: Side = "inside" if edge == "open_left" else "right"
    reach = 14 if milestone.kind == "decision" else 8
    right = x2 if late_to is None else late_to
    return _label_beside(width, x1, right, prefer=prefer, aside=aside, room=x2 - x1, reach=reach)


def _label_beside(
    width: float,
    left: float,
    right: float,
    *,
    prefer: Side = "right",
    aside: Aside = "",
    room: float = 0.0,
    reach: int = 8,
) -> MarkLabel:
    """Words of this width right of the sign; inside where they do not fit there; else on its left."""
    if prefer == "left" and left >= width - _SPILL:
        return MarkLabel(round(left, 2), -reach, "end", aside)
    inside = room >= width
    if right + width <= 100 and not (inside and prefer == "inside"):
        return MarkLabel(round(right, 2), 8, "start", aside)
    if inside:
        # the first half of a band without a beginning is too faint to write doubt on; the line says it
        return MarkLabel(round(right - room / 2, 2), 0, "middle", "" if prefer == "inside" else aside)
    return MarkLabel(round(left, 2), -reach, "end", aside)


def width_of_words(axis: TimeAxis, milestone: Milestone, aside: Aside = "", days_late: int = 0) -> float:
    """What the words take, in percent of the axis; an estimate, since only the reader's screen knows."""
    chars = len(milestone.phrase) + _ASIDE_CHARS.get(aside, 0)
    chars += _LATE_CHARS if days_late else 0
    chars += _CONFLICT_CHARS if milestone.conflict_until else 0
    return (chars * _CHAR_PX + _AROUND_PX) / axis.pixels * 100


def choose_aside(milestone: Milestone, tone: Tone) -> Aside:
    """Which word of doubt stands beside the phrase."""
    if tone not in ("coming", "now"):
        return ""
    return (
        "expected" if milestone.firmness == "expected" else "aimed" if milestone.firmness == "aimed" else ""
    )
