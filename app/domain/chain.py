"""Whether what is needed comes in time for what waits for it (README.md, Inputs)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.domain.signal import input_is_later
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate


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
class Link:
    """An input and its dependent: until when the one may come, and when the other may begin."""

    fit: Fit
    comes_by: date | None
    begins_on: date | None


def link(needed: Expected, dependent: Expected) -> Link:
    """Judges one input against one dependent; without days on both sides there is nothing to say."""
    one, other = needed.window, dependent.window
    comes_by = one.latest if one else None
    begins_on = (other.earliest or other.latest) if other else None
    if needed.timeliness.is_done or dependent.timeliness.is_done:
        fit = Fit.DONE
    elif Timeliness.WITHDRAWN in (needed.timeliness, dependent.timeliness):
        fit = Fit.FALLEN
    elif comes_by is None or begins_on is None:
        fit = Fit.UNKNOWN
    else:
        fit = Fit.CONFLICT if input_is_later(one, other) else Fit.FITS
    return Link(fit, comes_by, begins_on)
