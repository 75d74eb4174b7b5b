"""Rate limits for people, API tokens, calendars and addresses, and a limit on logged refusals.

Each process counts for itself. Counting in the database would turn every read into a write, and on SQLite all
writers wait for one another; besides, what is protected is the process. With four workers a client gets at
most four times the rate. Guesses at passwords are counted in the database.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from app.domain.pace import SECOND, Pace
from app.domain.refusal import TooMany
from app.settings import Settings

REMEMBERED = 20_000
"""How many clients are remembered; the least recent one is forgotten, which only resets its count."""
OF_ONE, OF_ADDRESS = 600, 6000
"""Requests a minute, of a person or token and of an address: a whole ministry may share one address."""

Client = tuple[str, int | str]


@dataclass(slots=True)
class RateLimits:
    """The recent requests of each client, as one number each; nothing is counted without a pace."""

    of_one: Pace | None = None
    of_address: Pace | None = None
    remembered: int = REMEMBERED
    _due: OrderedDict[Client, int] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def count_person(self, person_id: int, now: datetime) -> None:
        """Count one request of a person, in any browser. Refuses (`TooMany`) over the limit."""
        self._count(self.of_one, ("person", person_id), now)

    def count_token(self, token_id: int, now: datetime) -> None:
        """Count one request of a token, apart from its person, whom a runaway program must not lock out."""
        self._count(self.of_one, ("token", token_id), now)

    def count_calendar(self, link_id: int, now: datetime) -> None:
        """Count one request of a calendar, which comes with a secret link and without its person."""
        self._count(self.of_one, ("calendar", link_id), now)

    def count_address(self, address: str, now: datetime) -> None:
        """Count one request of an address, before the database is used."""
        self._count(self.of_address, ("address", address), now)

    def _count(self, pace: Pace | None, client: Client, now: datetime) -> None:
        if pace is None:
            return
        with self._lock:
            due, wait = pace.ask(self._due.pop(client, None), int(now.timestamp() * SECOND))
            self._due[client] = due
            if len(self._due) > self.remembered:
                self._due.popitem(last=False)
        if wait:
            raise TooMany(ceil(wait / SECOND))


def choose_rate_limits(settings: Settings, *, is_demo: bool) -> RateLimits:
    """Return the limits in the settings, or else the defaults; 0 means no limit.

    A demonstration has none by default, since it only serves its own machine.
    """
    of_one, of_address = settings.requests_a_minute, settings.requests_a_minute_of_address
    return RateLimits(
        _choose_pace(of_one, 0 if is_demo else OF_ONE), _choose_pace(of_address, 0 if is_demo else OF_ADDRESS)
    )


def _choose_pace(chosen: int | None, default: int) -> Pace | None:
    a_minute = default if chosen is None else chosen
    return Pace(a_minute) if a_minute > 0 else None


MOST_REFUSALS, WINDOW, MOST_CLIENTS = 20, timedelta(minutes=1), 1000


@dataclass(slots=True)
class RefusalLimit:
    """How many refusals of one client are logged in a minute; those over the limit are counted."""

    _counts: OrderedDict[Hashable, tuple[datetime, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def admit(self, client: Hashable, now: datetime) -> int | None:
        """Return how many refusals went unlogged before this one, None if this one is not logged either."""
        with self._lock:
            since, count = self._counts.pop(client, (now, 0))
            is_over = now - since >= WINDOW
            unwritten = max(0, count - MOST_REFUSALS) if is_over else 0
            if is_over:
                since, count = now, 0
            self._counts[client] = (since, count + 1)
            if len(self._counts) > MOST_CLIENTS:
                self._counts.popitem(last=False)
            return unwritten if count < MOST_REFUSALS else None
