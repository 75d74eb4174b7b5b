"""What every request finds around it: the database, the clock, the key, and what was drawn before."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from app.actions.act import Act
from app.db import Database
from app.settings import Settings
from app.web.bound import Bound
from app.web.kept import Kept

T = TypeVar("T")

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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
    now: Callable[[], datetime] = real_now
    kept: Kept = field(default_factory=Kept)
    refused: Bound = field(default_factory=Bound)
    judged: Kept = field(default_factory=lambda: Kept(limit=4))
    """Whole programmes with every verdict: some megabytes each."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def today(self) -> date:
        """The day that is given, or that of the clock in Amsterdam."""
        return self.day or self.now().astimezone(AMSTERDAM).date()

    def act(self, person_id: int | None, origin: str) -> Act:
        """Who acts, at the real moment."""
        return Act(person_id, self.now(), origin)

    async def look(self, ask: Callable[[], T]) -> T:
        """Ask the database something short: that takes SQLite less time than asking for a thread."""
        return ask() if self.database.is_sqlite else await run_in_threadpool(ask)

    @asynccontextmanager
    async def turn_to_write(self) -> AsyncIterator[None]:
        """On SQLite one writer at a time in a process, so that writers queue here and not on the file."""
        if not self.database.is_sqlite:
            yield
            return
        async with self._turn:
            yield


def world_of(request: Request) -> World:
    """The world of the application that this request came to."""
    world: World = request.app.state.world
    return world
