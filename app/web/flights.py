"""Making a file once for all who ask for it at the same moment; and not at once again where that failed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from anyio import CancelScope, CapacityLimiter, Event
from anyio.to_thread import run_sync

from app.renderers.apart import RenderingFailed

T = TypeVar("T")

REST = timedelta(minutes=1)
"""After a failure others get the places: who asks for the same sooner is told that it failed."""


@dataclass(slots=True)
class Flight:
    """What is being made, and what came of it."""

    landed: Event = field(default_factory=Event)
    result: object = None
    failure: Exception | None = None


class Flights:
    """What is being made, by key. Used in the event loop alone, so it needs no lock."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, Flight] = {}
        self._failures: dict[Hashable, tuple[datetime, RenderingFailed]] = {}

    async def make(
        self, key: Hashable, make: Callable[[], T], limiter: CapacityLimiter, now: Callable[[], datetime]
    ) -> T:
        """Return what `make` makes in a thread; who asks meanwhile waits for the same, and takes no place.

        They share a failure too. Raises `RenderingFailed` without trying where that happened just before.
        """
        self._failures = {known: failed for known, failed in self._failures.items() if failed[0] > now()}
        if key in self._failures:
            raise self._failures[key][1]
        flight = self._under_way.get(key)
        if flight is None:
            flight = self._under_way[key] = Flight()
            await self._fly(key, flight, make, limiter)
            if isinstance(flight.failure, RenderingFailed):
                self._failures[key] = now() + REST, flight.failure
        else:
            await flight.landed.wait()
        if flight.failure is not None:
            raise flight.failure
        return flight.result  # type: ignore[return-value]  # under this key only the same is made

    async def _fly(
        self, key: Hashable, flight: Flight, make: Callable[[], object], limiter: CapacityLimiter
    ) -> None:
        try:
            # Whoever asked first may leave: the others still wait for it.
            with CancelScope(shield=True):
                flight.result = await run_sync(make, limiter=limiter)
        # Whatever it is: `make` raises it, to each who asked.
        except Exception as failure:
            flight.failure = failure
        # The process ends, and nobody may wait for ever.
        except BaseException:
            flight.failure = RenderingFailed("its making was broken off")
            raise
        finally:
            del self._under_way[key]
            flight.landed.set()
