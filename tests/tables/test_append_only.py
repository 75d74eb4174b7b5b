"""What was said cannot be unsaid: the database itself refuses to change or remove it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from app.tables import metadata
from app.tables.append_only import APPEND_ONLY
from tests.tables.rows import ensure_row


@pytest.fixture(params=APPEND_ONLY)
def table(request):
    """A table in which nothing is ever changed."""
    return metadata.tables[request.param]


@pytest.fixture(autouse=True)
def filled(database, table):
    """There is something in the table that could be changed."""
    with database.writing() as session:
        ensure_row(session, table)


def rows(database, table):
    with database.reading() as session:
        return session.execute(sa.select(table).order_by(*table.primary_key.columns)).all()


def one_of(table):
    """A column that holds a fact."""
    return next(column for column in table.c if not column.primary_key)


def refuses(database, table, statement):
    """Whether the database says no, for that reason, and everything stays as it was."""
    before = rows(database, table)
    assert before
    with pytest.raises(DBAPIError, match=f"{table.name} is append-only"), database.writing() as session:
        session.connection().execute(statement)
    return rows(database, table) == before


def test_nothing_that_was_said_can_be_changed(database, table):
    assert refuses(database, table, sa.update(table).values({one_of(table): one_of(table)}))


def test_nothing_that_was_said_can_be_removed(database, table):
    assert refuses(database, table, sa.delete(table))


@pytest.mark.parametrize("backend", ["sqlite"])
def test_nothing_that_was_said_can_be_replaced(database, table):
    row = rows(database, table)[0]._asdict()
    assert refuses(database, table, sa.insert(table).prefix_with("OR REPLACE").values(row))


def test_nothing_that_was_said_can_be_overwritten_by_what_is_added(database, table):
    dialect = sqlite if database.is_sqlite else postgresql
    added = dialect.insert(table).values(rows(database, table)[0]._asdict())
    keys = list(table.primary_key.columns)
    instead = {one_of(table): added.excluded[one_of(table).name]}
    assert refuses(database, table, added.on_conflict_do_update(index_elements=keys, set_=instead))


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_table_of_what_was_said_cannot_be_emptied(database, table):
    assert refuses(database, table, sa.text(f"TRUNCATE {table.name} CASCADE"))
