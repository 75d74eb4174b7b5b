"""Where everything is wired: settings, database, routers, error answers; nothing else is.

Tables, pages and the API are imported when an application is made: they take a second, and a process that
makes one for each of its workers needs none of them itself.
"""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from app.settings import STATIC, Settings, audit_secrets, secret_key, settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.db import Database
    from app.domain.audit_trail import SealKeys
    from app.web.state import AppState

GARBAGE_AFTER = 20_000
"""The garbage collector runs after so many net new objects, which some twenty requests make."""


def create_app(
    given: Settings | None = None,
    *,
    now: Callable[[], datetime] | None = None,
    today: date | None = None,
    database: "Database | None" = None,
) -> FastAPI:
    """Return the application; `now` and `today` are the clock and the day, where they are not the real ones.

    It opens the database of the settings and closes it in the end, unless it is given one that is open.

    Refuses (`RuntimeError`) an overridden day on a database that is no demo.
    """
    from app.web import errors
    from app.web.api.v1 import API_ROUTERS
    from app.web.api_address import API_VERSION
    from app.web.assistant import exchange
    from app.web.cross_origin import Preflight
    from app.web.middleware import (
        Application,
        HeadAsGet,
        HostCheck,
        RequestLimits,
        install_log_filter,
    )
    from app.web.openapi import describe
    from app.web.pages import PAGE_ROUTERS
    from app.web.urls import collect_paths

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
    app.state.app_state = make_app_state(given, now, today, database)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")  # first: most requests are for these
    routers = [*PAGE_ROUTERS, *API_ROUTERS, exchange.router]
    # Not `include_router`: each request would go through every included router twice, some milliseconds for
    # so many; and these routers are told nothing more when they are included.
    app.router.routes.extend(route for router in routers for route in router.routes)
    app.state.paths = collect_paths(app, routers)
    # FastAPI's documented way to change the description of the API.
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    errors.add_error_handlers(app)
    install_log_filter()
    app.add_middleware(Preflight)
    app.add_middleware(RequestLimits)
    app.add_middleware(HostCheck)
    app.add_middleware(HeadAsGet)
    return app


def create_served_app() -> FastAPI:
    """Return the application for a process that does nothing else, with the settings of the environment."""
    from app.templating.environment import compile_templates

    app = create_app()
    compile_templates()
    settle()
    return app


def settle() -> None:
    """Keep what was made so far out of every later search for garbage.

    Next to nothing of ours refers in a circle, so that the search for the rest may be rare.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


def make_app_state(
    given: Settings | None,
    now: Callable[[], datetime] | None,
    today: date | None,
    database: "Database | None",
) -> "AppState":
    """Return what an application holds, from the same arguments as `create_app`."""
    from app.db import Database
    from app.oidc import open_provider
    from app.queries.installation import demo_today
    from app.web.rate_limit import choose_rate_limits
    from app.web.state import AppState, real_now

    first = given or settings()
    database = database or Database(first.real_url, partial(_derive_keys, given), first.requests_at_once)
    with database.reading() as session:
        marked = demo_today(session)
    given = given or settings(is_demo=marked is not None)
    if given.today and marked is None:
        raise RuntimeError("MIJLPAAL_TODAY is refused: this database is no demo.")
    is_demo = marked is not None
    day = today or given.today or marked
    audit_secrets(given, demo=is_demo)  # refuses now what would be refused at the first change
    key = secret_key(given, demo=is_demo)
    provider = None if is_demo else open_provider(given)
    limits = choose_rate_limits(given, is_demo=is_demo)
    return AppState(database, given, key, is_demo, day, provider, now or real_now, rate_limits=limits)


def _derive_keys(given: Settings | None, session: "Session") -> "SealKeys":
    from app.domain.audit_trail import SealKeys
    from app.queries.installation import demo_today

    is_demo = demo_today(session) is not None
    return SealKeys.derive_from(audit_secrets(given or settings(is_demo=is_demo), demo=is_demo))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Give every request that holds a connection a thread; close every connection in the end."""
    from anyio.to_thread import current_default_thread_limiter

    database = app.state.app_state.database
    threads = current_default_thread_limiter()
    threads.total_tokens = max(threads.total_tokens, _threads(database))
    yield
    database.dispose()


def _threads(database: "Database") -> int:
    """One for each that holds a connection, and as many again for what needs none, such as style sheets."""
    return 2 * (database.readers_at_once + database.writers_at_once)
