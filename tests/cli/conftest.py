"""What the tests of commands share: a command run on a database, and what came of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest

from app.cli import run
from app.db import Database
from tests.database import connect, environment_of
from tests.machine.copies import Templates


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def on(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Command]]:
    """`on(database)("demo", "--if-empty")`: that command, with the settings pointing at that database."""
    pointed = ExitStack()

    def of(database: Database, **environment: str) -> Command:
        pointed.enter_context(environment_of(database, **environment))

        def command(*arguments: str) -> Outcome:
            capsys.readouterr()
            code = run(arguments)
            return Outcome(code, *capsys.readouterr())

        return command

    with pointed:
        yield of


@pytest.fixture
def bare_database(templates: Templates) -> Iterator[Database]:
    """A database without any table."""
    database = connect(templates.create())
    yield database
    database.dispose()


def is_one_line(text: str) -> bool:
    """What a refusal on the command line is."""
    return text.endswith("\n") and text.count("\n") == 1 and len(text) > 1
