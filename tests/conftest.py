"""Where the fixtures of all tests come from."""

import gc
import os
import sys
from importlib import import_module

import pytest

GARBAGE_AFTER = 50_000
SLOW = ("tests/journeys/", "tests/web/test_")
"""Whole stories, and what walks through every page: some take as long as a thousand others."""

pytest_plugins = ["tests.machine.presence", "tests.machine.workplace"]
FIXTURES = (
    "tests.machine.postgres",
    "tests.machine.browser",
    "tests.machine.mail",
    "tests.machine.receiver",
    "tests.database",
    "tests.clients",
    "tests.organisation",
)
pytest.register_assert_rewrite(*FIXTURES)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the product does."""
    return "asyncio"


def pytest_configure(config: pytest.Config) -> None:
    """Searching for garbage as often as Python does takes a twelfth of a run, and finds next to none.

    The process that only shares out the tests needs no fixture, and all others wait for it; but it notes for
    all of them which lines an import comes to.
    """
    gc.set_threshold(GARBAGE_AFTER)
    # What is compiled is kept, or each process of a run would compile all of it anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    only_shares_out = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    if not only_shares_out or config.pluginmanager.hasplugin("_cov"):
        for name in FIXTURES:
            config.pluginmanager.register(import_module(name), name)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is still at one of these when the others are done."""
    items.sort(key=lambda item: not item.nodeid.startswith(SLOW))


def pytest_collection_finish() -> None:
    """What is imported stays: it is not walked through again and again in search of garbage."""
    _settle()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What is left at the end is looked through once, and then not ten times more."""
    _settle()


def _settle() -> None:
    gc.collect()
    gc.freeze()
