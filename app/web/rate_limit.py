"""Whoever asks too fast is told when to come back: a person, a token, and an address with all behind it.

Counted in each process by itself. Counting in the database would make a write of every look, and on SQLite
all writers wait for one another; what is guarded here is the process, so each guards its own. With four
workers somebody gets four times the pace at the most. Guesses at passwords are counted in the database.
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
"""So many askers; who asked longest ago is forgotten, which costs them nothing."""
OF_ONE, OF_ADDRESS = 600, 6000
"""Requests a minute. Behind one address a whole ministry may sit."""

Asker = tuple[str, int | str]


@dataclass(slots=True)
class RateLimits:
    """What each asker asked in the last minute, as one number; without a pace nothing is counted."""

    of_one: Pace | None = None
    of_address: Pace | None = None
    remembered: int = REMEMBERED
    _due: OrderedDict[Asker, int] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def person(self, person_id: int, now: datetime) -> None:
        """Count one request of a person, in whichever browser. Refuses who asks too fast."""
        self._count(self.of_one, ("person", person_id), now)

    def token(self, token_id: int, now: datetime) -> None:
        """The same of a token, so that a program that runs wild does not stop its person."""
        self._count(self.of_one, ("token", token_id), now)

    def address(self, address: str, now: datetime) -> None:
        """The same of an address, before anything is asked of the database."""
        self._count(self.of_address, ("address", address), now)

    def _count(self, pace: Pace | None, asker: Asker, now: datetime) -> None:
        if pace is None:
            return
        with self._lock:
            due, wait = pace.ask(self._due.pop(asker, None), int(now.timestamp() * SECOND))
            self._due[asker] = due
            if len(self._due) > self.remembered:
                self._due.popitem(last=False)
        if wait:
            raise TooMany(ceil(wait / SECOND))


def rate_limits(given: Settings, *, is_demo: bool) -> RateLimits:
    """The rate_limits that the deployer chose, else ours; 0 is none.

    A demonstration has none unless one is chosen: everybody in it is on its own machine.
    """
    of_one, of_address = given.requests_a_minute, given.requests_a_minute_of_address
    return RateLimits(
        _pace(of_one, 0 if is_demo else OF_ONE), _pace(of_address, 0 if is_demo else OF_ADDRESS)
    )


def _pace(chosen: int | None, ours: int) -> Pace | None:
    a_minute = ours if chosen is None else chosen
    return Pace(a_minute) if a_minute > 0 else None


MOST_REFUSALS, WINDOW, ASKERS = 20, timedelta(minutes=1), 1000


@dataclass(slots=True)
class RefusalLimit:
    """How many refusals of one asker are written in a minute; what goes unwritten is counted."""

    _counts: OrderedDict[Hashable, tuple[datetime, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def admit(self, asker: Hashable, now: datetime) -> int | None:
        """None where this one is not written; else how many went unwritten before it."""
        with self._lock:
            since, count = self._counts.pop(asker, (now, 0))
            is_over = now - since >= WINDOW
            unwritten = max(0, count - MOST_REFUSALS) if is_over else 0
            if is_over:
                since, count = now, 0
            self._counts[asker] = (since, count + 1)
            if len(self._counts) > ASKERS:
                self._counts.popitem(last=False)
            return unwritten if count < MOST_REFUSALS else None
