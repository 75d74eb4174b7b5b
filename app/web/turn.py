"""Turns to write: on SQLite one at a time in a process, and what waits for its turn is done together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.db import Database

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Waiting:
    """One change that waits, and what came of it."""

    do: Callable[[Session], Any]
    is_done: bool = False
    found: Any = None
    raised: Exception | None = None

    def __call__(self, session: Session) -> None:
        self.found = self.do(session)

    def outcome(self) -> Any:
        """What it found; raises what it raised."""
        if self.raised is not None:
            raise self.raised
        return self.found


class Turns:
    """Whoever comes while another writes waits here and not on the file.

    When the turn comes, everything that waits is done in one transaction, each change behind a savepoint of
    its own: one wait for the disk and not one for each. Nobody is answered before that.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._waiting: list[_Waiting] = []

    @property
    def are_taken(self) -> bool:
        """Whether somebody writes now."""
        return self._lock.locked()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """A turn for what holds a transaction of its own."""
        async with self._lock:
            yield

    async def change(self, database: Database, do: Callable[[Session], T]) -> T:
        """What `do` found, once it is committed; what it raises took back its own change only."""
        mine = _Waiting(do)
        self._waiting.append(mine)
        try:
            async with self._lock:
                if not mine.is_done:
                    together, self._waiting = self._waiting, []
                    await run_in_threadpool(_do, database, together)
        finally:
            if mine in self._waiting:  # whoever goes away before the turn comes changes nothing
                self._waiting.remove(mine)
        return cast("T", mine.outcome())


def _do(database: Database, together: list[_Waiting]) -> None:
    try:
        raised = database.write_together(together)
    # The commit itself failed, of whatever: nothing was done for any of them.
    except Exception as of_all:
        raised = [of_all] * len(together)
    for one, own in zip(together, raised, strict=True):
        one.raised, one.is_done = own, True
