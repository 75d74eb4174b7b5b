"""Where a deliverable stands against its deadline on a given day; derived, never stored."""

from datetime import date
from enum import StrEnum

from app.domain.half_year import HalfYear
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date.value import VagueDate


class Timeliness(StrEnum):
    """The eight verdicts (domain/README.md, Timeliness)."""

    DELIVERED = "delivered"
    DELIVERED_LATE = "delivered_late"
    OVERDUE = "overdue"
    DUE_NOW = "due_now"
    DUE_LATER = "due_later"
    UNDATED = "undated"
    ONGOING = "ongoing"
    WITHDRAWN = "withdrawn"

    @property
    def is_done(self) -> bool:
        """Delivered, in time or late."""
        return self in (Timeliness.DELIVERED, Timeliness.DELIVERED_LATE)

    @property
    def is_closed(self) -> bool:
        """Done or withdrawn: nothing more is to come."""
        return self.is_done or self is Timeliness.WITHDRAWN


def judge_timeliness(
    status: Status | None,
    deadline: VagueDate | None,
    delivered_on: date | None,
    promised: VagueDate | None,
    on: date,
    kind: DeliverableKind = DeliverableKind.PRODUCT,
) -> Timeliness:
    """Return the verdict on the day `on`.

    `deadline` is the one that is current; `promised` is what a delivery is held to: only late delivery is
    judged by it. What is merged into another deliverable is told as cancelled. On hold keeps its timeliness.
    An activity that runs without a promised moment promises none; what recurs without one is due as long as
    it runs.
    """
    if status is Status.CANCELLED:
        return Timeliness.WITHDRAWN
    if status is not None and status.is_done:
        return _judge_delivery(delivered_on, promised)
    if deadline is None or deadline.is_undated:
        if status is Status.IN_PROGRESS and kind is DeliverableKind.ACTIVITY:
            return Timeliness.ONGOING
        recurs = status is Status.IN_PROGRESS and kind is DeliverableKind.RECURRING
        return Timeliness.DUE_NOW if recurs and deadline is not None else Timeliness.UNDATED
    if deadline.latest is not None and deadline.latest < on:
        return Timeliness.OVERDUE
    return Timeliness.DUE_NOW if opens_on(deadline) <= on else Timeliness.DUE_LATER


def opens_on(deadline: VagueDate) -> date:
    """From which day it is due; an open side counts as the first day of the quarter of the last day.

    An undated deadline is due from the beginning of time (`date.min`).
    """
    if deadline.earliest is not None:
        return deadline.earliest
    if deadline.latest is None:
        return date.min
    return deadline.latest.replace(month=(deadline.latest.month - 1) // 3 * 3 + 1, day=1)


def falls_in(deadline: VagueDate, half_year: HalfYear) -> bool:
    """Whether what was promised can come in a half-year; words without any day fall in none."""
    if deadline.is_undated:
        return False
    closes = deadline.latest or date.max
    return opens_on(deadline) <= half_year.ends_on and closes >= half_year.starts_on


def _judge_delivery(delivered_on: date | None, promised: VagueDate | None) -> Timeliness:
    if delivered_on is None or promised is None or promised.latest is None:
        return Timeliness.DELIVERED
    return Timeliness.DELIVERED_LATE if delivered_on > promised.latest else Timeliness.DELIVERED
