"""What whole stories need: browsers with somebody in them."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.db import Database
from app.web.auth import COOKIE
from tests.cast import Cast
from tests.clients import Clock
from tests.machine.browser import chromium

Sit = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all stories; while it is there no asynchronous test can run, and none stands among them."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def sit_down(browser: Browser, site: str, database: Database, cast: Cast, clock: Clock) -> Iterator[Sit]:
    """`sit_down("bram", script=False)`: a page in a Dutch browser in which Bram is signed in."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def somebody(name: str | int, *, script: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=site,
            locale="nl-NL",
            java_script_enabled=script,
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )
        opened.append(context)
        with database.writing() as session:
            person = cast.person(name) if isinstance(name, str) else name
            cookie = sign_in.begin(session, AuditContext(person, clock(), "test"), person)
        # A browser sends it to its own machine without TLS too, but lets nobody set it there from outside.
        home = site.replace("http:", "https:")
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": home, "secure": True}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda message: faults.extend([message.text] if "Content Security" in message.text else []),
        )
        return page

    yield somebody
    for context in opened:
        context.close()
    assert faults == []
