"""A process that dies in the middle of what it does, as on a machine that loses its power."""

import os
import signal
from collections.abc import Callable
from typing import NoReturn

import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from tests.database import KEYS


def dies_before_its_commit(database: Database, do: Callable[[Session], object]) -> None:
    """A process of its own does this in one transaction, and is killed right before it would commit."""
    database.dispose()  # a connection that two processes have is safe in neither
    child = os.fork() or _die(database.url.render_as_string(hide_password=False), do)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _die(address: str, do: Callable[[Session], object]) -> NoReturn:
    try:
        with Database(address, lambda _: KEYS).writing() as session:
            do(session)
            sa.event.listen(session, "before_commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
    finally:
        os._exit(1)
