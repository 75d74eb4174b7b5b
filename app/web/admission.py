"""So many at once, in the order in which they came; whoever waits too long is asked to come back.

A place stands for one connection to the database. Whoever waits for a place holds neither a connection nor
a thread, so those who hold one always get the thread that they need to give it back.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter, WouldBlock, move_on_after

from app.domain.refusal import Busy

PATIENCE = 2.0
"""Seconds that somebody waits for a place."""
COME_BACK_AFTER = 3
"""Seconds after which whoever found no place may ask again."""


class Admission:
    """A number of places; a request that asks for a second one is a fault of ours (`RuntimeError`)."""

    def __init__(self, places: int, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._places = CapacityLimiter(places)

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now has to wait."""
        return self._places.available_tokens <= 0

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._places.borrowed_tokens

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return self._places.statistics().tasks_waiting

    @asynccontextmanager
    async def admit(self, *, patiently: bool = False) -> AsyncIterator[None]:
        """A place until the block ends. Refuses (`Busy`) whoever waited too long and is not patient."""
        await self._enter(None if patiently else self.patience)
        try:
            yield
        finally:
            self._places.release()

    async def _enter(self, seconds: float | None) -> None:
        try:
            self._places.acquire_nowait()
        except WouldBlock:
            with move_on_after(seconds) as waited:
                await self._places.acquire()
            if waited.cancelled_caught:
                raise busy() from None


def busy() -> Busy:
    """The refusal for whoever waited too long."""
    return Busy(COME_BACK_AFTER)
