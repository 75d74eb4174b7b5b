"""Which deliverables a summary tells as delivered, moved, under way, coming or to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.report.facts import DeliverableFacts, Facts, LineFacts
from app.domain.report.since import find_shift, is_news, is_withdrawn_since
from app.domain.status import Status
from app.domain.timeliness import Timeliness

_URGENCY = {Timeliness.OVERDUE: 0, Timeliness.DUE_NOW: 1, Timeliness.DUE_LATER: 2}


@dataclass(frozen=True, slots=True)
class Groups:
    """The deliverables of an action line, each told once."""

    delivered: tuple[DeliverableFacts, ...]
    moved: tuple[DeliverableFacts, ...]
    under_way: tuple[DeliverableFacts, ...]
    coming: tuple[DeliverableFacts, ...]
    taken: tuple[DeliverableFacts, ...]
    expected: tuple[DeliverableFacts, ...]


def group_deliverables(line: LineFacts, facts: Facts) -> Groups:
    """The groups of an action line; what was done before this period is no news and in none of them."""
    deliverables = line.deliverables
    news = [d for d in deliverables if is_news(d, facts)]
    moved, standing = [], []
    for d in deliverables:
        is_open = not d.is_done and not d.is_decision
        if is_withdrawn_since(d, facts) or (is_open and find_shift(d, facts)):
            moved.append(d)
        elif is_open and d.assessment.status is not Status.CANCELLED:
            standing.append(d)
    under_way = [d for d in standing if _is_under_way(d)]
    return Groups(
        delivered=tuple(d for d in news if not d.is_decision),
        moved=tuple(moved),
        under_way=tuple(sorted(under_way, key=lambda d: d.assessment.timeliness is not Timeliness.OVERDUE)),
        coming=tuple(sort_by_moment(d for d in standing if not _is_under_way(d))),
        taken=tuple(d for d in news if d.is_decision),
        expected=tuple(sort_by_moment(d for d in deliverables if is_open_decision(d))),
    )


def is_open_decision(deliverable: DeliverableFacts) -> bool:
    """A decision that is still to be taken."""
    return (
        deliverable.is_decision
        and not deliverable.is_done
        and deliverable.assessment.status is not Status.CANCELLED
    )


def sort_by_moment(deliverables: Iterable[DeliverableFacts]) -> list[DeliverableFacts]:
    """Overdue first, then by the last day promised (the first, where it has no end); undated last."""
    return sorted(deliverables, key=_moment_order)


def _is_under_way(deliverable: DeliverableFacts) -> bool:
    return deliverable.assessment.status in (Status.IN_PROGRESS, Status.ON_HOLD)


def _moment_order(deliverable: DeliverableFacts) -> tuple[int, date, date]:
    deadline = deliverable.assessment.deadline
    opens, closes = (deadline.window.earliest, deadline.window.latest) if deadline else (None, None)
    return (
        _URGENCY.get(deliverable.assessment.timeliness, 3),
        closes or opens or date.max,
        opens or date.min,
    )
