"""Whether a decision can be taken: what it needs, what of that holds it up, and by how much."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.assessment import Assessment
from app.domain.inputs import Fit, judge_fit
from app.domain.refusal import Message
from app.domain.timeliness import Timeliness


class Ready(StrEnum):
    """How far a decision is; derived, never stored."""

    READY = "ready"
    """Nothing that it needs is still to come."""
    WAITING = "waiting"
    """Something comes yet, in time."""
    CONFLICT = "conflict"
    """Something is promised after the decision itself."""
    UNKNOWN = "unknown"
    """Of something it is not known when it comes: without a day, or its window closed without it."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a decision is; of the inputs `needed` so many have `arrived`.

    `held_by` are the ids of what comes last, or of which it is unknown when it comes; `until` the last day
    on which that may be, and `days` by how many days that is after the last day of the decision. `ongoing`
    are those of work without an end: nobody waits until that is there.
    """

    state: Ready
    needed: int = 0
    arrived: int = 0
    until: date | None = None
    held_by: tuple[int, ...] = ()
    days: int | None = None
    ongoing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen, by its number; withdrawn it stays visible, but cannot be chosen."""

    number: int
    title: str
    description: str = ""
    is_withdrawn: bool = False


def judge_readiness(mine: Assessment, inputs: Mapping[int, Assessment]) -> Readiness | None:
    """Judge how far a decision is, from its own window and those of its inputs.

    What was withdrawn is no longer waited for. None where the decision was taken or withdrawn itself.
    """
    if mine.timeliness.is_closed:
        return None
    needed_inputs = {
        key: needed for key, needed in inputs.items() if needed.timeliness is not Timeliness.WITHDRAWN
    }
    open_inputs = {key: needed for key, needed in needed_inputs.items() if not needed.timeliness.is_done}
    counted = (len(needed_inputs), len(needed_inputs) - len(open_inputs))
    comes = {key: day for key, needed in open_inputs.items() if (day := _comes_by(needed))}
    links = {key: judge_fit(open_inputs[key], mine) for key in comes}
    clashing = {key: comes[key] for key, fit in links.items() if fit.fit is Fit.CONFLICT}
    if clashing:
        until = max(clashing.values())
        needed_by = next(fit.needed_by for fit in links.values() if fit.needed_by)
        return Readiness(Ready.CONFLICT, *counted, until, _last(clashing, until), (until - needed_by).days)
    ongoing = tuple(key for key, each in open_inputs.items() if each.timeliness is Timeliness.ONGOING)
    unknown = tuple(key for key in open_inputs if key not in comes and key not in ongoing)
    if unknown:
        return Readiness(Ready.UNKNOWN, *counted, held_by=unknown)
    if not comes:
        return Readiness(Ready.READY, *counted, ongoing=ongoing)
    until = max(comes.values())
    return Readiness(Ready.WAITING, *counted, until, _last(comes, until))


def check_outcome(
    options: Iterable[Option], number: int | None, outcome: str, *, chosen: int | None = None
) -> dict[str, Message]:
    """Return what is wrong with an outcome, by field: an option that cannot be chosen, or none at all.

    `chosen` is the option that was chosen before: that may be chosen still.
    """
    open_to = {option.number for option in options if not option.is_withdrawn} | {chosen}
    if number is not None and number not in open_to:
        return {"option": Message("There is no such option to choose.")}
    if number is None and not outcome.strip():
        return {"outcome": Message("Say what was decided, or choose an option.")}
    return {}


def _comes_by(needed: Assessment) -> date | None:
    """The last day on which it may come; of what should have been there already none is known."""
    if needed.timeliness is Timeliness.OVERDUE or needed.deadline is None:
        return None
    return needed.deadline.window.latest


def _last(comes: Mapping[int, date], until: date) -> tuple[int, ...]:
    return tuple(key for key, day in comes.items() if day == until)
