"""Where the fixtures of all tests come from."""

import pytest

pytest_plugins = [
    "tests.machine.presence",
    "tests.machine.postgres",
    "tests.machine.browser",
    "tests.database",
    "tests.clients",
    "tests.organisation",
]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the product does."""
    return "asyncio"
