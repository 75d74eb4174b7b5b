"""From what was said to the mark: the word chooses the edge, the bounds choose the place, today the tone."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from app.domain.time_axis.axis import TimeAxis
from app.domain.time_axis.mark import Aside, Fill, Line, Mark, Said, Sign, Tick, Tone

_TONES: dict[str, Tone] = {
    "due_later": "coming",
    "due_now": "now",
    "overdue": "overdue",
    "delivered": "delivered",
    "delivered_late": "delivered",
    "withdrawn": "withdrawn",
    "undated": "undated",
}
_LINES: dict[str, Line] = {"decided": "solid", "committed": "solid", "expected": "dashed", "aimed": "dotted"}
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

_AXIS_PX, _CHAR_PX, _AROUND_PX = 760, 5.45, 12
"""The width that labels are placed for, and what a character takes of it (design, Place of the words)."""
_SPILL = 3.0
"""How far the words of what is done may reach back over the empty end of its title."""
_ASIDE_CHARS = {"expected": 9, "aimed": 8}
_LATE_CHARS, _CONFLICT_CHARS = 20, 19


@lru_cache(maxsize=16384)
def mark(axis: TimeAxis, said: Said) -> Mark:
    """The mark of a deliverable on an axis (design, Grammar of the time axis)."""
    tone = _TONES[said.timeliness]
    if tone == "delivered":
        return _delivered(axis, said)
    if said.earliest is None and said.latest is None:
        return _without_date(axis, said, tone)
    if said.earliest is not None and said.earliest == said.latest:
        return _day(axis, said, tone, axis.x(said.earliest))
    return _window(axis, said, tone)


def _span(axis: TimeAxis, said: Said) -> tuple[float, float]:
    """From the first day to the end of the last; an open beginning starts on the day it was said."""
    x2 = 100.0 if said.latest is None else axis.x(said.latest + timedelta(days=1))
    if said.earliest is not None:
        return axis.x(said.earliest), x2
    assert said.latest is not None  # both open has been handled by the caller
    quarter = said.latest.replace(month=(said.latest.month - 1) // 3 * 3 + 1, day=1)
    begins = said.said_on if said.said_on is not None and said.said_on < said.latest else quarter
    return axis.x(begins), x2


def _delivered(axis: TimeAxis, said: Said) -> Mark:
    decision, event = said.kind == "decision", said.kind == "event"
    if said.delivered_on is not None or said.edge == "day":
        x = axis.x(said.delivered_on or said.latest or axis.as_of)
        sign: Sign = "diamond_done" if decision else "disc"
        return _labelled(Mark(said, "delivered", x, x, sign=sign, sign_x=x), beside=0.9)
    if said.earliest is None or said.latest is None:
        return Mark(said, "delivered")
    x1, x2 = _span(axis, said)
    middle = round((x1 + x2) / 2, 2)
    if decision or event:
        line: Line = "solid" if event else ""
        sign = "diamond_done" if decision else "disc"
        return _labelled(Mark(said, "delivered", x1, x2, line=line, line_x1=x1, sign=sign, sign_x=middle))
    return _labelled(Mark(said, "delivered", x1, x2, fill="flat", sign="tick", sign_x=middle))


def _without_date(axis: TimeAxis, said: Said, tone: Tone) -> Mark:
    x = axis.today
    return _labelled(Mark(said, tone, x, x, sign="unknown", sign_x=x), beside=0.6)


def _day(axis: TimeAxis, said: Said, tone: Tone, x: float) -> Mark:
    shapes: dict[str, Sign] = {"decision": "diamond", "event": "ring", "recurring": "ring"}
    sign = shapes.get(said.kind, "dot")
    if tone == "overdue":
        sign = "diamond_late" if said.kind == "decision" else "late"
    drawn = Mark(said, tone, x, x, sign=sign, sign_x=x, bold=tone == "now", aside=_aside(said, tone))
    return _labelled(_lateness(axis, drawn), beside=0.6)


def _window(axis: TimeAxis, said: Said, tone: Tone) -> Mark:
    x1, x2 = _span(axis, said)
    edge = said.edge if said.edge in _TICKS else "sharp"
    running = said.kind == "recurring" and tone == "now"
    recurring = said.kind == "recurring"
    left, right = _TICKS[edge]
    sign, sign_x = _window_sign(said.kind, tone, x1, x2)
    drawn = Mark(
        said,
        tone,
        x1,
        x2,
        fill=_FILLS[edge],
        thin=running,
        left="" if running else left,
        right=right,
        line="" if recurring or tone == "withdrawn" else _LINES.get(said.firmness or "", ""),
        line_x1=round((x1 + x2) / 2, 2) if edge == "open_left" else x1,
        sign=sign,
        sign_x=sign_x,
        dots=tuple((axis.x(day), day <= axis.as_of) for day in said.occurrences),
        bold=tone == "now" and not recurring,
        aside=_aside(said, tone),
        now=axis.today,
    )
    return _labelled(_lateness(axis, drawn))


def _window_sign(kind: str, tone: Tone, x1: float, x2: float) -> tuple[Sign, float]:
    if tone == "overdue":
        return ("diamond_late", x1) if kind == "decision" else ("late", x2)
    if kind == "decision":
        return "diamond", x1
    return ("ring", max(x1, 0.8)) if kind == "event" else ("", 0.0)


def _lateness(axis: TimeAxis, drawn: Mark) -> Mark:
    """The line from the end of the window to the day asked: how long it has been overdue."""
    if drawn.tone != "overdue" or drawn.said.latest is None:
        return drawn
    days = (axis.as_of - drawn.said.latest).days
    return replace(drawn, late_from=drawn.x2, late_to=max(drawn.x2, axis.today), days_late=days)


def _aside(said: Said, tone: Tone) -> Aside:
    """Which word of doubt stands beside the phrase."""
    if tone not in ("coming", "now"):
        return ""
    return "expected" if said.firmness == "expected" else "aimed" if said.firmness == "aimed" else ""


def _labelled(drawn: Mark, beside: float = 0.0) -> Mark:
    """Places the words: right of the sign; inside the band where they do not fit; else on the left."""
    width = _width(drawn)
    left, right = drawn.x1 - beside, drawn.x2 + beside
    if drawn.late_to is not None:
        right = max(right, drawn.late_to)
    if drawn.dots and drawn.said.latest is None:
        right = min(drawn.dots[-1][0] + 0.3, 100.0)
    elif drawn.fill == "open_right":
        return replace(drawn, label_x=drawn.x1, label_dx=12 if drawn.sign else 8)
    if drawn.tone == "delivered" and left >= width - _SPILL:
        return replace(drawn, label_x=round(left, 2), label_dx=-8, anchor="end")
    inside = drawn.width >= width and not drawn.dots
    if right + width <= 100 and not (inside and drawn.fill == "open_left"):
        return replace(drawn, label_x=round(right, 2))
    if inside:
        middle = round((drawn.x1 + drawn.x2) / 2, 2)
        aside: Aside = "" if drawn.fill == "open_left" else drawn.aside  # its first half is too faint to write on
        return replace(drawn, label_x=middle, label_dx=0, anchor="middle", aside=aside)
    return replace(drawn, label_x=round(left, 2), label_dx=-8 - 6 * (drawn.sign == "diamond"), anchor="end")


def _width(drawn: Mark) -> float:
    """What the words take, in percent of the axis; an estimate, since only the reader's screen knows."""
    chars = len(drawn.said.phrase)
    chars += _ASIDE_CHARS.get(drawn.aside, 0)
    chars += _LATE_CHARS if drawn.days_late else 0
    chars += _CONFLICT_CHARS if drawn.said.conflict_until else 0
    return (chars * _CHAR_PX + _AROUND_PX) / _AXIS_PX * 100
