"""What was rendered is kept per data version: keys hold the programme's revision, so nothing is stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class RenderCache:
    """The last values made, so many of them; safe between threads."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._turns: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value kept under `key`, else what `make` gives; others wait for the same."""
        value = self._find(key)
        if value is None:
            with self._turn(key):
                value = self._find(key)
                if value is None:
                    value = make()
                    self._keep(key, value)
        return value  # type: ignore[return-value]  # under this key only `make` put something

    def _find(self, key: Hashable) -> object | None:
        """Return the value kept under `key`, if it is there."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def _keep(self, key: Hashable, value: object) -> None:
        """Keep it under `key`; the one asked for longest ago makes room."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._limit:
                self._values.popitem(last=False)

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
