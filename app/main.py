"""Where everything is wired: settings, database, routers, error answers; nothing else is."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.routing import APIRouter
from starlette.staticfiles import StaticFiles

from app.db import Database
from app.domain.audit_trail import SealKeys
from app.oidc import provider_of
from app.queries.installation import demo_today
from app.settings import Settings, audit_secrets, secret_key, settings
from app.templating.environment import STATIC, compile_templates
from app.web import errors
from app.web.api.v1 import API_ROUTERS
from app.web.middleware import API_VERSION, Application, Gate, Head, Host, install_log_filter
from app.web.openapi import describe
from app.web.pages import PAGE_ROUTERS
from app.web.rate_limit import rate_limits
from app.web.state import AppState, real_now
from app.web.urls import paths_of

GARBAGE_AFTER = 20_000
"""So many objects more than were let go: some twenty requests."""


def create_app(
    given: Settings | None = None,
    *,
    now: Callable[[], datetime] = real_now,
    today: date | None = None,
    database: Database | None = None,
) -> FastAPI:
    """The application; `now` and `today` are the clock and the day, for whoever needs another than the real.

    It opens the database of the settings and closes it in the end, unless it is given one that is open.

    Refuses (`RuntimeError`) an overridden day on a database that is no demo.
    """
    given = given or settings()
    app = Application(
        title="Mijlpaal",
        version=API_VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan if database is None else None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.app_state = _app_state(given, now, today, database)
    routers: list[APIRouter] = [*PAGE_ROUTERS, *API_ROUTERS]
    for router in routers:
        app.include_router(router)
    app.state.paths = paths_of(app, routers)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    install_log_filter()
    app.add_middleware(Gate)
    app.add_middleware(Host)
    app.add_middleware(Head)
    return app


def create_served_app() -> FastAPI:
    """The application of a process that does nothing else: its settings are those of the environment."""
    app = create_app()
    compile_templates()
    settle()
    return app


def settle() -> None:
    """What was made so far stays, and is not walked through again and again in search of garbage.

    Next to nothing of ours refers in a circle, so that the search for the rest may be rare.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


def _app_state(
    given: Settings, now: Callable[[], datetime], today: date | None, database: Database | None
) -> AppState:
    database = database or Database(given.database_url, lambda _: keys, given.requests_at_once)
    with database.reading() as session:
        marked = demo_today(session)
    if given.today and marked is None:
        raise RuntimeError("MIJLPAAL_TODAY is refused: this database is no demo.")
    is_demo = marked is not None
    day = today or given.today or marked
    keys = SealKeys.derived_from(audit_secrets(given, demo=is_demo))
    key = secret_key(given, demo=is_demo)
    provider = None if is_demo else provider_of(given)
    return AppState(
        database, given, key, is_demo, day, provider, now, rate_limits=rate_limits(given, is_demo=is_demo)
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Whoever holds a connection never waits for a thread; and in the end every connection is closed."""
    database = app.state.app_state.database
    threads = current_default_thread_limiter()
    threads.total_tokens = max(threads.total_tokens, _threads(database))
    yield
    database.dispose()


def _threads(database: Database) -> int:
    """One for each that holds a connection, and as many again for what needs none, such as style sheets."""
    return 2 * (database.readers_at_once + database.writers_at_once)
