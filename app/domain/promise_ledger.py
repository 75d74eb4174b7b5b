"""The promise ledger: the first promise, the promise in each adopted report, and today's, with reasons.

A new promise adds to it and erases nothing: what is withdrawn or merged stays
(domain/README.md, Promise ledger).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.assessment import DeadlineRecord, Standing, StatusRecord, choose_current
from app.domain.count import Judged, Shift, shift_since_first
from app.domain.deadline_change import FirmnessChange, WindowChange, compare_firmness, compare_windows
from app.domain.status import Status
from app.domain.timeliness import Timeliness


class PromiseOutcome(StrEnum):
    """What became of the first promise up to now."""

    KEPT = "kept"
    LATE = "late"
    """Delivered after what it is held to, without having moved before."""
    MOVED = "moved"
    DATE_DROPPED = "date_dropped"
    WITHDRAWN = "withdrawn"
    RUNNING = "running"
    ONGOING = "ongoing"
    UNSAID = "unsaid"

    @property
    def is_against(self) -> bool:
        """Whether it counts against the promise."""
        return self in _AGAINST


_AGAINST = frozenset(
    {PromiseOutcome.LATE, PromiseOutcome.MOVED, PromiseOutcome.DATE_DROPPED, PromiseOutcome.WITHDRAWN}
)


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

    @property
    def is_dropped(self) -> bool:
        """Whether it was cancelled."""
        return self.status is not None and self.status.status is Status.CANCELLED


NOWHERE = PromiseState(None, None)


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """An adopted report, or now: what was said up to and including `said_until` counts in it."""

    said_until: date
    half_year: str = ""
    """Empty for now."""
    reported: Mapping[int, PromiseState] = field(default_factory=dict, repr=False)
    """What the report says of each deliverable, by id."""


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """One promise in one column; `reasons` are those of every change since the column before."""

    step: CellState
    state: PromiseState
    was: DeadlineRecord | None = None
    change: WindowChange = WindowChange.SAME
    firmness_change: FirmnessChange = FirmnessChange.SAME
    reasons: tuple[str, ...] = ()


def read_state(
    column: LedgerColumn, id: int, deadlines: Sequence[DeadlineRecord], statuses: Sequence[StatusRecord]
) -> PromiseState:
    """Return how a promise stood in a column: as the report says it, or from what was said up to now.

    The one place that says what a column says of a promise; both are in the order in which they were
    said, corrected ones left out.
    """
    updates_so_far = [update for update in statuses if update.said_on <= column.said_until]
    if column.half_year:
        reported = column.reported.get(id, NOWHERE)
        return PromiseState(reported.deadline, _in_full(reported.status, updates_so_far))
    deadlines_so_far = [deadline for deadline in deadlines if deadline.said_on <= column.said_until]
    last = updates_so_far[-1] if updates_so_far else None
    is_done = last is not None and last.status.is_done
    return PromiseState(choose_current(deadlines_so_far, is_done=is_done), last)


def lay_out_row(
    columns: Sequence[LedgerColumn],
    id: int,
    deadlines: Sequence[DeadlineRecord],
    statuses: Sequence[StatusRecord],
) -> tuple[LedgerCell, ...]:
    """Return the row of a promise: its first words, then how it stood in each column."""
    if not deadlines:
        return tuple(_unsaid(read_state(column, id, (), statuses)) for column in (columns[0], *columns))
    first = PromiseState(deadlines[0], None)
    row, before = [LedgerCell(CellState.FIRST, first)], first
    for column in columns:
        state = read_state(column, id, deadlines, statuses)
        row.append(_cell(before, state, deadlines))
        before = state if state.deadline else before
    return tuple(row)


def judge_outcome(judged: Judged) -> PromiseOutcome:
    """Judge what became of a promise since it was first made; what was delivered has still moved."""
    verdict = judged.assessment.timeliness
    if verdict is Timeliness.WITHDRAWN:
        return PromiseOutcome.WITHDRAWN
    shift = shift_since_first(judged)
    if shift is not None:
        return PromiseOutcome.MOVED if shift is Shift.MOVED else PromiseOutcome.DATE_DROPPED
    if verdict.is_done:
        return PromiseOutcome.LATE if verdict is Timeliness.DELIVERED_LATE else PromiseOutcome.KEPT
    if verdict is Timeliness.ONGOING:
        return PromiseOutcome.ONGOING
    return PromiseOutcome.RUNNING if judged.assessment.baseline else PromiseOutcome.UNSAID


def _cell(before: PromiseState, state: PromiseState, deadlines: Sequence[DeadlineRecord]) -> LedgerCell:
    old, new = before.deadline, state.deadline
    if new is None or old is None:
        return LedgerCell(CellState.BEFORE, state)
    window, firmness = compare_windows(old.window, new.window), compare_firmness(old.firmness, new.firmness)
    if state.is_over:
        is_dropped = state.is_dropped
        if before.is_over and before.is_dropped == is_dropped:
            return LedgerCell(CellState.AFTER, state)
        why = _reasons(old, new, deadlines, state.status if is_dropped else None)
        step = CellState.DROPPED if is_dropped else CellState.DONE
        return LedgerCell(step, state, old, window, firmness, why)
    is_same = window is WindowChange.SAME and firmness is FirmnessChange.SAME
    if is_same and not before.is_over:
        return LedgerCell(CellState.SAME, state)
    taken_up = state.status if before.is_over else None
    why = _reasons(old, new, deadlines, taken_up)
    return LedgerCell(CellState.CHANGED, state, old, window, firmness, why)


def _reasons(
    old: DeadlineRecord, new: DeadlineRecord, deadlines: Sequence[DeadlineRecord], status: Standing | None
) -> tuple[str, ...]:
    """Why: of each new promise from the old one to the new one, and of the status that ended or began it."""
    between = deadlines[_place(old, deadlines) : _place(new, deadlines)]
    reasons = [deadline.reason for deadline in between] + [status.reason if status else ""]
    return tuple(dict.fromkeys(reason for reason in reasons if reason))


def _place(of: DeadlineRecord, deadlines: Sequence[DeadlineRecord]) -> int:
    """Count the deadlines up to and including this one; one that was corrected since is placed by its day."""
    ids = [other.id for other in deadlines]
    return ids.index(of.id) + 1 if of.id in ids else sum(other.said_on <= of.said_on for other in deadlines)


def _in_full(status: Standing | None, updates: Sequence[StatusRecord]) -> Standing | None:
    """A report tells the status alone: the last update that said so tells the day and the reason too."""
    same = [update for update in updates if status is not None and update.status is status.status]
    return same[-1] if same else status


def _unsaid(state: PromiseState) -> LedgerCell:
    return LedgerCell(CellState.BEFORE, state)
