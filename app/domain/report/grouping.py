"""Which decisions are open, and the order of moments."""

from collections.abc import Iterable
from datetime import date

from app.domain.report.facts import DeliverableFacts
from app.domain.timeliness import Timeliness

_URGENCY = {Timeliness.OVERDUE: 0, Timeliness.DUE_NOW: 1, Timeliness.DUE_LATER: 2}


def is_open_decision(deliverable: DeliverableFacts) -> bool:
    """A decision that is still to be taken; one that was cancelled or merged is not."""
    return deliverable.is_decision and not deliverable.assessment.timeliness.is_closed


def sort_by_moment(deliverables: Iterable[DeliverableFacts]) -> list[DeliverableFacts]:
    """Overdue first, then by the last day promised (the first, where it has no end); undated last."""
    return sorted(deliverables, key=_moment_order)


def _moment_order(deliverable: DeliverableFacts) -> tuple[int, date, date]:
    deadline = deliverable.assessment.deadline
    opens, closes = (deadline.window.earliest, deadline.window.latest) if deadline else (None, None)
    return (
        _URGENCY.get(deliverable.assessment.timeliness, 3),
        closes or opens or date.max,
        opens or date.min,
    )
