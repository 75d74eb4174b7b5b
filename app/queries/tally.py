"""Counting deliverables as the strip above an overview does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.assessment import DeadlineRecord
from app.domain.count import Counts, Shift, count_deliverables, shift_since_first
from app.domain.month import first_of_month, last_of_month
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.queries.deliverable import DeliverableState


@dataclass(frozen=True, slots=True)
class Tally:
    """What the strip counts, of everything that the filter leaves but for its stand."""

    counts: Counts
    """Since the first promise."""
    delivered_undated: int
    due_now_until: date | None
    coming_this_quarter: int


def deadline(state: DeliverableState) -> DeadlineRecord | None:
    """The current deadline of a deliverable."""
    return state.assessment.deadline


def is_undated(state: DeliverableState) -> bool:
    """Whether there is no day to draw it on: no deadline, or one without bounds, and no day of delivery."""
    latest = deadline(state)
    delivered_on = state.last.delivered_on if state.last else None
    return delivered_on is None and (latest is None or latest.window.is_undated)


def stands(state: DeliverableState, stand: str) -> bool:
    """Whether a deliverable belongs to one of the counts of the strip."""
    verdict = state.assessment.timeliness
    match stand:
        case "delivered":
            return verdict.is_done
        case "coming":
            return verdict is Timeliness.DUE_LATER
        case "moved" | "date_dropped":
            return shift_since_first(state) is Shift(stand)
        case "decision":
            return state.kind is DeliverableKind.DECISION
        case _:
            return verdict.value == stand


def count(states: Sequence[DeliverableState], as_of: date) -> Tally:
    """The counts of the strip."""
    now = [s for s in states if s.assessment.timeliness is Timeliness.DUE_NOW]
    ends = [d.window.latest for s in now if (d := deadline(s)) and d.window.latest]
    soon = _next_quarter_ends(as_of)
    coming = [d for s in states if s.assessment.timeliness is Timeliness.DUE_LATER and (d := deadline(s))]
    return Tally(
        counts=count_deliverables(states),
        delivered_undated=sum(s.assessment.timeliness.is_done and is_undated(s) for s in states),
        due_now_until=min(ends, default=None),
        coming_this_quarter=sum(d.window.latest is not None and d.window.latest <= soon for d in coming),
    )


def _next_quarter_ends(on: date) -> date:
    """The last day of the quarter that begins after this one."""
    return last_of_month(first_of_month(on.year, (on.month - 1) // 3 * 3 + 6))
