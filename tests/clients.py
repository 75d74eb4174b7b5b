"""The application over a test's database, and browsers of the cast to walk through it."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Thread
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import ASGITransport, AsyncClient

from app.actions import api_token, person, sign_in
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.api_token import TokenScope
from app.domain.role import Role
from app.security import Cost, form_token
from app.settings import Settings
from app.web.auth import COOKIE
from tests.cast import TODAY, Cast
from tests.database import AUDIT_KEY

KEY = "a key that only the tests know, and nobody else"
ORIGIN = "https://mijlpaal.test"
CHEAP = Cost(memory=8, passes=1)
"""What a guess costs here; what it costs the product is tested of `security`."""

ClientAs = Callable[[str | int | None], Awaitable[AsyncClient]]


class Clock:
    """Stands still at eleven in the morning (UTC) of `TODAY` until it is told to go on."""

    def __init__(self) -> None:
        self.moment = datetime(TODAY.year, TODAY.month, TODAY.day, 11, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **passed: float) -> None:
        """Let time pass, in the words of `timedelta`: `clock.wait(hours=13)`."""
        self.moment += timedelta(**passed)


@pytest.fixture
def clock() -> Clock:
    """The clock of the application; its day stands at `TODAY` whatever the clock says."""
    return Clock()


@pytest.fixture
def configured() -> dict[str, Any]:
    """What the deployer has set besides; a module of tests may say it anew."""
    return {}


@pytest.fixture
def app(
    request: pytest.FixtureRequest, database: Database, clock: Clock, configured: dict[str, Any]
) -> FastAPI:
    """The application in which the cast lives."""
    from app.renderers.apart import write_here  # late, as below
    from app.renderers.typesetting import typeset

    given = (_configured(**configured) if configured else _as_always()).model_copy(
        update={"database_url": database.url.render_as_string(hide_password=False)}
    )
    is_own = request.node.get_closest_marker("own_application") is not None
    app = open_application(given, clock, database, is_own=is_own)
    app_state = app.state.app_state
    app_state.password_cost = CHEAP
    # Files are written here: a process of its own for each takes as long as twenty pages, and whoever walks
    # through all pages comes by many (tests/renderers/test_apart.py is about those processes).
    app_state.write_file, app_state.typeset = write_here, typeset
    return app


_WIRED: list[FastAPI] = []
"""The application of this process: FastAPI reads the signatures of every route anew for each application,
at its first request, which takes longer than most tests. What it holds is made for each test."""


def open_application(given: Settings, clock: Clock, database: Database, *, is_own: bool = False) -> FastAPI:
    """Return the application of this process over a database, or one of the test's own, to which it adds."""
    from app.main import create_app, make_app_state  # late: tests of the domain start faster without it

    if is_own:
        return create_app(given, now=clock, today=TODAY, database=database)
    if not _WIRED:
        _WIRED.append(create_app(given, now=clock, today=TODAY, database=database))
    (app,) = _WIRED
    app.state.app_state = make_app_state(given, clock, TODAY, database)
    return app


def _configured(**besides: Any) -> Settings:
    return Settings(
        secret_key=KEY,
        audit_key=AUDIT_KEY,
        public_url=ORIGIN,
        requests_a_minute=0,  # the clock stands still, so that a test would soon have asked a minute's worth
        requests_a_minute_of_address=0,
        **besides,
    )


# Asking the environment for each setting takes longer than making the application.
_as_always = cache(_configured)


@pytest.fixture
def site(app: FastAPI) -> Iterator[str]:
    """The address at which the application of this test answers."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        # It listens before the server runs, so that whoever comes early waits in the queue.
        config = uvicorn.Config(app, log_level="warning", ws="none")
        server = uvicorn.Server(config)
        running = Thread(target=server.run, kwargs={"sockets": [ear]})
        running.start()
        yield f"http://127.0.0.1:{ear.getsockname()[1]}"
        server.should_exit = True
        running.join()


@pytest.fixture
async def client_as(app: FastAPI, database: Database, cast: Cast, clock: Clock) -> AsyncIterator[ClientAs]:
    """`await client_as("bram")` is Bram's browser; `await client_as(None)` one in which nobody is signed in.

    Whoever is not of the cast is named by their id.

    Every request carries the token that a form of ours would.
    """
    left = dict(cast.cookies)

    def sign_in_anew(name: str | int) -> str:
        person_id = name if isinstance(name, int) else cast.person(name)
        with database.writing() as session:
            return sign_in.begin(session, AuditContext(person_id, clock(), "test"), person_id)

    async with AsyncExitStack() as open_things:
        await open_things.enter_async_context(app.router.lifespan_context(app))

        async def open_browser(name: str | int | None) -> AsyncClient:
            browser = AsyncClient(transport=ASGITransport(app), base_url=ORIGIN)
            if name is not None:
                cookie = left.pop(name, None) or sign_in_anew(name)
                browser.cookies.set(COOKIE, cookie)
                browser.headers["X-CSRF-Token"] = form_token(KEY, cookie)
            await open_things.enter_async_context(browser)
            return browser

        yield open_browser


@pytest.fixture
async def program_of(app: FastAPI, database: Database, cast: Cast, clock: Clock) -> AsyncIterator[ClientAs]:
    """`await program_of("noor")` is a program with a token of Noor that may write, below `/api/v1`."""
    async with AsyncExitStack() as open_things:
        await open_things.enter_async_context(app.router.lifespan_context(app))

        async def open_program(name: str | int | None) -> AsyncClient:
            person_id = name if isinstance(name, int) else cast.person(str(name))
            with database.writing() as session:
                act = AuditContext(person_id, clock(), "test")
                token = api_token.issue(session, act, person_id, scope=TokenScope.WRITE)
            headers = {"Authorization": f"Bearer {token}"}
            transport = ASGITransport(app)
            program = AsyncClient(transport=transport, base_url=f"{ORIGIN}/api/v1/", headers=headers)
            return await open_things.enter_async_context(program)

        yield open_program


@pytest.fixture
def administrator(database: Database, cast: Cast, clock: Clock) -> int:
    """The id of an administrator, who holds no other role."""
    with database.writing() as session:
        act = AuditContext(cast.noor, clock(), "test")
        person_id = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, person_id, Role.ADMIN)
    return person_id


@pytest.fixture
async def office(program_of: ClientAs) -> AsyncClient:
    """A program of Noor's."""
    return await program_of("noor")


@pytest.fixture
async def client(client_as: ClientAs) -> AsyncClient:
    """A browser in which nobody is signed in."""
    return await client_as(None)


@pytest.fixture
async def noor(client_as: ClientAs) -> AsyncClient:
    """The browser of Noor, who runs the office."""
    return await client_as("noor")


@pytest.fixture
async def bram(client_as: ClientAs) -> AsyncClient:
    """The browser of Bram, who leads the houses."""
    return await client_as("bram")


@pytest.fixture
async def iris(client_as: ClientAs) -> AsyncClient:
    """The browser of Iris, who leads the app."""
    return await client_as("iris")


@pytest.fixture
async def karel(client_as: ClientAs) -> AsyncClient:
    """The browser of Karel, who sponsors for the fund: he reads and changes nothing."""
    return await client_as("karel")


@pytest.fixture
async def vera(client_as: ClientAs) -> AsyncClient:
    """The browser of Vera, a stranger: signed in, without any role."""
    return await client_as("vera")


def every_route() -> list[APIRoute]:
    """Every page and every operation of the API."""
    from app.web.api.v1 import API_ROUTERS  # late, as above
    from app.web.assistant import exchange
    from app.web.pages import PAGE_ROUTERS

    routers = (*PAGE_ROUTERS, *API_ROUTERS, exchange.router)
    return [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
