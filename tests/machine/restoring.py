"""Making a PostgreSQL database as it was before a test: the rows of the tables that it changed, and counters.

A table that still has as many rows, none of them written since, was not changed. Where a catalogue was
(tables made, dropped, analysed), or much was added, the database is not restored but made anew.
"""

from collections.abc import Iterable
from typing import NamedTuple

import psycopg
import sqlalchemy as sa

_CATALOGUES = {
    "pg_class": "oid",
    "pg_constraint": "oid",
    "pg_trigger": "oid",
    "pg_proc": "oid",
    "pg_statistic": "starelid",
}
"""Each with the column that numbers what its rows are about; tables and indexes are in the first."""
_OWN = 16384
"""From here on PostgreSQL numbers what is not its own."""
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
        # Neither foreign keys nor what guards what was said. Set once: setting it makes every plan forgotten.
        self._connection.execute("SET session_replication_role = replica")
        of = "SELECT c.oid::regclass::text FROM pg_class c WHERE relnamespace = 'public'::regnamespace "
        self._tables = self._names(of + "AND relkind = 'r'")
        self._counters = self._names(of + "AND relkind = 'S'")
        self._asked = self._questions()
        self._every = " UNION ALL ".join(self._asked.values())
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
                self._marks |= self._look(changed)
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _put_back(self, changed: list[str]) -> None:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            for name in changed:
                if name in self._counters:
                    mark = self._marks[name]
                    cursor.execute("SELECT setval(%s, %s, %s)", (name, mark.newest, bool(mark.rows)))
                    continue
                cursor.execute(f"DELETE FROM {name}")
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(self._rows[name])

    def _look(self, among: Iterable[str] = ()) -> dict[str, _Mark]:
        """How everything stands, or only these."""
        asked = " UNION ALL ".join(self._asked[name] for name in among) or self._every
        return {name: _Mark(rows, newest) for name, rows, newest in self._connection.execute(asked)}

    def _questions(self) -> dict[str, str]:
        counted = "count(*), coalesce(max(xmin::text::bigint), 0)"
        tables = {t: f"SELECT '{t}', {counted} FROM {t}" for t in self._tables}
        catalogues = {
            t: f"SELECT '{t}', {counted} FROM {t} WHERE {of} >= {_OWN}" for t, of in _CATALOGUES.items()
        }
        counters = {c: f"SELECT '{c}', is_called::int, last_value FROM {c}" for c in self._counters}
        return tables | catalogues | counters

    def _names(self, asked: str) -> list[str]:
        return [name for (name,) in self._connection.execute(asked)]

    def _copied_out(self, table: str) -> bytes:
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(bytes(block) for block in copy)
