"""What one process holds for all its requests: the database, the clock, the key, and what it rendered."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from anyio import CancelScope, CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.time_zone import AMSTERDAM
from app.security import COST, Cost
from app.settings import Settings
from app.web.admission import Admission
from app.web.cache import RenderCache
from app.web.rate_limit import RateLimits, RefusalLimit
from app.web.readiness import ReadinessProbe

if TYPE_CHECKING:  # what is needed to ask another organisation takes long to load
    from app.oidc.provider import Provider

T = TypeVar("T")


def real_now() -> datetime:
    """Return the real moment, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class AppState:
    """One per process; `day` stands still where one is given (a demo, a test), else the clock decides."""

    database: Database
    settings: Settings
    key: str
    is_demo: bool = False
    day: date | None = None
    provider: "Provider | None" = None
    """The organisation's own, by which people sign in."""
    now: Callable[[], datetime] = real_now
    renders: RenderCache = field(default_factory=RenderCache)
    assessments: RenderCache = field(default_factory=lambda: RenderCache(limit=4))
    """Whole programmes with every verdict: some megabytes each."""
    refusals: RefusalLimit = field(default_factory=RefusalLimit)
    rate_limits: RateLimits = field(default_factory=RateLimits)
    hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    """Hashing a password is slow on purpose: this many at once, so that pages keep a processor."""
    password_cost: Cost = COST
    """How slow."""
    readers: Admission = field(init=False)
    """To a connection for reading."""
    writers: Admission = field(init=False)
    """To one for writing: on SQLite one at a time in a process, so that writers wait here and not on the
    file; on PostgreSQL apart from readers, whom nobody who waits for a lock then keeps from looking."""
    readiness: ReadinessProbe = field(init=False)

    def __post_init__(self) -> None:
        self.readers = Admission(self.database.readers_at_once)
        self.writers = Admission(1 if self.database.is_sqlite else self.database.writers_at_once)
        self.readiness = ReadinessProbe(self.database)

    def today(self) -> date:
        """Return the day that is given, or that of the clock in Amsterdam."""
        return self.day or self.now().astimezone(AMSTERDAM).date()

    @property
    def idle(self) -> timedelta:
        """After so long without use a sign-in ends."""
        return timedelta(minutes=self.settings.idle_minutes)

    @property
    def lasts(self) -> timedelta:
        """After so long any sign-in ends."""
        return timedelta(hours=self.settings.session_hours)

    def act(self, person_id: int | None, origin: str) -> AuditContext:
        """Return who acts, at the real moment."""
        return AuditContext(person_id, self.now(), origin, self.day)

    @asynccontextmanager
    async def reading(self, *, patiently: bool = False) -> AsyncIterator[Session]:
        """A session to look with. Refuses (`Busy`) where too many others look, unless one waits patiently."""
        async with self.readers.admit(patiently=patiently), _in_thread(self.database.reading()) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """One transaction, committed when the block ends well. Refuses (`Busy`) where too many write."""
        async with self.writers.admit(), _in_thread(self.database.writing()) as session:
            yield session

    async def read(self, query: Callable[[Session], T], *, patiently: bool = False) -> T:
        """Run a query in a session of its own, in a thread, for a request that has none at that moment."""
        async with self.reading(patiently=patiently) as session:
            return await run_in_threadpool(query, session)

    async def write(self, action: Callable[[Session], T]) -> T:
        """Run an action in a transaction of its own, for what also does something slow before or after it."""
        async with self.writing() as session:
            return await run_in_threadpool(action, session)

    async def hash(self, hash_or_verify: Callable[[], T]) -> T:
        """Hash or verify a password, outside any transaction."""
        return await run_sync(hash_or_verify, limiter=self.hashing)


@asynccontextmanager
async def _in_thread(context: AbstractContextManager[Session]) -> AsyncIterator[Session]:
    """Enter and leave in a thread; also where the request is cancelled, since a connection must go back.

    FastAPI's own wrapper of a generator leaves it open when it is cancelled.
    """
    session = await run_in_threadpool(context.__enter__)
    try:
        yield session
    # Of whatever, a cancellation among it: the connection goes back.
    except BaseException as error:
        with CancelScope(shield=True):
            await run_in_threadpool(context.__exit__, type(error), error, error.__traceback__)
        raise
    with CancelScope(shield=True):
        await run_in_threadpool(context.__exit__, None, None, None)


def app_state_of(request: Request) -> AppState:
    """Return the state of the application that this request came to."""
    state: AppState = request.app.state.app_state
    return state
