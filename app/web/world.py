"""What every request finds around it: the database, the clock, the key, and what was drawn before."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions.act import AMSTERDAM, Act
from app.db import Database
from app.security import COST, Cost
from app.settings import Settings
from app.web.bound import Bound
from app.web.kept import Kept
from app.web.pace import Paces
from app.web.turn import Look, Turns

if TYPE_CHECKING:  # what is needed to ask another organisation takes long to load
    from app.oidc.provider import Provider

T = TypeVar("T")
U = TypeVar("U")


def real_now() -> datetime:
    """The real moment, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class World:
    """One per process; `day` stands still where one is given (a demo, a test), else the clock decides."""

    database: Database
    settings: Settings
    key: str
    is_demo: bool = False
    day: date | None = None
    provider: "Provider | None" = None
    """The organisation's own, by which people sign in."""
    now: Callable[[], datetime] = real_now
    kept: Kept = field(default_factory=Kept)
    refused: Bound = field(default_factory=Bound)
    paces: Paces = field(default_factory=Paces)
    judged: Kept = field(default_factory=lambda: Kept(limit=4))
    """Whole programmes with every verdict: some megabytes each."""
    hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    """Hashing a password is slow on purpose: this many at once, so that pages keep a processor."""
    password_cost: Cost = COST
    """How slow."""
    turns: Turns = field(default_factory=Turns)

    def today(self) -> date:
        """The day that is given, or that of the clock in Amsterdam."""
        return self.day or self.now().astimezone(AMSTERDAM).date()

    @property
    def idle(self) -> timedelta:
        """After so long without use a sign-in ends."""
        return timedelta(minutes=self.settings.idle_minutes)

    @property
    def lasts(self) -> timedelta:
        """After so long any sign-in ends."""
        return timedelta(hours=self.settings.session_hours)

    def act(self, person_id: int | None, origin: str) -> Act:
        """Who acts, at the real moment."""
        return Act(person_id, self.now(), origin, self.day)

    async def look(self, ask: Callable[[], T]) -> T:
        """Ask the database something short: that takes SQLite less time than asking for a thread."""
        return ask() if self.database.is_sqlite else await run_in_threadpool(ask)

    async def change(self, do: Callable[[Session], T]) -> T:
        """One transaction of its own, for what also does something slow before or after it."""
        found: T = await self._change(do, None)
        return found

    async def change_and_look(self, do: Callable[[Session], T], look: Look[T, U]) -> U:
        """The same, and one look at all that was changed together; what was changed stays if that fails."""
        seen: U = await self._change(do, look)
        return seen

    async def slowly(self, hash_or_verify: Callable[[], T]) -> T:
        """Hash or verify a password, outside any transaction."""
        return await run_sync(hash_or_verify, limiter=self.hashing)

    async def _change(self, do: Callable[[Session], Any], look: Look[Any, Any] | None) -> Any:
        if self.database.is_sqlite:
            return await self.turns.change(self.database, do, look)
        return await run_in_threadpool(self._change_alone, do, look)

    def _change_alone(self, do: Callable[[Session], Any], look: Look[Any, Any] | None) -> Any:
        with self.database.writing() as session:
            found = do(session)
        if look is None:
            return found
        with self.database.reading() as session:
            return look(session, [found])[0]

    @property
    def somebody_writes(self) -> bool:
        """Whether another request of this process has its turn to write (SQLite)."""
        return self.turns.are_taken

    @asynccontextmanager
    async def turn_to_write(self) -> AsyncIterator[None]:
        """On SQLite one writer at a time in a process, so that writers queue here and not on the file."""
        if not self.database.is_sqlite:
            yield
            return
        async with self.turns.alone():
            yield


def world_of(request: Request) -> World:
    """The world of the application that this request came to."""
    world: World = request.app.state.world
    return world
