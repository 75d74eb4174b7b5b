"""Whether this process can work: its database answers, is the one that it began with, and has our tables."""

import asyncio
from pathlib import Path

import sqlalchemy as sa
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from sqlalchemy.engine import Engine

from app.db import Database, newest_revision, revisions_of
from app.domain.refusal import Message

PATIENCE = 2.0
"""Seconds for the database to answer whoever watches."""


class ReadinessProbe:
    """Asks on a connection that is not of the pages, in one thread at the most, however often it is asked."""

    def __init__(self, database: Database, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._database = database
        self._path = _path_of(database)
        self._file = _file_at(self._path)
        self._engine = _engine_of(database)
        self._thread = CapacityLimiter(1)
        self._asking: asyncio.Task[Message | None] | None = None
        self._newest: str | None = None

    async def fault(self) -> Message | None:
        """Why it cannot work, none where it can. Where an earlier question hangs, none is asked beside it."""
        asking = self._asking
        if asking is None or asking.done():
            asking = self._asking = asyncio.create_task(run_sync(self._ask, limiter=self._thread))
        await asyncio.wait([asking], timeout=self.patience)
        return asking.result() if asking.done() else _SILENT

    def _ask(self) -> Message | None:
        if self._path is not None and _file_at(self._path) != self._file:
            return _REPLACED if self._path.exists() else _GONE
        self._newest = self._newest or newest_revision(self._database)
        try:
            with self._engine.connect() as connection:
                return None if revisions_of(connection) == (self._newest,) else _BEHIND
        except sa.exc.DBAPIError:
            return _SILENT


_GONE = Message("The file of the database is gone.")
_REPLACED = Message("The file of the database was replaced. Restart the server.")
_SILENT = Message("The database does not answer.")
_BEHIND = Message("The database has other tables than this version needs. Run: python -m app migrate")


def _path_of(database: Database) -> Path | None:
    return Path(database.url.database).resolve() if database.is_sqlite and database.url.database else None


def _file_at(path: Path | None) -> tuple[int, int] | None:
    """Which file that is, wherever it is moved to; none where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _engine_of(database: Database) -> Engine:
    """Connections that are opened when they are needed and closed after; on SQLite they make no new file."""
    if not database.is_sqlite:
        patience = {"connect_timeout": int(PATIENCE)}
        return sa.create_engine(
            database.url, poolclass=sa.NullPool, connect_args=patience, hide_parameters=True
        )
    path = _path_of(database)
    there = database.url.set(database=path.as_uri() if path else None, query={"mode": "rw", "uri": "true"})
    return sa.create_engine(there, poolclass=sa.NullPool, connect_args={"timeout": PATIENCE})
