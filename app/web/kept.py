"""What was drawn is kept per data version: keys hold the programme's revision, so nothing is stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class Kept:
    """A bounded memory of the last things made; safe between threads."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._things: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing kept under `key`, else what `make` gives; two threads may make the same at once."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._limit:
                self._things.popitem(last=False)
        return made
