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
from app.web.admission import Admission
from app.web.bound import Bound
from app.web.kept import Kept
from app.web.pace import Paces
from app.web.readiness import Readiness
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
    """To write, on SQLite."""
    looking: Admission = field(init=False)
    """To a connection for looking."""
    changing: Admission = field(init=False)
    """To one for changing, on PostgreSQL: whoever waits for a lock there keeps nobody from looking."""
    readiness: Readiness = field(init=False)

    def __post_init__(self) -> None:
        self.looking = Admission(self.database.looking_at_once)
        self.changing = Admission(self.database.changing_at_once)
        self.readiness = Readiness(self.database)

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
        """Ask something short in the session of the request, which has a connection for certain.

        On SQLite that takes less time than asking for a thread.
        """
        return ask() if self.database.is_sqlite else await run_in_threadpool(ask)

    async def read(self, ask: Callable[[Session], T], *, patiently: bool = False) -> T:
        """Ask in a session of its own, in a thread, for whoever has none at that moment.

        Refuses (`Busy`) where too many others look, unless one waits patiently.
        """
        async with self.looking.admit(patiently=patiently):
            return await run_in_threadpool(self._read, ask)

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
        async with self.changing.admit():
            return await run_in_threadpool(self._change_alone, do, look)

    def _read(self, ask: Callable[[Session], T]) -> T:
        with self.database.reading() as session:
            return ask(session)

    def _change_alone(self, do: Callable[[Session], Any], look: Look[Any, Any] | None) -> Any:
        with self.database.writing() as session:
            found = do(session)
        if look is None:
            return found
        with self.database.reading() as session:
            return look(session, [found])[0]

    @property
    def somebody_writes(self) -> bool:
        """Whether whoever wants to write now has to wait for other requests of this process."""
        return self.turns.are_taken if self.database.is_sqlite else self.changing.is_full

    @asynccontextmanager
    async def turn_to_write(self) -> AsyncIterator[None]:
        """On SQLite one writer at a time in a process, so that writers queue here and not on the file."""
        async with self.turns.alone() if self.database.is_sqlite else self.changing.admit():
            yield


def world_of(request: Request) -> World:
    """The world of the application that this request came to."""
    world: World = request.app.state.world
    return world
