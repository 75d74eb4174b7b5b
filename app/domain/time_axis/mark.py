"""What a cell of the time axis holds: what was said of a deliverable, and the mark that is drawn for it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["coming", "now", "overdue", "delivered", "withdrawn", "undated"]
Fill = Literal["", "flat", "begin", "mid", "end", "open_left", "open_right"]
Tick = Literal["", "full", "half", "heavy"]
Line = Literal["", "solid", "dashed", "dotted"]
Sign = Literal[
    "", "diamond", "diamond_done", "diamond_late", "disc", "dot", "ring", "late", "unknown", "tick"
]
Anchor = Literal["start", "middle", "end"]

Aside = Literal["", "expected", "aimed"]

_STUB = 12.0
"""The firmness line under a window without an end, in percent."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a mark is drawn from: one deliverable as it stands on the day asked.

    `edge` is that of the phrase (`vague_date.edge`), `timeliness` the rules' verdict. `occurrences` are
    the days of a recurring deliverable, past and planned. `conflict_until` is the last day on which
    a needed input may still come, where that is too late.
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
    occurrences: tuple[date, ...] = ()
    conflict_until: date | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Where the words stand: x in percent, dx in pixels from there, and what word of doubt stands beside."""

    x: float
    dx: int = 8
    anchor: Anchor = "start"
    aside: Aside = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the axis, ready to draw; every x and width in percent, every decision taken."""

    said: Said
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
    dots: tuple[tuple[float, bool], ...] = ()
    late_to: float | None = None
    """How long it has been overdue: a line from the end of the window to the day asked."""
    days_late: int = 0
    bold: bool = False
    now: float = 0.0
    label: Label | None = None

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
