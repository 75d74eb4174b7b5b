"""How fast somebody may ask: a minute's worth at once, and after that evenly spread (ATM Forum's GCRA)."""

from dataclasses import dataclass

SECOND = 1_000_000_000
MINUTE = 60 * SECOND


@dataclass(frozen=True, slots=True)
class Pace:
    """So many requests a minute; times are whole nanoseconds, of whatever clock, so that sums stay exact."""

    a_minute: int

    def ask(self, due: int | None, now: int) -> tuple[int, int]:
        """When all that was asked so far is due, and how long to wait before asking again: 0 for go ahead.

        `due` is what this gave the time before, none for the first. A clock that is put back keeps nobody
        waiting: nothing is ever due later than a minute from now.
        """
        spacing = MINUTE // self.a_minute
        since = now if due is None else min(max(due, now), now + MINUTE)
        wait = since + spacing - (now + MINUTE)
        return (since, wait) if wait > 0 else (since + spacing, 0)
