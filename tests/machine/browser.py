"""A headless Chromium, the machine's own, driven by playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from tests.machine.presence import missing

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",  # the tests may run as root, and open our own pages only
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; meanwhile playwright keeps an event loop running, in which no other can start."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        missing("Chromium", "chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A Dutch reader's page without cookies; a script error or breach of content policy fails the test."""
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", reduced_motion="reduce")
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(_of_error(error)))
    opened.on("console", lambda message: faults.extend(_of_console(message)))
    yield opened
    context.close()
    assert faults == []


def _of_error(error: Error) -> str:
    return f"script error: {error}"


def _of_console(message: ConsoleMessage) -> list[str]:
    """Only breaches of the policy: an answer of 4xx is logged too, and may be what a test is after."""
    return [message.text] if "Content Security Policy" in message.text else []
