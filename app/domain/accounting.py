"""Accounting for every promise of the report before: what became of it, or that nobody has said so.

Delivered, moved, withdrawn, or still standing: its window not closed on the reference date, and confirmed
in this period. What is undated is confirmed, dated or withdrawn (README.md, Adoption).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.deadline_change import WindowChange, window_change
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.status import Status
from app.domain.vague_date import VagueDate


class Fate(StrEnum):
    """What became of a promise; the last three leave it unaccounted for."""

    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    STANDING = "standing"
    CLOSED = "closed"
    UNCONFIRMED = "unconfirmed"
    VANISHED = "vanished"

    @property
    def is_accounted(self) -> bool:
        """Whether the next report says enough of it."""
        return self not in (Fate.CLOSED, Fate.UNCONFIRMED, Fate.VANISHED)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report before said of a deliverable; `window` is none where no words were ever said."""

    deliverable_id: int
    title: str
    status: Status | None
    window: VagueDate | None

    @property
    def is_open(self) -> bool:
        """Whether something was still to come."""
        return self.status is None or not self.status.is_closed


def unaccounted(reported: Iterable[Reported], facts: Facts) -> Iterator[tuple[Reported, Fate]]:
    """Each promise and expected decision of the report before of which this one does not say enough."""
    found: Mapping[int, DeliverableFacts] = facts.by_id()
    for promise in reported:
        if promise.is_open:
            became = fate(promise, found.get(promise.deliverable_id), facts)
            if not became.is_accounted:
                yield promise, became


def fate(promise: Reported, now: DeliverableFacts | None, facts: Facts) -> Fate:
    """What became of one promise; what happened after the reference date, and was said in time, counts."""
    if now is None:
        return Fate.VANISHED
    if now.is_done or (now.after is not None and now.after.status.is_done):
        return Fate.DELIVERED
    if now.assessment.status is Status.CANCELLED:
        return Fate.WITHDRAWN
    window = now.assessment.deadline.window if now.assessment.deadline else None
    if _has_closed(window, facts.period.reference_date):
        return Fate.CLOSED
    if window is not None and window_change(promise.window, window) is not WindowChange.SAME:
        return Fate.MOVED
    return Fate.STANDING if is_confirmed(now, facts.heard_before) else Fate.UNCONFIRMED


def is_confirmed(now: DeliverableFacts, heard_before: date) -> bool:
    """Whether anything was said of it since the report before listened."""
    said = [update.said_on for update in (now.last, now.assessment.deadline) if update is not None]
    return any(day > heard_before for day in said)


def _has_closed(window: VagueDate | None, reference: date) -> bool:
    return window is not None and window.latest is not None and window.latest < reference
