"""Whatever is changed, inserted or deleted past the product is named: every column of every table.

Somebody who may do anything with the database, guards and references switched off, but who has no key.
"""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.queries.audit_verification import chain_faults
from app.queries.row_verification import faults_of_table
from app.tables import metadata
from app.tables.columns import UtcDateTime
from app.tables.row_seal import UNSEALED, sealed_tables
from tests.cast import at
from tests.database import KEYS
from tests.every_table import fill_every_table

DAY = date(2023, 1, 1)
TRAIL = ("audit_entry", "audit_payload", "audit_head", "row_seal")
TABLES = (*(table.name for table in sealed_tables()), *TRAIL)


def test_only_what_holds_no_fact_stays_outside():
    outside = {
        *(
            "sign_in",
            "known_device",
            "spent",
            "visit",
            "api_token_use",
            "guess_count",
            "draft",
            "sent_form",
            "answered_request",
            "job",
            "muted_notice",
            "worker_pulse",
            "calendar_link_use",
            "event",
            "event_sequence",
            "webhook_delivery",
            "webhook_turn",
        ),
        "search_entry",
    }
    assert UNSEALED - outside == set(TRAIL)
    assert set(metadata.tables) == set(TABLES) | outside


@pytest.fixture
def full_database(database, cast):
    """The cast's database with a row in every table; the trail tells of all."""
    with database.writing() as session:
        fill_every_table(session, cast)
    return database


@contextmanager
def tampering(database):
    """A session on a connection for which nothing stands in the way; everything is put back afterwards."""
    with database.writing_engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
            for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
                connection.commit()
                connection.connection.dbapi_connection.execute(f"PRAGMA {pragma}")
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in names.scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            checks = connection.exec_driver_sql(
                "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"
            )
            for table, name in checks.all():
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        with Session(connection, info={"keys": lambda _: KEYS}) as session:
            yield session
        connection.rollback()
        connection.invalidate()


def row_of(session, table):
    """The last row of a table, as the database has it, with its primary key."""
    raw = [sa.type_coerce(column, sa.types.NullType()).label(column.name) for column in table.c]
    order = [column.desc() for column in table.primary_key]
    row = session.execute(sa.select(*raw).order_by(*order).limit(1)).mappings().one_or_none()
    assert row is not None, f"no row in {table.name}"
    return dict(row)


def others(column, value):
    """Values that could stand in the place of this one."""
    kind = column.type
    if isinstance(kind, sa.Enum):
        yield from [word for word in kind.enums if word != value][:2]
    elif value is None:
        yield {sa.Integer: 1, sa.Numeric: 1, sa.Date: DAY, UtcDateTime: at(DAY)}.get(type(kind), "x")
    elif isinstance(kind, sa.Boolean):
        yield not value
    elif isinstance(kind, sa.Date | UtcDateTime):
        yield value.replace("2", "1", 1) if isinstance(value, str) else value + timedelta(days=1)
    elif isinstance(value, str):
        yield f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}"
        if len(value) != kind.length:  # PostgreSQL drops a space that is one too many
            yield f"{value} "
    else:
        yield value + (b"!" if isinstance(value, bytes) else 1_000_003)
    if value is not None and column.nullable:
        yield None


def faults(session, name):
    """What `verify` says of a table; of the trail, what it says of every chain."""
    if name in TRAIL:
        return list(chain_faults(session, KEYS))
    return list(faults_of_table(session, name, KEYS))


def is_tampered(session, name, statement):
    """Whether the database took it, and then whether it is named; none where the database itself refuses."""
    savepoint = session.begin_nested()
    try:
        session.connection().execute(statement)
    except (sa.exc.IntegrityError, sa.exc.DataError):
        savepoint.rollback()
        return None
    named = bool(faults(session, name))
    savepoint.rollback()
    return named


def written(verb, table, values, row):
    """A statement in words of its own, so that no type of ours stands in the way, and what fills it."""
    quoted = {column.name: f'"{column.name}"' for column in table.c}
    if verb == "INSERT":
        names, places = ", ".join(quoted[n] for n in values), ", ".join(f":{n}" for n in values)
        return sa.text(f"INSERT INTO {table.name} ({names}) VALUES ({places})").bindparams(**values)
    key = {column.name: row[column.name] for column in table.primary_key}
    is_it = " AND ".join(f"{quoted[name]} = :key_{name}" for name in key)
    sets = ", ".join(f"{quoted[name]} = :{name}" for name in values)
    statement = f"UPDATE {table.name} SET {sets}" if verb == "UPDATE" else f"DELETE FROM {table.name}"
    filled = values | {f"key_{name}": value for name, value in key.items()}
    return sa.text(f"{statement} WHERE {is_it}").bindparams(**filled)


def test_every_column_that_is_changed_is_named(full_database):
    unnamed, tried = [], set()
    with tampering(full_database) as session:
        assert [name for name in TABLES if faults(session, name)] == []
        for name in TABLES:
            table = metadata.tables[name]
            row = row_of(session, table)
            for column in table.c:
                for value in others(column, row[column.name]):
                    change = written("UPDATE", table, {column.name: value}, row)
                    named = is_tampered(session, name, change)
                    tried |= {(name, column.name)} if named is not None else set()
                    unnamed += [(name, column.name, row[column.name], value)] if named is False else []
    assert unnamed == []
    assert {(name, column.name) for name in TABLES for column in metadata.tables[name].c} - tried == set()


def test_every_row_that_is_deleted_is_named(full_database):
    with tampering(full_database) as session:
        for name in TABLES:
            table = metadata.tables[name]
            gone = written("DELETE", table, {}, row_of(session, table))
            assert is_tampered(session, name, gone), name


def test_every_row_that_is_inserted_is_named(full_database):
    with tampering(full_database) as session:
        for name in TABLES:
            table = metadata.tables[name]
            row = row_of(session, table)
            unique = {column.name for column in table.c if column.primary_key or column.unique}
            unique |= {
                column.name
                for constraint in table.constraints
                if isinstance(constraint, sa.UniqueConstraint)
                for column in constraint.columns
            }
            free = [table.c[name] for name in unique if not isinstance(table.c[name].type, sa.Enum)]
            unlike = {c.name: next(others(c, row[c.name])) for c in free if row[c.name] is not None}
            named = is_tampered(session, name, written("INSERT", table, row | unlike, row))
            # The database itself lets no second installation in.
            assert named or (name == "installation" and named is None), name
