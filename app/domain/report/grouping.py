"""Which deliverables a summary tells as delivered, moved, under way, coming or to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import counts_against
from app.domain.report.facts import DeliverableFacts, Facts, LineFacts
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate

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
    previous_deadline = facts.previous_input_deadline
    moved, standing = [], []
    for d in deliverables:
        is_open = not d.is_done and not d.is_decision
        if is_dropped(d, previous_deadline) or (is_open and find_broken_promise(d, previous_deadline)):
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


def find_when_done(deliverable: DeliverableFacts) -> VagueDate | None:
    """Return when it was done: the day of delivery, else the window in which it was reported as done."""
    day = deliverable.last.delivered_on if deliverable.last else None
    if day is not None:
        return VagueDate(day.isoformat(), day.isoformat(), day, day)
    deadline = deliverable.assessment.deadline
    return deadline.window if deadline and deadline.firmness is None else None


def is_news(deliverable: DeliverableFacts, facts: Facts) -> bool:
    """Whether it was first said to be done since the report before, and not done before this period."""
    if (
        not deliverable.is_done
        or deliverable.done_said_on is None
        or deliverable.done_said_on <= facts.previous_input_deadline
    ):
        return False
    when = find_when_done(deliverable)
    return when is None or when.latest is None or when.latest >= facts.period.starts_on


def is_open_decision(deliverable: DeliverableFacts) -> bool:
    """A decision that is still to be taken."""
    return (
        deliverable.is_decision
        and not deliverable.is_done
        and deliverable.assessment.status is not Status.CANCELLED
    )


def find_promise_before(deliverable: DeliverableFacts, previous_deadline: date) -> DeadlineRecord | None:
    """Return the promise as the previous report printed it, or the first promise where it came later."""
    if deliverable.reported is not None:
        return deliverable.reported
    said_before = [deadline for deadline in deliverable.deadlines if deadline.said_on <= previous_deadline]
    return said_before[-1] if said_before else (deliverable.deadlines[0] if deliverable.deadlines else None)


def find_broken_promise(
    deliverable: DeliverableFacts, previous_deadline: date
) -> tuple[DeadlineRecord, DeadlineRecord] | None:
    """Return the previous and the present promise where the change counts against it, else None."""
    old, new = find_promise_before(deliverable, previous_deadline), deliverable.assessment.deadline
    if old is None or new is None or new.firmness is None:
        return None
    return (old, new) if counts_against(old.window, new.window) else None


def find_moved_ids(facts: Facts) -> frozenset[int]:
    """Return the ids of deliverables whose promise was broken since the previous report, done or not."""
    return frozenset(
        d.id for d in facts.deliverables() if find_broken_promise(d, facts.previous_input_deadline)
    )


def is_dropped(deliverable: DeliverableFacts, previous_deadline: date) -> bool:
    """Whether it was cancelled since the report before."""
    return (
        deliverable.assessment.status is Status.CANCELLED
        and deliverable.last is not None
        and deliverable.last.said_on > previous_deadline
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
