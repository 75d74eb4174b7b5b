"""Lines from row to row: from an input to the decision that waits for it, and along what was said in turn."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from app.drawing.mark import Mark

Tone = Literal["in-time", "conflict", "trail"]
Key = TypeVar("Key", bound=Hashable)
_RAILS: tuple[Tone, ...] = ("in-time", "conflict")


@dataclass(frozen=True, slots=True)
class Rail:
    """A stretch of line within one row: x in percent of the axis, y in percent of the row's height."""

    tone: Tone
    x1: float
    x2: float
    y1: int = 50
    y2: int = 50
    low: bool = False
    """Beneath the band, so that a line back does not strike it through."""
    dot: bool = False


def connect_inputs(
    rows: Sequence[Key], marks: Mapping[Key, Mark], inputs: Mapping[Key, Sequence[Key]]
) -> dict[Key, tuple[Rail, ...]]:
    """The rails of each row, from what waits and its inputs; only between rows that are drawn and not done.

    `rows` is the order on the page. An input promised after what waits for it runs back in signal, to the
    end of its window. One in time runs on to it in ink: to where that may begin, or into its window, to where
    the last of these may come.
    """
    place = {row: n for n, row in enumerate(rows)}
    rails_of: defaultdict[Key, list[Rail]] = defaultdict(list)
    for waiting, needed in inputs.items():
        if waiting in place and _opens(marks.get(waiting)):
            drawn_inputs = [row for row in needed if row in place and row in marks]
            for tone in _RAILS:
                mine = [row for row in drawn_inputs if _tone(marks[row], marks[waiting]) == tone]
                if mine:
                    _run(rails_of, place, marks, waiting, needed=mine, tone=tone)
    return {row: tuple(rails) for row, rails in rails_of.items()}


def connect_statements(marks: Sequence[Mark], draft: bool = False) -> list[tuple[Rail, ...]]:
    """The thin line that follows the last day from one statement to the next; the last may be a draft."""
    rails: list[list[Rail]] = [[] for _ in marks]
    for n in range(len(marks) - 1):
        last_day, next_last_day = marks[n].x2, marks[n + 1].x2
        tone: Tone = "conflict" if draft and n == len(marks) - 2 else "trail"
        if tone == "trail":
            rails[n].append(Rail(tone, last_day, last_day, 50, 100))
        rails[n + 1].append(Rail(tone, last_day, next_last_day, 0, 50))
    return [tuple(row) for row in rails]


def _opens(waiting: Mark | None) -> bool:
    return waiting is not None and waiting.tone in ("coming", "now")


def _tone(needed: Mark, waiting: Mark) -> Tone | None:
    comes_by, due_by = needed.milestone.latest, waiting.milestone.latest
    if comes_by is None or needed.tone not in ("coming", "now", "overdue"):
        return None
    return "conflict" if due_by is not None and comes_by > due_by else "in-time"


def _run(
    rails_of: defaultdict[Key, list[Rail]],
    place: Mapping[Key, int],
    marks: Mapping[Key, Mark],
    waiting: Key,
    *,
    needed: Sequence[Key],
    tone: Tone,
) -> None:
    """One upright line through all rows concerned, and from it a line to the end of each input's window."""
    x = marks[waiting].x2
    if tone == "in-time":
        x = max(marks[waiting].x1, *(marks[row].x2 for row in needed))
    ends = sorted(place[row] for row in (waiting, *needed))
    rows = list(place)
    for n in range(ends[0], ends[-1] + 1):
        _once(rails_of[rows[n]], Rail(tone, x, x, 50 if n == ends[0] else 0, 50 if n == ends[-1] else 100))
    for row in needed:
        _once(rails_of[row], Rail(tone, marks[row].x2, x, low=tone == "conflict"))
        if tone == "in-time":
            _once(rails_of[row], Rail(tone, x, x, dot=True))


def _once(rails: list[Rail], rail: Rail) -> None:
    if rail not in rails:
        rails.append(rail)
