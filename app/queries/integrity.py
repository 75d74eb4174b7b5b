"""Whether the database still is as it was made: guards in place, every reference leading somewhere."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from app.tables.append_only import create_guards
from app.tables.audit_guards import create_audit_guards


def missing_guards(session: Session) -> list[str]:
    """The triggers that should keep what was said and are not there, or rest. One query."""
    dialect = session.get_bind().dialect.name
    there = set(session.scalars(sa.text(_TRIGGERS[dialect])))
    return [name for name in _guards(dialect) if name not in there]


def broken_references(session: Session) -> list[tuple[str, str, int]]:
    """Rows that refer to what is not there: the table, the table referred to, and how many.

    On SQLite, where whoever opens the file may leave references unchecked; PostgreSQL checks its own.
    """
    if session.get_bind().dialect.name != "sqlite":
        return []
    found: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in session.execute(sa.text("PRAGMA foreign_key_check")):
        found[table, parent] = found.get((table, parent), 0) + 1
    return [(table, parent, count) for (table, parent), count in sorted(found.items())]


def _guards(dialect: str) -> Iterator[str]:
    for statement in (*create_guards(dialect), *create_audit_guards(dialect)):
        create, what, name, *_ = statement.split()
        if (create, what) == ("CREATE", "TRIGGER"):
            yield name


_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
