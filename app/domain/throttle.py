"""How long whoever guesses has to wait: more after every wrong guess, and never so long as to lock out."""

from datetime import datetime, timedelta
from enum import StrEnum

FORGOTTEN = timedelta(hours=24)
"""After so long without a guess the count begins anew."""
_LONGEST = timedelta(minutes=15)


class Counted(StrEnum):
    """By what guesses are counted."""

    ACCOUNT = "account"
    ADDRESS = "address"
    DEVICE = "device"


FREE: dict[Counted, int] = {Counted.ACCOUNT: 10, Counted.ADDRESS: 60, Counted.DEVICE: 10}
"""So many guesses cost no wait. Many people share the address of one office."""


def compute_wait(counted: Counted, guesses: int) -> timedelta:
    """Return how long the next guess is refused: a second, doubling up to 15 minutes."""
    over = guesses - FREE[counted]
    if over < 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(over, 10)), _LONGEST)


def is_forgotten(last: datetime, now: datetime) -> bool:
    """Whether the last guess was so long ago that it no longer counts."""
    return now - last >= FORGOTTEN
