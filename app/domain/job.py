"""Work for later: how often it is tried, and how long is waited in between."""

from datetime import timedelta

MOST_ATTEMPTS = 6
"""After so many it is given up, and somebody must look."""

LEASE = timedelta(minutes=5)
"""Whoever takes a job has so long; then it is for another to take: the first one was killed."""

_FIRST = timedelta(minutes=1)


def compute_pause(attempts: int) -> timedelta:
    """Return how long to wait after this many attempts: 1, 4, 16, 64 or 256 minutes."""
    return timedelta(seconds=_FIRST.total_seconds() * 4 ** (attempts - 1))
