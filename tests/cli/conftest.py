"""What the tests of commands share: a command run on a database, and what came of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from app.cli import run
from app.db import Database
from app.settings import settings
from tests.database import AUDIT_KEY, Templates, connected


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Command]]:
    """`on(database)("demo", "--if-empty")`: that command, with the settings pointing at that database."""

    def of(database: Database, **environment: str) -> Command:
        url = database.url.render_as_string(hide_password=False)
        for name, value in {"DATABASE_URL": url, "AUDIT_KEY": AUDIT_KEY, **environment}.items():
            monkeypatch.setenv(f"MIJLPAAL_{name}", value)
        settings.cache_clear()

        def command(*arguments: str) -> Outcome:
            capsys.readouterr()
            code = run(arguments)
            return Outcome(code, *capsys.readouterr())

        return command

    yield of
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def bare_database(templates: Templates) -> Iterator[Database]:
    """A database without any table."""
    database = connected(templates.create())
    yield database
    database.dispose()


def is_one_line(text: str) -> bool:
    """What a refusal on the command line is."""
    return text.endswith("\n") and text.count("\n") == 1 and len(text) > 1
