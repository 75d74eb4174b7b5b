"""A cache for rendered pages; keys include the revision of the programme, so no entry can be stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class RenderCache:
    """A thread-safe LRU cache that computes each value once, even for simultaneous requests."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._key_locks: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], *, keep: bool = True) -> T:
        """Return the cached value of `key`, or compute it with `make` while other threads wait for it.

        `keep=False` neither looks nor stores: a page that repeats what somebody mistyped is theirs alone.
        """
        if not keep:
            return make()
        value = self._find(key)
        if value is None:
            with self._lock_key(key):
                value = self._find(key)
                if value is None:
                    value = make()
                    self._store(key, value)
        return value  # type: ignore[return-value]  # under this key only `make` put something

    def find(self, key: Hashable) -> Any:
        """Return the cached value of `key`, None if there is none."""
        return self._find(key)

    def _find(self, key: Hashable) -> object | None:
        """Return the cached value of `key`, None if there is none."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def _store(self, key: Hashable, value: object) -> None:
        """Store a value under `key` and drop the least recently used ones over the limit."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._limit:
                self._values.popitem(last=False)

    @contextmanager
    def _lock_key(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            key_lock = self._key_locks.setdefault(key, Lock())
        try:
            with key_lock:
                yield
        finally:
            with self._lock:
                self._key_locks.pop(key, None)
