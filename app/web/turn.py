"""Turns to write: on SQLite one at a time in a process, and what waits for its turn is done together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio.lowlevel import checkpoint
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.db import Database
from app.web.admission import Admission, busy

T = TypeVar("T")
U = TypeVar("U")
Look = Callable[[Session, Sequence[T]], Sequence[U]]
"""Looks once at what was changed together: of what each change found it makes what each is answered."""

_GATHERING = 3
"""Rounds of the loop before a turn begins: who was just answered hears it, whoever sent something is read,
and comes here. Some microseconds; it saves whoever asks on at once from waiting for a turn of their own."""


@dataclass(slots=True, eq=False)
class _Change:
    """One change that waits, and the future in which whoever asked for it hears what came of it."""

    do: Callable[[Session], Any]
    look: Look[Any, Any] | None
    outcome: asyncio.Future[Any]
    found: Any = None
    raised: Exception | None = None

    def __call__(self, session: Session) -> None:
        self.found = self.do(session)

    def tell(self) -> None:
        """Answer with what it found, or what it raised; nobody listens who went away meanwhile."""
        if self.outcome.done():
            return
        if self.raised is None:
            self.outcome.set_result(self.found)
        else:
            self.outcome.set_exception(self.raised)


class Turns:
    """Whoever comes while another writes waits here and not on the file.

    When the turn comes, everything that waits is done in one transaction, each change behind a savepoint of
    its own: one wait for the disk and not one for each. Nobody is answered before that.
    """

    def __init__(self) -> None:
        self.admission = Admission(1)
        self._waiting: list[_Change] = []
        self._running: set[asyncio.Task[None]] = set()

    @property
    def are_taken(self) -> bool:
        """Whether somebody writes now."""
        return self.admission.is_full

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """A turn for what holds a transaction of its own. Refuses (`Busy`) whoever waited too long."""
        async with self.admission.admit():
            yield

    async def change(
        self, database: Database, do: Callable[[Session], Any], look: Look[Any, Any] | None = None
    ) -> Any:
        """What `do` found, once it is committed; what it raises took back its own change only.

        With `look`: what that makes of it, called once for all in this turn that name the same.
        Refuses (`Busy`) where the turn does not come soon enough; then nothing was done.
        """
        mine = _Change(do, look, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if len(self._waiting) == 1:
            # A task of nobody's: the others do not lose their turn when the first goes away.
            task = asyncio.create_task(self._take_turn(database))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await asyncio.wait([mine.outcome], timeout=self.admission.patience)
            if mine in self._waiting:
                raise busy()
            return await mine.outcome
        finally:
            mine.outcome.cancel()  # where it has not come, nobody listens any more
            if mine in self._waiting:  # whoever goes away before the turn comes changes nothing
                self._waiting.remove(mine)

    async def _take_turn(self, database: Database) -> None:
        async with self.admission.admit(patiently=True):
            for _ in range(_GATHERING):
                await checkpoint()
            together, self._waiting = self._waiting, []
            try:
                await run_in_threadpool(_make, database, together)
            # The commit itself failed, of whatever, or no thread began: nothing was done for any of them.
            except Exception as of_all:
                for one in together:
                    one.raised = of_all
        for one in together:
            one.tell()


def _make(database: Database, together: Sequence[_Change]) -> None:
    """Change, look, and commit; the connection that wrote has at hand what is looked at."""

    def look_at_all(session: Session, raised: Sequence[Exception | None]) -> None:
        for one, own in zip(together, raised, strict=True):
            one.raised = own
        made = [one for one in together if one.raised is None]
        for look in {one.look for one in made if one.look}:
            _look(session, look, [one for one in made if one.look is look])

    database.write_together(together, look_at_all)


def _look(session: Session, look: Look[Any, Any], asked: Sequence[_Change]) -> None:
    try:
        seen = look(session, [one.found for one in asked])
    # Of whatever: it is told to those who asked for this look, and what everybody changed stands.
    except Exception as unseen:
        for one in asked:
            one.raised = unseen
    else:
        for one, found in zip(asked, seen, strict=True):
            one.found = found
