"""Counting deliverables: one definition of each count, and from which promise a change is counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from app.domain.assessment import Assessment
from app.domain.deadline_change import counts_against
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate


class CountBase(StrEnum):
    """The promise that a change is counted from."""

    FIRST_PROMISE = "first_promise"
    PREVIOUS_REPORT = "previous_report"


class Shift(StrEnum):
    """What became of a date since the base."""

    MOVED = "moved"
    DATE_DROPPED = "date_dropped"


class Judged(Protocol):
    """A deliverable with its verdicts."""

    @property
    def kind(self) -> DeliverableKind: ...

    @property
    def assessment(self) -> Assessment: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """How many deliverables stand in each verdict, and how many dates shifted since the base."""

    base: CountBase
    total: int
    of: Mapping[Timeliness, int]
    shifts: Mapping[Shift, int]
    decisions: int
    decisions_taken: int

    @property
    def delivered(self) -> int:
        """In time, late, and of which nobody said when."""
        return self.of[Timeliness.DELIVERED] + self.of[Timeliness.DELIVERED_LATE]

    @property
    def overdue(self) -> int:
        """Over its last day, and not reported as done."""
        return self.of[Timeliness.OVERDUE]

    @property
    def due_now(self) -> int:
        return self.of[Timeliness.DUE_NOW]

    @property
    def due_later(self) -> int:
        return self.of[Timeliness.DUE_LATER]

    @property
    def undated(self) -> int:
        return self.of[Timeliness.UNDATED]

    @property
    def ongoing(self) -> int:
        return self.of[Timeliness.ONGOING]

    @property
    def withdrawn(self) -> int:
        """Cancelled or merged, and nothing else."""
        return self.of[Timeliness.WITHDRAWN]

    @property
    def moved(self) -> int:
        return self.shifts[Shift.MOVED]

    @property
    def date_dropped(self) -> int:
        return self.shifts[Shift.DATE_DROPPED]


def shift_since(base: VagueDate | None, assessment: Assessment) -> Shift | None:
    """What became of the date that stood at the base.

    What was withdrawn, and what had no date at the base, has no shift. What was delivered has still moved.
    """
    now = assessment.promise
    is_withdrawn = assessment.timeliness is Timeliness.WITHDRAWN
    if is_withdrawn or base is None or base.is_undated or now is None:
        return None
    if now.window.is_undated:
        return None if assessment.timeliness.is_done else Shift.DATE_DROPPED
    return Shift.MOVED if counts_against(base, now.window) else None


def first_promise(judged: Judged) -> VagueDate | None:
    """The window that was promised first; none where nothing was promised before it was done."""
    baseline = judged.assessment.baseline
    return baseline.window if baseline and baseline.firmness is not None else None


def shift_since_first(judged: Judged) -> Shift | None:
    """What became of the date that was promised first."""
    return shift_since(first_promise(judged), judged.assessment)


_J = TypeVar("_J", bound=Judged)


def count_deliverables(
    deliverables: Iterable[_J],
    base: CountBase = CountBase.FIRST_PROMISE,
    shift: Callable[[_J], Shift | None] = shift_since_first,
) -> Counts:
    """Count deliverables, each in one verdict; `shift` is what became of the date of one since `base`."""
    among = list(deliverables)
    of = dict.fromkeys(Timeliness, 0)
    shifts = dict.fromkeys(Shift, 0)
    for deliverable in among:
        of[deliverable.assessment.timeliness] += 1
        became = shift(deliverable)
        if became is not None:
            shifts[became] += 1
    decisions = [each for each in among if each.kind is DeliverableKind.DECISION]
    taken = sum(decision.assessment.timeliness.is_done for decision in decisions)
    return Counts(base, len(among), of, shifts, len(decisions), taken)
