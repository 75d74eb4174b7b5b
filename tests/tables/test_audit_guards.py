"""The database itself keeps the trail: values go by decision only, and the end of a chain goes forward."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

REFUSED = (
    "UPDATE audit_payload SET content = 'x'",
    "DELETE FROM audit_payload",
    "UPDATE audit_head SET seq = seq - 1",
    "UPDATE audit_head SET hash = 'x'",
    "UPDATE audit_head SET chain = 'x', seq = seq + 1",
    "DELETE FROM audit_head",
    "UPDATE audit_retention SET before = before",
    "DELETE FROM audit_retention",
)


@pytest.fixture
def decided(database):
    """A decision to forget what is from before June."""
    with database.writing() as session:
        session.execute(sa.text("INSERT INTO audit_retention (before) VALUES ('2023-06-01 00:00:00.000000')"))
    return database


@pytest.mark.parametrize("statement", REFUSED)
def test_the_trail_is_not_changed_beside_the_actions(decided, statement):
    with pytest.raises(DBAPIError, match="audit_"), decided.writing() as session:
        session.execute(sa.text(statement))


def test_values_go_once_it_was_decided(decided):
    with decided.writing() as session:
        session.execute(sa.text("DELETE FROM audit_payload WHERE at < '2023-06-01 00:00:00.000000'"))
    with decided.reading() as session:
        assert session.scalar(sa.text("SELECT min(at) >= '2023-06-01' FROM audit_payload"))


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
@pytest.mark.parametrize("table", ["audit_payload", "audit_head", "audit_retention"])
def test_the_trail_cannot_be_emptied(decided, table):
    with pytest.raises(DBAPIError, match="append-only"), decided.writing() as session:
        session.execute(sa.text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("backend", ["sqlite"])
def test_values_are_not_replaced(decided):
    with pytest.raises(DBAPIError, match="audit_payload"), decided.writing() as session:
        session.execute(
            sa.text("INSERT OR REPLACE INTO audit_payload SELECT chain, seq, at, 'x' FROM audit_payload")
        )
