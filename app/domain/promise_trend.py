"""The milestone trend: how the last day of a promise went from report to report; rising is postponement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.promise_ledger import CellState, LedgerCell, LedgerColumn


@dataclass(frozen=True, slots=True)
class Point:
    """On a day it was said to come between two days; an open begin has no band below the last day."""

    on: date
    earliest: date | None
    latest: date


@dataclass(frozen=True, slots=True)
class Trend:
    """The points of one promise, in order, and how it ended: `done`, `dropped`, or `open`."""

    id: int
    title: str
    points: tuple[Point, ...]
    end: str
    ended_on: date | None
    is_against: bool
    """Whether it moved or was dropped."""

    @property
    def rise(self) -> int:
        """By how many days the last day rose from first to last."""
        return (self.points[-1].latest - self.points[0].latest).days


def trace_trend(
    id: int, title: str, columns: Sequence[LedgerColumn], row: Sequence[LedgerCell], *, is_against: bool
) -> Trend | None:
    """Return the trend of a promise from its row in the ledger, or None where it never had a last day."""
    points: dict[date, Point] = {}
    end, ended_on = "open", None
    first = row[0].state.deadline
    days = [first.said_on if first else columns[0].said_until, *(column.said_until for column in columns)]
    for on, cell in zip(days, row, strict=True):
        window = cell.state.deadline.window if cell.state.deadline else None
        if cell.step in (CellState.BEFORE, CellState.AFTER):
            continue
        end, ended_on = "open", None  # what was dropped may have been resumed
        if window is None or window.latest is None:
            continue
        points[on] = Point(on, window.earliest, window.latest)
        if cell.step in (CellState.DONE, CellState.DROPPED):
            status = cell.state.status
            end = cell.step.value
            ended_on = status.delivered_on if status else None
    if not points:
        return None
    return Trend(id, title, tuple(points.values()), end, ended_on, is_against)


def pick_most_telling(trends: Sequence[Trend], most: int) -> list[Trend]:
    """Return at most `most` trends: those that rose or were dropped first."""
    ranked = sorted(trends, key=lambda candidate: (not candidate.is_against, -candidate.rise))
    return ranked[:most]
