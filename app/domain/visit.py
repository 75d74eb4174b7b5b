"""Since when somebody has not seen what changed: that of the visit before this one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(hours=1)
"""Whoever looks again within this time is still on the same visit: a reload does not empty the page."""


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """When a visit began, and when the one before it did; none where there was no such visit."""

    began_at: datetime
    before: datetime | None = None


def begins_visit(visit: VisitTimes | None, now: datetime) -> bool:
    """Whether looking now begins another visit; only then is anything noted."""
    return visit is None or now - visit.began_at > LASTS


def find_last_visit(visit: VisitTimes | None, now: datetime) -> datetime | None:
    """Return the moment since which changes are new to the visitor, or None for a first visit."""
    if visit is None:
        return None
    return visit.began_at if begins_visit(visit, now) else visit.before
