"""The call for updates: when an answer to what a round asks counts (README.md, Rounds)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Call:
    """A round that listens: what is said from `since` on, up to and including `until`, is an answer to it."""

    period_id: int
    half_year: str
    since: date
    until: date


def counts_from(opened_on: date, starts_on: date) -> date:
    """From when on an answer counts: since leads were asked, but never from before the period began."""
    return max(opened_on, starts_on)


def is_answered(said_on: date | None, since: date) -> bool:
    """Whether what was said last answers a call; “no change” is said too."""
    return said_on is not None and said_on >= since
