"""Whether the process can serve: the database answers, is still the same, and has the latest tables."""

import asyncio
from pathlib import Path

import sqlalchemy as sa
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from sqlalchemy.engine import Engine

from app.db import Database, newest_revision, revisions_of
from app.domain.refusal import Message

PATIENCE = 2.0
"""In seconds: how long the database may take to answer."""


class ReadinessProbe:
    """Checks the database on a connection of its own, in at most one thread, however often it is asked."""

    def __init__(self, database: Database, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._database = database
        self._path = _resolve_path(database)
        self._file = _file_at(self._path)
        self._engine = _create_engine(database)
        self._thread = CapacityLimiter(1)
        self._running: asyncio.Task[Message | None] | None = None
        self._newest: str | None = None

    async def find_fault(self) -> Message | None:
        """Return why the process cannot serve, None if it can. While one check hangs, no other is started."""
        running = self._running
        if running is None or running.done():
            running = self._running = asyncio.create_task(run_sync(self._check, limiter=self._thread))
        await asyncio.wait([running], timeout=self.patience)
        return running.result() if running.done() else _SILENT

    def _check(self) -> Message | None:
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


def _resolve_path(database: Database) -> Path | None:
    return Path(database.url.database).resolve() if database.is_sqlite and database.url.database else None


def _file_at(path: Path | None) -> tuple[int, int] | None:
    """Return the device and inode of a file, which survive a rename; None if there is no file."""
    try:
        stat = path.stat() if path else None
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino) if stat else None


def _create_engine(database: Database) -> Engine:
    """Return an engine without a pool; on SQLite it never creates a missing file."""
    if not database.is_sqlite:
        patience = {"connect_timeout": int(PATIENCE)}
        return sa.create_engine(
            database.url, poolclass=sa.NullPool, connect_args=patience, hide_parameters=True
        )
    path = _resolve_path(database)
    url = database.url.set(database=path.as_uri() if path else None, query={"mode": "rw", "uri": "true"})
    return sa.create_engine(url, poolclass=sa.NullPool, connect_args={"timeout": PATIENCE})
