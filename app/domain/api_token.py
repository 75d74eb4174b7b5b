"""What a token for programs may be used for, and how it looks."""

from datetime import timedelta
from enum import StrEnum

PREFIX = "mijlpaal_"
"""So that whoever finds one in a file sees what it is."""
LASTS_DAYS, LONGEST_DAYS = 90, 366


class TokenScope(StrEnum):
    """What a token opens, within what its person may."""

    READ = "read"
    WRITE = "write"


def compute_lifetime(days: int) -> timedelta | None:
    """Return the lifetime of a token of this many days, or None unless it lies between 1 and LONGEST_DAYS."""
    return timedelta(days=days) if 1 <= days <= LONGEST_DAYS else None
