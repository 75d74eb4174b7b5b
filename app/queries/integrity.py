"""Whether the database still is as it was made: guards unchanged, references leading somewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session

from app.tables.append_only import create_guards
from app.tables.audit_guards import create_audit_guards
from app.tables.search_entry import create_search_index


class GuardFaultKind(StrEnum):
    """What is wrong with a trigger, or with a function that triggers call."""

    GONE = "gone"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GuardFault:
    """One guard that is not as it was made, by its name; or a trigger, rule or view that is none of ours."""

    kind: GuardFaultKind
    name: str


def guard_faults(session: Session) -> Iterator[GuardFault]:
    """Every guard that is gone, rests or says something else, and what is none of ours. Three queries."""
    dialect = session.get_bind().dialect.name
    expected, present = set(_guards(dialect)), set(_read_guards(session, dialect))
    names_made, names_there = {name for name, _ in expected}, {name for name, _ in present}
    for name in sorted({name for name, _ in expected ^ present}):
        if name not in names_there:
            yield GuardFault(GuardFaultKind.GONE, name)
        elif name in names_made:
            yield GuardFault(GuardFaultKind.ALTERED, name)
        else:
            yield GuardFault(GuardFaultKind.UNKNOWN, name)


def triggers_rest(session: Session) -> bool:
    """Whether this database lets every trigger rest, for whoever connects to it (PostgreSQL). One query."""
    if session.get_bind().dialect.name == "sqlite":
        return False
    return bool(session.scalar(sa.text("SHOW session_replication_role")) != "origin")


def broken_references(session: Session) -> list[tuple[str, str, int]]:
    """Rows that refer to what is not there: the table, the table referred to, and how many.

    On SQLite, where whoever opens the file may leave references unchecked; PostgreSQL checks its own.
    """
    if session.get_bind().dialect.name != "sqlite":
        return []
    counts: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in session.execute(sa.text("PRAGMA foreign_key_check")):
        counts[table, parent] = counts.get((table, parent), 0) + 1
    return [(table, parent, count) for (table, parent), count in sorted(counts.items())]


def _guards(dialect: str) -> Iterator[tuple[str, str]]:
    """Name and text of every guard as it is made, and of the triggers with which SQLite searches."""
    for statement in (*create_guards(dialect), *create_audit_guards(dialect), *create_search_index(dialect)):
        trigger = re.match(r"CREATE TRIGGER (\w+) ", statement)
        function = re.match(r"CREATE OR REPLACE FUNCTION (\w+)\(\).*\$\$(.*)\$\$", statement)
        if trigger:
            yield trigger[1], _normalize(statement)
        elif function:
            yield function[1], function[2]


def _read_guards(session: Session, dialect: str) -> Iterator[tuple[str, str]]:
    """Name and text of every trigger, of what else acts like one, and of the functions that guards call.

    A trigger that does not fire for everybody has no text.
    """
    if dialect == "sqlite":
        for name, text in session.execute(sa.text(_SQLITE)):
            yield name, _normalize(text)
        return
    for name, text, enabled in session.execute(sa.text(_POSTGRESQL)):
        yield name, _normalize(text) if enabled == "O" else ""
    for name in session.scalars(sa.text(_STRANGERS)):
        yield name, ""
    functions = [name for name, text in _guards(dialect) if not text.startswith("CREATE TRIGGER")]
    statement = sa.text(_FUNCTIONS).bindparams(sa.bindparam("names", expanding=True))
    for name, text in session.execute(statement, {"names": functions}):
        yield name, text


def _normalize(statement: str) -> str:
    """PostgreSQL names the events of a trigger in an order of its own."""
    words = " ".join(statement.split())
    return re.sub(r"(?<= BEFORE )[A-Z]+(?: OR [A-Z]+)*", _order_events, words)


def _order_events(events: re.Match[str]) -> str:
    return " OR ".join(sorted(events[0].split(" OR ")))


# Whatever is no table and no index, whichever type it says it has: SQLite fires what calls itself a Trigger.
_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type NOT IN ('table', 'index')"
_POSTGRESQL = (
    "SELECT tgname, pg_catalog.pg_get_triggerdef(oid, true), tgenabled "
    "FROM pg_catalog.pg_trigger WHERE NOT tgisinternal"
)
_FUNCTIONS = "SELECT proname, prosrc FROM pg_catalog.pg_proc WHERE proname IN :names"
_OUR_TABLES = "SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = 'public'::pg_catalog.regnamespace"
_STRANGERS = f"""
    SELECT relname FROM pg_catalog.pg_class
    WHERE relnamespace = 'public'::pg_catalog.regnamespace AND relkind NOT IN ('r', 'i', 'S', 't', 'c')
    UNION ALL SELECT relname FROM pg_catalog.pg_class WHERE relrowsecurity AND oid IN ({_OUR_TABLES})
    UNION ALL SELECT rulename FROM pg_catalog.pg_rewrite
    WHERE rulename <> '_RETURN' AND ev_class IN ({_OUR_TABLES})
    UNION ALL SELECT polname FROM pg_catalog.pg_policy
    UNION ALL SELECT inhrelid::pg_catalog.regclass::pg_catalog.text FROM pg_catalog.pg_inherits
    WHERE inhparent IN (SELECT oid FROM pg_catalog.pg_class WHERE relkind = 'r')
    UNION ALL SELECT evtname FROM pg_catalog.pg_event_trigger
"""  # nosec B608 # names of ours
"""What else can change what is written or read: views, rules, policies, tables under ours, event triggers."""
