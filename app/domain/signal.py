"""What the rules see beside what the lead says; derived on a day, never stored (domain, History)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.half_year import HalfYear
from app.domain.standing import Course, SaidStatus
from app.domain.status import Confidence, Status
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate


class Signal(StrEnum):
    """A thing that deserves a question."""

    WINDOW_CLOSED = "window_closed"
    MOVED_TWICE = "moved_twice"
    INPUT_LATER = "input_later"
    STALE = "stale"
    DELIVERED_WITHOUT_EVIDENCE = "delivered_without_evidence"
    PROMISE_WITHOUT_WORDS = "promise_without_words"
    CONFIDENCE_CONTRADICTED = "confidence_contradicted"


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """What the rules look at for one deliverable."""

    course: Course
    last: SaidStatus | None
    inputs: tuple[tuple[Timeliness, VagueDate | None], ...]
    has_evidence: bool


# What contradicts a lead who says that all is on track.
CONTRADICTING = frozenset({Signal.WINDOW_CLOSED, Signal.MOVED_TWICE, Signal.INPUT_LATER})


def signals(facts: SignalFacts, on: date) -> tuple[Signal, ...]:
    """Every signal of a deliverable on a day, in the order of the enumeration."""
    judged = facts.course
    closed = judged.timeliness in (
        Timeliness.DELIVERED,
        Timeliness.DELIVERED_LATE,
        Timeliness.WITHDRAWN,
    )
    seen: list[Signal] = []
    if judged.timeliness is Timeliness.OVERDUE:
        seen.append(Signal.WINDOW_CLOSED)
    if not closed and judged.moves > 1:
        seen.append(Signal.MOVED_TWICE)
    if not closed and _waits_for_later(judged, facts.inputs):
        seen.append(Signal.INPUT_LATER)
    if not closed and (facts.last is None or facts.last.said_on < HalfYear.containing(on).starts_on):
        seen.append(Signal.STALE)
    if judged.status in (Status.DELIVERED, Status.ADOPTED) and not facts.has_evidence:
        seen.append(Signal.DELIVERED_WITHOUT_EVIDENCE)
    if not closed and judged.deadline is None:
        seen.append(Signal.PROMISE_WITHOUT_WORDS)
    on_track = facts.last is not None and facts.last.confidence is Confidence.ON_TRACK
    if on_track and not CONTRADICTING.isdisjoint(seen):
        seen.append(Signal.CONFIDENCE_CONTRADICTED)
    return tuple(seen)


def input_is_later(needed: VagueDate | None, dependent: VagueDate | None) -> bool:
    """Whether an input may come after its dependent can begin (its latest, where that begin is open)."""
    if needed is None or dependent is None or needed.latest is None:
        return False
    bound = dependent.earliest or dependent.latest
    return bound is not None and needed.latest > bound


def _waits_for_later(judged: Course, inputs: tuple[tuple[Timeliness, VagueDate | None], ...]) -> bool:
    window = judged.deadline.window if judged.deadline else None
    done = (Timeliness.DELIVERED, Timeliness.DELIVERED_LATE, Timeliness.WITHDRAWN)
    return any(input_is_later(needed, window) for state, needed in inputs if state not in done)
