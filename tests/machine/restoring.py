"""Making a PostgreSQL database as it was before a test: the rows of the tables that it changed, and counters.

A table that still has as many rows, none of them written since, was not changed. Where a catalogue was
(tables made, dropped, analysed), or much was added, the database is not restored but made anew.
"""

from typing import NamedTuple

import psycopg
import sqlalchemy as sa

_CATALOGUES = (
    "pg_class",
    "pg_attribute",
    "pg_constraint",
    "pg_index",
    "pg_trigger",
    "pg_proc",
    "pg_type",
    "pg_namespace",
    "pg_statistic",
)
_MUCH = 500
"""Rows; to leave so many behind would slow down whoever looks later."""


class _Mark(NamedTuple):
    """How many rows a table has and which transaction wrote last; of a counter where it stands."""

    rows: int
    newest: int


class Restorer:
    """One copy, and what was in it at first."""

    def __init__(self, address: str) -> None:
        self.address = address
        url = sa.make_url(address)
        self._connection = psycopg.connect(
            host=url.query["host"], user=url.username, dbname=url.database, autocommit=True
        )
        self._connection.execute("SET lock_timeout = '1s'")
        of = "SELECT c.oid::regclass::text FROM pg_class c WHERE relnamespace = 'public'::regnamespace "
        self._tables = self._names(of + "AND relkind = 'r'")
        self._counters = self._names(of + "AND relkind = 'S'")
        self._asked = self._question()
        self._marks = self._look()
        self._rows = {table: self._copied_out(table) for table in self._tables}

    def restore(self) -> bool:
        """Whether the database is as it was."""
        try:
            now = self._look()
            changed = [name for name, mark in self._marks.items() if now.get(name) != mark]
            if any(
                name in _CATALOGUES or now[name].rows > self._marks[name].rows + _MUCH for name in changed
            ):
                return False
            if changed:
                self._put_back(changed)
                self._marks = self._look()
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _put_back(self, changed: list[str]) -> None:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            # Neither foreign keys nor what guards the rows that were said.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in changed:
                if name in self._counters:
                    mark = self._marks[name]
                    cursor.execute("SELECT setval(%s, %s, %s)", (name, mark.newest, bool(mark.rows)))
                    continue
                cursor.execute(f"DELETE FROM {name}")
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(self._rows[name])

    def _look(self) -> dict[str, _Mark]:
        return {name: _Mark(rows, newest) for name, rows, newest in self._connection.execute(self._asked)}

    def _question(self) -> str:
        written = "coalesce(max(xmin::text::bigint), 0)"
        tables = [f"SELECT '{t}', count(*), {written} FROM {t}" for t in (*self._tables, *_CATALOGUES)]
        counters = [f"SELECT '{c}', is_called::int, last_value FROM {c}" for c in self._counters]
        return " UNION ALL ".join(tables + counters)

    def _names(self, asked: str) -> list[str]:
        return [name for (name,) in self._connection.execute(asked)]

    def _copied_out(self, table: str) -> bytes:
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(bytes(block) for block in copy)
