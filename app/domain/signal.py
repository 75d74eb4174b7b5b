"""What the rules see beside what the lead says: derived, never stored (domain/README.md, Signals)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.domain.assessment import Assessment, DeadlineRecord, Promise, StatusRecord, count_moves
from app.domain.deadline_change import counts_against
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.inputs import input_is_later
from app.domain.recurrence import RecurrencePeriod, find_missed
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness, judge_timeliness
from app.domain.vague_date import VagueDate


class Signal(StrEnum):
    """A thing that deserves a question."""

    WINDOW_CLOSED = "window_closed"
    MOVED_TWICE = "moved_twice"
    INPUT_LATER = "input_later"
    STALE = "stale"
    DELIVERED_WITHOUT_EVIDENCE = "delivered_without_evidence"
    PROMISE_WITHOUT_WORDS = "promise_without_words"
    OCCURRENCE_MISSED = "occurrence_missed"
    CONFIDENCE_CONTRADICTED = "confidence_contradicted"


@dataclass(frozen=True, slots=True)
class Needed:
    """An input of a deliverable, as far as the rules look at it."""

    id: int
    title: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """What the rules look at for one deliverable; `deadlines` in the order in which they were said."""

    assessment: Assessment
    last: StatusRecord | None
    deadlines: tuple[DeadlineRecord, ...] = ()
    inputs: tuple[Needed, ...] = ()
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class RaisedSignal:
    """One signal, and the facts that it rests on: what was said of the deliverable, and its inputs.

    A signal that rests on something not being there (an update, evidence, words) may have none.
    """

    signal: Signal
    deadlines: tuple[Promise, ...] = ()
    updates: tuple[StatusRecord, ...] = ()
    inputs: tuple[Needed, ...] = ()
    period: RecurrencePeriod | None = None
    """Of what recurs: the period in which it took place too seldom."""


# What contradicts a lead who says that all is on track.
CONTRADICTING = frozenset(
    {Signal.WINDOW_CLOSED, Signal.MOVED_TWICE, Signal.INPUT_LATER, Signal.OCCURRENCE_MISSED}
)


def raise_signals(facts: SignalFacts, on: date) -> tuple[RaisedSignal, ...]:
    """Derive every signal of a deliverable on a day, with the facts that it rests on."""
    judged = facts.assessment
    missed = find_missed(judged.periods, on)
    raised = [
        *find_contradicting(judged.timeliness, facts.deadlines, facts.inputs, missed),
        *_missing(facts, on),
    ]
    doubts = [signal for signal in raised if signal.signal in CONTRADICTING]
    if facts.last is not None and facts.last.confidence is Confidence.ON_TRACK and doubts:
        raised.append(contradict_confidence(facts.last, doubts))
    return tuple(raised)


def find_contradicting(
    timeliness: Timeliness,
    promises: Sequence[Promise],
    inputs: Iterable[Needed],
    missed: RecurrencePeriod | None = None,
) -> tuple[RaisedSignal, ...]:
    """What contradicts a lead who says that all is on track; `missed` is the period that closed last."""
    raised: list[RaisedSignal] = []
    if timeliness.is_closed:
        return ()
    promises = [promise for promise in promises if promise.firmness is not None]
    current = tuple(promises[-1:])
    if timeliness is Timeliness.OVERDUE:
        raised.append(RaisedSignal(Signal.WINDOW_CLOSED, deadlines=current))
    if count_moves(promises) > 1:
        raised.append(RaisedSignal(Signal.MOVED_TWICE, deadlines=_list_moves(promises)))
    later = tuple(needed for needed in inputs if current and _comes_later(needed, current[0].window))
    if later:
        raised.append(RaisedSignal(Signal.INPUT_LATER, deadlines=current, inputs=later))
    if missed is not None:
        raised.append(RaisedSignal(Signal.OCCURRENCE_MISSED, deadlines=current, period=missed))
    return tuple(raised)


def contradict_confidence(last: StatusRecord, doubts: Iterable[RaisedSignal]) -> RaisedSignal:
    """That the lead said “on track” and the rules disagree: on all that these rest on."""
    raised = tuple(doubts)
    deadlines = dict.fromkeys(deadline for doubt in raised for deadline in doubt.deadlines)
    inputs = {needed.id: needed for doubt in raised for needed in doubt.inputs}
    return RaisedSignal(
        Signal.CONFIDENCE_CONTRADICTED, tuple(deadlines), (last,), inputs=tuple(inputs.values())
    )


def foresee_contradictions(
    deadlines: Sequence[Promise],
    inputs: Sequence[Needed],
    status: Status,
    window: VagueDate | None,
    on: date,
    kind: DeliverableKind = DeliverableKind.PRODUCT,
    missed: RecurrencePeriod | None = None,
) -> tuple[RaisedSignal, ...]:
    """Return what would contradict “on track”, said with this status on a day; `window` is a new deadline.

    `deadlines` are those said before, in order. Empty where nothing contradicts it.
    """
    promises: tuple[Promise, ...] = tuple(deadlines)
    if window is not None:
        firmness = promises[-1].firmness if promises else None
        promises = (*promises, Promise(window=window, firmness=firmness or Firmness.EXPECTED, said_on=on))
    current = promises[-1].window if promises else None
    timeliness = judge_timeliness(status, current, None, None, on, kind)
    return find_contradicting(timeliness, promises, inputs, missed)


def _missing(facts: SignalFacts, on: date) -> Iterable[RaisedSignal]:
    """What is not there and should be: an update, evidence, words."""
    judged, last = facts.assessment, facts.last
    runs = not judged.timeliness.is_closed
    updates = (last,) if last else ()
    if runs and (last is None or last.said_on < HalfYear.containing(on).starts_on):
        yield RaisedSignal(Signal.STALE, updates=updates)
    if judged.status is not None and judged.status.is_done and not facts.has_evidence:
        yield RaisedSignal(Signal.DELIVERED_WITHOUT_EVIDENCE, updates=updates)
    if runs and judged.deadline is None and judged.timeliness is not Timeliness.ONGOING:
        yield RaisedSignal(Signal.PROMISE_WITHOUT_WORDS, updates=updates)


def _list_moves(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """The first promise, and each that counts against it."""
    counted = (new for old, new in pairwise(promises) if counts_against(old.window, new.window))
    return (*promises[:1], *counted)


def _comes_later(needed: Needed, window: VagueDate) -> bool:
    """Whether an input that is still to come is promised after a window ends."""
    return not needed.assessment.timeliness.is_closed and input_is_later(needed.assessment.window, window)
