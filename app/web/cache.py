"""A cache for rendered pages; keys include the revision of the programme, so no entry can be stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class KeyLocks:
    """A lock for each key that somebody holds: threads that make the same thing wait for each other."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, tuple[Lock, int]] = {}
        self._lock = Lock()

    @contextmanager
    def hold(self, key: Hashable) -> Iterator[None]:
        """Hold the lock of `key` until the block ends."""
        with self._lock:
            key_lock, holders = self._locks.get(key, (Lock(), 0))
            self._locks[key] = key_lock, holders + 1
        try:
            with key_lock:
                yield
        finally:
            with self._lock:
                key_lock, holders = self._locks.pop(key)
                if holders > 1:
                    self._locks[key] = key_lock, holders - 1


class RenderCache:
    """A thread-safe LRU cache that computes each value once, even for simultaneous requests."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._key_locks = KeyLocks()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], *, keep: bool = True) -> T:
        """Return the cached value of `key`, or compute it with `make` while other threads wait for it.

        `keep=False` neither looks nor stores: a page that repeats what somebody mistyped is theirs alone.
        """
        if not keep:
            return make()
        value = self._find(key)
        if value is None:
            with self._key_locks.hold(key):
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
