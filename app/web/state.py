"""The state of a process, shared by its requests: database, settings, clock, key, caches and limits."""

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
from app.filing import Writer
from app.renderers.apart import typeset_apart, write_apart
from app.renderers.typesetting import Typesetter
from app.security import COST, Cost
from app.settings import Settings
from app.web.admission import Admission
from app.web.cache import RenderCache
from app.web.flights import Flights
from app.web.rate_limit import RateLimits, RefusalLimit
from app.web.readiness import ReadinessProbe

if TYPE_CHECKING:  # slow to import, so only loaded where a provider is configured
    from app.oidc.provider import Provider

T = TypeVar("T")


def real_now() -> datetime:
    """Return the real moment, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class AppState:
    """The state of a process; a fixed `day` (in a demonstration or test) takes the place of the clock's."""

    database: Database
    settings: Settings
    key: str
    is_demo: bool = False
    day: date | None = None
    provider: "Provider | None" = None
    """The identity provider of the organisation, None without one."""
    now: Callable[[], datetime] = real_now
    renders: RenderCache = field(default_factory=RenderCache)
    assessments: RenderCache = field(default_factory=lambda: RenderCache(limit=4))
    """Assessed programmes, some megabytes each."""
    refusals: RefusalLimit = field(default_factory=RefusalLimit)
    rate_limits: RateLimits = field(default_factory=RateLimits)
    hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    """Passwords hashed at once: that is slow on purpose, and must leave a processor to the pages."""
    drafts: RenderCache = field(default_factory=lambda: RenderCache(limit=8))
    """Files of drafts, until something changes; some of them are many megabytes."""
    quick_files: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(4))
    """Files of reports that are written at once, in threads of their own."""
    slow_files: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    """The same of those that take long: each is a process beside this one."""
    flights: Flights = field(default_factory=Flights)
    """So that a file that several ask for at once is made once."""
    write_file: Writer = write_apart
    """Writes a report in a format."""
    typeset: Typesetter = typeset_apart
    """Sets a brief."""
    password_cost: Cost = COST
    """The cost of hashing a password."""
    readers: Admission = field(init=False)
    """Admission to the connections for reading."""
    writers: Admission = field(init=False)
    """Admission to those for writing. On SQLite one at a time, so that writers wait here and not for the lock
    on the file; on PostgreSQL apart from readers, so that writers waiting for a lock do not block reading."""
    readiness: ReadinessProbe = field(init=False)

    def __post_init__(self) -> None:
        self.readers = Admission(self.database.readers_at_once)
        self.writers = Admission(1 if self.database.is_sqlite else self.database.writers_at_once)
        self.readiness = ReadinessProbe(self.database)

    def today(self) -> date:
        """Return the fixed day, or else the present day in Amsterdam."""
        return self.day or self.now().astimezone(AMSTERDAM).date()

    @property
    def idle(self) -> timedelta:
        """How long a session lasts without use."""
        return timedelta(minutes=self.settings.idle_minutes)

    @property
    def lasts(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=self.settings.session_hours)

    def act(self, person_id: int | None, origin: str) -> AuditContext:
        """Return the audit context of a person acting now, from a page (`web`) or elsewhere."""
        return AuditContext(person_id, self.now(), origin, self.day)

    @asynccontextmanager
    async def reading(self, *, patiently: bool = False) -> AsyncIterator[Session]:
        """Open a reading session. Refuses (`Busy`) if too many others read, unless `patiently`."""
        context = self.database.reading()
        async with (
            self.readers.admit(patiently=patiently),
            # No thread is needed to begin: a session for reading connects when it is first used.
            _leave_in_thread(context, context.__enter__()) as session,
        ):
            yield session

    @asynccontextmanager
    async def writing(self, *, patiently: bool = False) -> AsyncIterator[Session]:
        """Open a transaction, committed if the block succeeds. Refuses (`Busy`) if too many others write,
        unless `patiently`."""
        context = self.database.writing()
        async with (
            self.writers.admit(patiently=patiently),
            _leave_in_thread(context, await run_in_threadpool(context.__enter__)) as session,
        ):
            yield session

    async def read(self, query: Callable[[Session], T], *, patiently: bool = False) -> T:
        """Run a query in a thread with a session of its own, for requests that hold no session."""
        async with self.reading(patiently=patiently) as session:
            return await run_in_threadpool(query, session)

    async def write(self, action: Callable[[Session], T], *, patiently: bool = False) -> T:
        """Run an action in a thread and a transaction of its own, for requests that hold no session."""
        async with self.writing(patiently=patiently) as session:
            return await run_in_threadpool(action, session)

    async def hash(self, hash_or_verify: Callable[[], T]) -> T:
        """Hash or verify a password, outside any transaction."""
        return await run_sync(hash_or_verify, limiter=self.hashing)


@asynccontextmanager
async def _leave_in_thread(
    context: AbstractContextManager[Session], session: Session
) -> AsyncIterator[Session]:
    """Leave a session in a thread, and return its connection even if the request is cancelled.

    FastAPI's own wrapper of generators leaves the session open then.
    """
    try:
        yield session
    # BaseException, because a cancellation must return the connection too.
    except BaseException as error:
        with CancelScope(shield=True):
            await run_in_threadpool(context.__exit__, type(error), error, error.__traceback__)
        raise
    with CancelScope(shield=True):
        await run_in_threadpool(context.__exit__, None, None, None)


def get_app_state(request: Request) -> AppState:
    """Return the state of the application that this request came to."""
    state: AppState = request.app.state.app_state
    return state
