"""What was drawn is kept per data version: keys hold the programme's revision, so nothing is stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

T = TypeVar("T")


class Kept:
    """A bounded memory of the last things made; safe between threads."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._things: OrderedDict[Hashable, object] = OrderedDict()
        self._turns: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing kept under `key`, else what `make` gives; whoever asks meanwhile waits for the same.

        For a thread: who waits here would keep a coroutine and all others from going on.
        """
        found = self.find(key)
        if found is None:
            with self._turn(key):
                found = self.find(key)
                if found is None:
                    found = make()
                    self.keep(key, found)
        return found  # type: ignore[return-value]

    async def fetch(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same for a coroutine: what is kept is there at once, what must be made is made in a thread."""
        found = self.find(key)
        if found is not None:
            return found  # type: ignore[return-value]
        return await run_in_threadpool(self.get, key, make)

    def find(self, key: Hashable) -> object | None:
        """The thing kept under `key`, if it is there."""
        with self._lock:
            if key not in self._things:
                return None
            self._things.move_to_end(key)
            return self._things[key]

    def keep(self, key: Hashable, thing: object) -> None:
        """Keep it under `key`; what was asked for longest ago makes room."""
        with self._lock:
            self._things[key] = thing
            while len(self._things) > self._limit:
                self._things.popitem(last=False)

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            turn = self._turns.setdefault(key, Lock())
        try:
            with turn:
                yield
        finally:
            with self._lock:
                self._turns.pop(key, None)
