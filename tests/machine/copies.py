"""Copies of a template database, for one test at a time: files of SQLite, databases of PostgreSQL.

Few addresses are used again and again, since what SQLAlchemy compiled for one serves the next test too.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Engine

CloseConnections = Callable[[str], object]
"""Closes every connection to an address that is about to lead to something else."""
IsInUse = Callable[[str], bool]
"""Whether somebody still has a connection to this address in hand."""

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_MUCH = 500
"""Rows added to a table of PostgreSQL; what is left of so many would slow down whoever looks later."""
_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
_COUNTERS = """
    SELECT format(
        'setval(%L, %s, %L)', sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
    ) FROM pg_sequences
"""
_CATALOGUES = {
    "pg_class": "ROW(oid, relfilenode, relnatts, relchecks, reltuples)",
    "pg_proc": "ROW(oid, prosrc)",
    "pg_trigger": "ROW(oid, tgenabled)",
}
"""Where PostgreSQL keeps tables, functions and triggers, and what of them would differ."""
_FIRST_OF_OURS = 16384
"""From here on PostgreSQL numbers what is not its own."""


class SqliteTemplates:
    """Template files in a directory of their own, and copies of them."""

    def __init__(self, directory: Path, close_connections: CloseConnections) -> None:
        self._directory, self._close_connections, self._numbers = directory, close_connections, count(1)
        self._free: list[Path] = []
        directory.mkdir(exist_ok=True)

    def create(self, like: str = "") -> str:
        """The address of a file that is not there yet, or that is like a template."""
        file = self._new_file()
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """The address of a copy, gone afterwards. The template has no connection, so no journal beside it."""
        file = self._free.pop() if self._free else self._new_file()
        shutil.copyfile(template.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        self._close_connections(f"sqlite:///{file}")
        for left in self._directory.glob(f"{file.name}*"):
            left.unlink()
        self._free.append(file)

    def _new_file(self) -> Path:
        return self._directory / f"{_WORKER}-{next(self._numbers)}.db"


class PostgresTemplates:
    """Template databases in the run's own cluster, and copies of them.

    What a test changed in a copy is put back for the next: that takes a tenth of the time of making a copy
    and dropping it, and connections stay open meanwhile, for a new one must first read every catalogue.
    """

    def __init__(self, admin: Engine, close_connections: CloseConnections, is_in_use: IsInUse) -> None:
        self._admin, self._close_connections, self._is_in_use = admin, close_connections, is_in_use
        self._numbers = count(1)
        self._free: dict[str, list[_PostgresCopy]] = defaultdict(list)

    def create(self, like: str = "") -> str:
        """The address of a database that is empty, or that is like a template."""
        name = f"{_WORKER}_{next(self._numbers)}"
        source = sa.make_url(like).database if like else "template1"
        self._run(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy")
        return self._admin.url.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """The address of a copy; dropped afterwards where it cannot be made as it was."""
        free = self._free[template]
        copy = free.pop() if free else _PostgresCopy(self.create(template))
        yield copy.address
        if not self._is_in_use(copy.address) and copy.restore():
            free.append(copy)
        else:
            self._close_connections(copy.address)
            copy.close()
            self._run(f"DROP DATABASE {sa.make_url(copy.address).database} WITH (FORCE)")

    def close(self) -> None:
        """Close what looks after the copies; none is dropped, since the cluster does not outlive the run."""
        for copies in self._free.values():
            for copy in copies:
                copy.close()

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)


class _Content(NamedTuple):
    """How many rows a table has, and the sum of their hashes: another one as soon as any of them is."""

    rows: int
    hashes: int


class _PostgresCopy:
    """One copy; temporary tables of the connection that looks after it keep the rows that it had at first."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._connection = psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True)
        tables = [name for (name,) in self._connection.execute(_TABLES)]
        hashed = [(name, "r", f"public.{name} r") for name in tables]
        hashed += [(name, row, f"{name} WHERE oid >= {_FIRST_OF_OURS}") for name, row in _CATALOGUES.items()]
        self._look = " UNION ALL ".join(
            f"SELECT '{name}', count(*), sum(hash_record_extended({row}, 0)) FROM {rows}"
            for name, row, rows in hashed
        )
        self._reset_counters = "SELECT " + ", ".join(call for (call,) in self._connection.execute(_COUNTERS))
        for name in tables:
            self._connection.execute(f"CREATE TEMPORARY TABLE {name} AS TABLE public.{name}")
        self._at_first = self._contents()
        self._connection.execute("SET lock_timeout = '1s'")
        # Neither foreign keys nor what guards what was said. Set once: setting it makes every plan forgotten.
        self._connection.execute("SET session_replication_role = replica")

    def restore(self) -> bool:
        """Put back the rows of every table that changed, and the counters; return whether that was possible.

        Where a table was made, altered, analysed or dropped, or much was added, the copy is to be made anew.
        """
        try:
            now = self._contents()
            changed = [name for name, content in self._at_first.items() if now[name] != content]
            if any(
                name in _CATALOGUES or now[name].rows > self._at_first[name].rows + _MUCH for name in changed
            ):
                return False
            with self._connection.transaction():
                for name in changed:
                    self._connection.execute(f"DELETE FROM public.{name}")
                    self._connection.execute(f"INSERT INTO public.{name} SELECT * FROM pg_temp.{name}")
                self._connection.execute(self._reset_counters)
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Close the connection that looks after it."""
        self._connection.close()

    def _contents(self) -> dict[str, _Content]:
        return {name: _Content(rows, hashes) for name, rows, hashes in self._connection.execute(self._look)}


Templates = SqliteTemplates | PostgresTemplates
