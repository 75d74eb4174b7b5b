"""The promise ledger: the first promise, the promise in each adopted report, and today's, with reasons.

A new promise adds to it and erases nothing; what is withdrawn or merged stays (README.md, Promise ledger).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.assessment import Assessment, DeadlineRecord, Standing, StatusRecord
from app.domain.deadline_change import FirmnessChange, WindowChange, firmness_change, window_change
from app.domain.status import Status
from app.domain.timeliness import Timeliness


class PromiseOutcome(StrEnum):
    """What became of a promise up to now."""

    KEPT = "kept"
    MOVED = "moved"
    DROPPED = "dropped"
    RUNNING = "running"
    UNSAID = "unsaid"


class CellState(StrEnum):
    """What a column says of a promise, beside the column before it."""

    BEFORE = "before"
    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"
    DONE = "done"
    DROPPED = "dropped"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class PromiseState:
    """How a promise stood: the words, and what was said of it last."""

    deadline: DeadlineRecord | None
    status: Standing | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come."""
        status = self.status.status if self.status else None
        return status is not None and status.is_closed


NOWHERE = PromiseState(None, None)


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """An adopted report, or now: what was said up to and including `heard` counts in it."""

    heard: date
    half_year: str = ""
    """Empty for now."""
    reported: Mapping[int, PromiseState] = field(default_factory=dict, repr=False)
    """What the report says of each deliverable, by id."""


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """One promise in one column; `reasons` are those of every change since the column before."""

    step: CellState
    stood: PromiseState
    was: DeadlineRecord | None = None
    change: WindowChange = WindowChange.SAME
    firmness_change: FirmnessChange = FirmnessChange.SAME
    reasons: tuple[str, ...] = ()


def stood_in(
    column: LedgerColumn, id: int, deadlines: Sequence[DeadlineRecord], statuses: Sequence[StatusRecord]
) -> PromiseState:
    """How a promise stood: in a report as that says it, now from what was said up to this day.

    The one place that says what a column says of a promise; both are in the order in which they were
    said, corrected ones left out.
    """
    told = [update for update in statuses if update.said_on <= column.heard]
    if column.half_year:
        stood = column.reported.get(id, NOWHERE)
        return PromiseState(stood.deadline, _in_full(stood.status, told))
    heard = [said for said in deadlines if said.said_on <= column.heard]
    return PromiseState(heard[-1] if heard else None, told[-1] if told else None)


def cells(
    columns: Sequence[LedgerColumn],
    id: int,
    deadlines: Sequence[DeadlineRecord],
    statuses: Sequence[StatusRecord],
) -> tuple[LedgerCell, ...]:
    """The row of a promise: its first words, then how it stood in each column."""
    if not deadlines:
        return tuple(_unsaid(stood_in(column, id, (), statuses)) for column in (columns[0], *columns))
    first = PromiseState(deadlines[0], None)
    row, before = [LedgerCell(CellState.FIRST, first)], first
    for column in columns:
        stood = stood_in(column, id, deadlines, statuses)
        row.append(_cell(before, stood, deadlines))
        before = stood if stood.deadline else before
    return tuple(row)


def outcome(assessment: Assessment) -> PromiseOutcome:
    """What became of a promise: dropped, moved (also where it was delivered late), kept, or still running."""
    first, current = assessment.baseline, assessment.deadline
    if assessment.timeliness is Timeliness.WITHDRAWN:
        return PromiseOutcome.DROPPED
    if first is None or current is None:
        return PromiseOutcome.UNSAID
    if assessment.moves or assessment.timeliness is Timeliness.DELIVERED_LATE:
        is_dropped = current.window.is_undated and assessment.timeliness is Timeliness.UNDATED
        return PromiseOutcome.DROPPED if is_dropped else PromiseOutcome.MOVED
    return PromiseOutcome.KEPT if assessment.timeliness is Timeliness.DELIVERED else PromiseOutcome.RUNNING


def _cell(before: PromiseState, stood: PromiseState, deadlines: Sequence[DeadlineRecord]) -> LedgerCell:
    old, new = before.deadline, stood.deadline
    if new is None or old is None:
        return LedgerCell(CellState.BEFORE, stood)
    window, firmness = window_change(old.window, new.window), firmness_change(old.firmness, new.firmness)
    if stood.is_over:
        if before.is_over:
            return LedgerCell(CellState.AFTER, stood)
        is_dropped = stood.status is not None and stood.status.status is Status.CANCELLED
        why = _reasons(old, new, deadlines, stood.status if is_dropped else None)
        step = CellState.DROPPED if is_dropped else CellState.DONE
        return LedgerCell(step, stood, old, window, firmness, why)
    is_same = window is WindowChange.SAME and firmness is FirmnessChange.SAME
    if is_same and not before.is_over:
        return LedgerCell(CellState.SAME, stood)
    taken_up = stood.status if before.is_over else None
    why = _reasons(old, new, deadlines, taken_up)
    return LedgerCell(CellState.CHANGED, stood, old, window, firmness, why)


def _reasons(
    old: DeadlineRecord, new: DeadlineRecord, deadlines: Sequence[DeadlineRecord], status: Standing | None
) -> tuple[str, ...]:
    """Why: of each new promise from the old one to the new one, and of the status that ended or began it."""
    between = deadlines[_place(old, deadlines) : _place(new, deadlines)]
    told = [said.reason for said in between] + [status.reason if status else ""]
    return tuple(dict.fromkeys(reason for reason in told if reason))


def _place(of: DeadlineRecord, deadlines: Sequence[DeadlineRecord]) -> int:
    """How many deadlines were said up to and including this one; of one corrected since, by its day."""
    ids = [said.id for said in deadlines]
    return ids.index(of.id) + 1 if of.id in ids else sum(said.said_on <= of.said_on for said in deadlines)


def _in_full(status: Standing | None, told: Sequence[StatusRecord]) -> Standing | None:
    """A report tells the status alone: the last update that said so tells the day and the reason too."""
    same = [update for update in told if status is not None and update.status is status.status]
    return same[-1] if same else status


def _unsaid(stood: PromiseState) -> LedgerCell:
    return LedgerCell(CellState.BEFORE, stood)
