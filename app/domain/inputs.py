"""What a deliverable needs: inputs as a graph without circles, and whether each comes in time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate

Needs = Mapping[int, Collection[int]]
"""By deliverable the others that it needs, all by id."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One deliverable in a chain: `waiting` is who needs it, `depth` how far from where the chain ends."""

    needed: int
    waiting: int
    depth: int


class Expected(Protocol):
    """What may come, or wait for something: of a programme itself or of others."""

    @property
    def timeliness(self) -> Timeliness: ...

    @property
    def window(self) -> VagueDate | None: ...


class Fit(StrEnum):
    """How an input and its dependent fit together."""

    DONE = "done"
    FALLEN = "fallen"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class InputFit:
    """An input and its dependent: the last day of each.

    `possible_from` is the day from which the dependent is possible, where that is inside its own window.
    """

    fit: Fit
    comes_by: date | None
    needed_by: date | None
    possible_from: date | None = None


def find_circle(needs: Needs, waiting: int, needed: int) -> tuple[int, ...]:
    """The circle that is closed where `waiting` comes to need `needed`, empty where none is.

    It begins and ends with `waiting`, each needing the next; of several ways the shortest.
    """
    came_from: dict[int, int | None] = {needed: None}
    queue = [needed]
    for current in queue:
        if current == waiting:
            return (waiting, *reversed(_way(came_from, waiting)))
        for onward in sorted(needs.get(current, ())):
            if onward not in came_from:
                came_from[onward] = current
                queue.append(onward)
    return ()


def trace_inputs(needs: Needs, end: int) -> tuple[ChainStep, ...]:
    """Return everything that a deliverable needs, directly or not, each under the first that needs it."""
    steps: list[ChainStep] = []
    visited = {end}
    waiting = [ChainStep(needed, end, 1) for needed in reversed(tuple(needs.get(end, ())))]
    while waiting:
        step = waiting.pop()
        if step.needed in visited:
            continue
        visited.add(step.needed)
        steps.append(step)
        further = reversed(tuple(needs.get(step.needed, ())))
        waiting.extend(ChainStep(needed, step.needed, step.depth + 1) for needed in further)
    return tuple(steps)


def input_is_later(needed: VagueDate | None, dependent: VagueDate | None) -> bool:
    """Whether an input is promised after what waits for it: then both cannot be kept."""
    if needed is None or dependent is None or needed.latest is None or dependent.latest is None:
        return False
    return needed.latest > dependent.latest


def possible_from(needed: VagueDate | None, dependent: VagueDate | None) -> date | None:
    """From which day on what waits for an input is possible, where that is inside its own window.

    The input may then come after the window opens and in time all the same: nothing is wrong.
    """
    if needed is None or dependent is None or needed.latest is None or dependent.earliest is None:
        return None
    is_inside = dependent.earliest < needed.latest and not input_is_later(needed, dependent)
    return needed.latest if is_inside else None


def judge_fit(needed: Expected, dependent: Expected) -> InputFit:
    """Judge whether an input comes in time for its dependent; UNKNOWN where either has no day."""
    needed_window, dependent_window = needed.window, dependent.window
    comes_by = needed_window.latest if needed_window else None
    needed_by = dependent_window.latest if dependent_window else None
    if needed.timeliness.is_done or dependent.timeliness.is_done:
        fit = Fit.DONE
    elif Timeliness.WITHDRAWN in (needed.timeliness, dependent.timeliness):
        fit = Fit.FALLEN
    elif comes_by is None or needed_by is None:
        fit = Fit.UNKNOWN
    else:
        fit = Fit.CONFLICT if input_is_later(needed_window, dependent_window) else Fit.FITS
    is_to_come = fit in (Fit.UNKNOWN, Fit.FITS)
    opens = possible_from(needed_window, dependent_window) if is_to_come else None
    return InputFit(fit, comes_by, needed_by, opens)


def _way(came_from: Mapping[int, int | None], end: int) -> list[int]:
    way: list[int] = []
    current: int | None = end
    while current is not None:
        way.append(current)
        current = came_from[current]
    return way
