"""Where the words of a mark stand: right of it, else inside, else left; what they take is estimated."""

from typing import Literal

from app.domain.time_axis.mark import Aside, Label, Said, Tone

Side = Literal["right", "left", "inside"]

_AXIS_PX, _CHAR_PX, _AROUND_PX = 760, 5.45, 12
"""The width that labels are placed for, and what a character takes of it (design, Place of the words)."""
_SPILL = 3.0
"""How far the words of what is done may reach back over the empty end of its title."""
_ASIDE_CHARS = {"expected": 9, "aimed": 8}
_LATE_CHARS, _CONFLICT_CHARS = 20, 19


def window_label(
    said: Said,
    tone: Tone,
    edge: str,
    span: tuple[float, float],
    *,
    late_to: float | None,
    days_late: int,
    dots: tuple[tuple[float, bool], ...],
) -> Label:
    """The words of a window; without an end they stand at its beginning, or after the last occurrence."""
    aside = aside_of(said, tone)
    width = width_of(said, aside, days_late)
    x1, x2 = span
    if dots and said.latest is None:
        return label_beside(width, x1, min(dots[-1][0] + 0.3, 100.0), aside=aside, room=0.0)
    if edge == "open_right":
        return Label(x1, 12 if said.kind in ("decision", "event") else 8, aside=aside)
    prefer: Side = "inside" if edge == "open_left" else "right"
    reach = 14 if said.kind == "decision" else 8
    right = x2 if late_to is None else late_to
    return label_beside(width, x1, right, prefer=prefer, aside=aside, room=x2 - x1, reach=reach)


def label_beside(
    width: float,
    left: float,
    right: float,
    *,
    prefer: Side = "right",
    aside: Aside = "",
    room: float = 0.0,
    reach: int = 8,
) -> Label:
    """Words of this width right of the sign; inside where they do not fit there; else on its left."""
    if prefer == "left" and left >= width - _SPILL:
        return Label(round(left, 2), -reach, "end", aside)
    inside = room >= width
    if right + width <= 100 and not (inside and prefer == "inside"):
        return Label(round(right, 2), 8, "start", aside)
    if inside:
        # the first half of a band without a beginning is too faint to write doubt on; the line says it
        return Label(round(right - room / 2, 2), 0, "middle", "" if prefer == "inside" else aside)
    return Label(round(left, 2), -reach, "end", aside)


def width_of(said: Said, aside: Aside = "", days_late: int = 0) -> float:
    """What the words take, in percent of the axis; an estimate, since only the reader's screen knows."""
    chars = len(said.phrase) + _ASIDE_CHARS.get(aside, 0)
    chars += _LATE_CHARS if days_late else 0
    chars += _CONFLICT_CHARS if said.conflict_until else 0
    return (chars * _CHAR_PX + _AROUND_PX) / _AXIS_PX * 100


def aside_of(said: Said, tone: Tone) -> Aside:
    """Which word of doubt stands beside the phrase."""
    if tone not in ("coming", "now"):
        return ""
    return "expected" if said.firmness == "expected" else "aimed" if said.firmness == "aimed" else ""
