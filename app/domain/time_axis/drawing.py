"""From what was said to the mark: the word chooses the edge, the bounds choose the place, today the tone."""

from datetime import timedelta
from functools import lru_cache

from app.domain.time_axis.axis import TimeAxis
from app.domain.time_axis.label import aside_of, label_beside, width_of, window_label
from app.domain.time_axis.mark import Fill, Line, Mark, Said, Sign, Tick, Tone

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
_DISC, _DOT = 0.9, 0.6
"""Half a sign, in percent."""


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
    width = width_of(said)
    if said.delivered_on is not None or said.edge == "day":
        x = axis.x(said.delivered_on or said.latest or axis.as_of)
        sign: Sign = "diamond_done" if decision else "disc"
        label = label_beside(width, x - _DISC, x + _DISC, prefer="left")
        return Mark(said, "delivered", x, x, sign=sign, sign_x=x, label=label)
    if said.earliest is None or said.latest is None:
        return Mark(said, "delivered")
    x1, x2 = _span(axis, said)
    label, middle = label_beside(width, x1, x2, prefer="left"), round((x1 + x2) / 2, 2)
    if decision or event:
        line: Line = "solid" if event else ""
        sign = "diamond_done" if decision else "disc"
        return Mark(said, "delivered", x1, x2, line=line, line_x1=x1, sign=sign, sign_x=middle, label=label)
    return Mark(said, "delivered", x1, x2, fill="flat", sign="tick", sign_x=middle, label=label)


def _without_date(axis: TimeAxis, said: Said, tone: Tone) -> Mark:
    x = axis.today
    label = label_beside(width_of(said), x - _DOT, x + _DOT)
    return Mark(said, tone, x, x, sign="unknown", sign_x=x, label=label)


def _day(axis: TimeAxis, said: Said, tone: Tone, x: float) -> Mark:
    shapes: dict[str, Sign] = {"decision": "diamond", "event": "ring", "recurring": "ring"}
    sign = shapes.get(said.kind, "dot")
    if tone == "overdue":
        sign = "diamond_late" if said.kind == "decision" else "late"
    aside = aside_of(said, tone)
    late_to, days_late = _lateness(axis, said, tone, x)
    label = label_beside(
        width_of(said, aside, days_late), x - _DOT, max(x + _DOT, late_to or 0.0), aside=aside
    )
    return Mark(
        said,
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


def _window(axis: TimeAxis, said: Said, tone: Tone) -> Mark:
    x1, x2 = _span(axis, said)
    edge = said.edge if said.edge in _TICKS else "sharp"
    recurring = said.kind == "recurring"
    running = recurring and tone == "now"
    left, right = _TICKS[edge]
    sign, sign_x = _window_sign(said.kind, tone, x1, x2)
    late_to, days_late = _lateness(axis, said, tone, x2)
    dots = tuple((axis.x(day), day <= axis.as_of) for day in said.occurrences)
    return Mark(
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
        dots=dots,
        late_to=late_to,
        days_late=days_late,
        bold=tone == "now" and not recurring,
        now=axis.today,
        label=window_label(said, tone, edge, (x1, x2), late_to=late_to, days_late=days_late, dots=dots),
    )


def _window_sign(kind: str, tone: Tone, x1: float, x2: float) -> tuple[Sign, float]:
    if tone == "overdue":
        return ("diamond_late", x1) if kind == "decision" else ("late", x2)
    if kind == "decision":
        return "diamond", x1
    return ("ring", max(x1, 0.8)) if kind == "event" else ("", 0.0)


def _lateness(axis: TimeAxis, said: Said, tone: Tone, ends: float) -> tuple[float | None, int]:
    """How far the line of lateness runs from the end of the window, and how many days it has been."""
    if tone != "overdue" or said.latest is None:
        return None, 0
    return max(ends, axis.today), (axis.as_of - said.latest).days
