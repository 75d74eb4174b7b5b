"""A limit on simultaneous requests: they wait in order, and are refused after some seconds.

A place stands for one connection to the database. A waiting request holds neither a connection nor a thread,
so that those with a connection always get the thread that they need to give it back.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter, WouldBlock, move_on_after

from app.domain.refusal import Busy

PATIENCE = 2.0
"""In seconds: how long a request waits for a place."""
COME_BACK_AFTER = 3
"""In seconds: when a refused client may try again."""


class Admission:
    """A number of places. Taking a second one in one request raises `RuntimeError`: it could deadlock."""

    def __init__(self, places: int, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._places = CapacityLimiter(places)

    @property
    def is_full(self) -> bool:
        """Whether the next request has to wait."""
        return self._places.available_tokens <= 0

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._places.borrowed_tokens

    @property
    def waiting(self) -> int:
        """How many requests wait for a place."""
        return self._places.statistics().tasks_waiting

    @asynccontextmanager
    async def admit(self, *, patiently: bool = False) -> AsyncIterator[None]:
        """Hold a place until the block ends. Refuses (`Busy`) after waiting too long, unless `patiently`."""
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
                raise Busy(COME_BACK_AFTER) from None
