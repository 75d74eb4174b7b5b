"""What connects to a database: SQLite that loses nothing, PostgreSQL that looks at one moment.

What goes wrong is told, and ends in logs, without the values that a statement was filled with.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

_LOCK_TIMEOUT = 5000
"""Milliseconds that a statement waits for what another transaction holds."""


def sqlite_engine(url: sa.URL, begins: str, connections: int) -> Engine:
    """SQLite, of which every transaction begins with the statement `begins`; at most so many at once."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # Warnings of unclosed cursors stay visible; statements are cached per connection.
    settings = {"check_same_thread": False, "cached_statements": 256}
    engine = sa.create_engine(url, connect_args=settings, hide_parameters=True, **_pool(connections))
    sa.event.listen(engine, "connect", _prepare_sqlite)
    # The dialect begins: an event would be looked for at every statement of every transaction.
    dialect: Any = engine.dialect
    dialect.do_begin = lambda connection: connection.execute(begins).close()
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions lose concurrent read-then-write; ours begin above.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "wal_autocheckpoint=4000",  # 16 MB: a change touches some twenty pages, mostly the same ones
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        f"busy_timeout={_LOCK_TIMEOUT}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def postgresql_engine(url: sa.URL, connections: int) -> Engine:
    """PostgreSQL, so many at once; a connection that its server closed is noticed before it is used."""
    return sa.create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args=_settings_of(url), **_pool(connections)
    )


def _settings_of(url: sa.URL) -> dict[str, str]:
    """Look in our own schema only: a setting of the database could put tables of others before ours.

    Whoever waits for what another holds gives up after as long as on SQLite.
    """
    own = f"-c search_path=public -c lock_timeout={_LOCK_TIMEOUT}"
    return {} if "options" in url.query else {"options": own}


def snapshot(engine: Engine) -> Engine:
    """The same engine for whoever only looks: one moment, however many statements."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _pool(connections: int) -> dict[str, Any]:
    """Never more than so many, and what was used last first: it has the most at hand.

    Threads of a command wait for one another here; the web lets nobody in for whom there is none.
    """
    return {"pool_size": connections, "max_overflow": 0, "pool_use_lifo": True}
