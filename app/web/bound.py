"""How many refusals are written: so many of one asker in a minute, and what goes unwritten is counted."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

MOST, WINDOW, ASKERS = 20, timedelta(minutes=1), 1000


@dataclass(slots=True)
class Bound:
    """How many refusals of one asker are written in a minute; what goes unwritten is counted."""

    _seen: OrderedDict[Hashable, tuple[datetime, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def admit(self, asker: Hashable, now: datetime) -> int | None:
        """None where this one is not written; else how many went unwritten before it."""
        with self._lock:
            since, count = self._seen.pop(asker, (now, 0))
            is_over = now - since >= WINDOW
            unwritten = max(0, count - MOST) if is_over else 0
            if is_over:
                since, count = now, 0
            self._seen[asker] = (since, count + 1)
            if len(self._seen) > ASKERS:
                self._seen.popitem(last=False)
            return unwritten if count < MOST else None
