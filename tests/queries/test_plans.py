"""A programme is looked at by its own rows: no hot query walks through what was said in all the others."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.queries.deliverable import deliverable_states
from app.queries.deliverable_history import deliverable_history
from app.tables import Deliverable, Programme
from tests.cast import TODAY
from tests.database import connect

BIG = ("deadline", "status_update", "deliverable_input", "source")
"""The tables that grow with every programme and every half-year."""


@pytest.fixture
def seeded(invented):
    """Ten programmes of a hundred deliverables."""
    with invented(1000, 10) as address:
        yield connect(address)


@pytest.fixture
def counted(seeded):
    """The database keeps statistics of them, as PostgreSQL does by itself and SQLite does not."""
    with seeded.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


@pytest.fixture
def plans_of(seeded):
    """`plans_of(look)`: how the database goes about each statement of a look at one programme."""

    def of(look):
        statements = []

        def note(_connection, _cursor, statement, parameters, *_rest):
            if statement.startswith(("SELECT", "WITH")):
                statements.append((statement, parameters))

        with seeded.reading() as session:
            programme = session.scalar(sa.select(sa.func.max(Programme.id)))
            first = session.scalar(sa.select(sa.func.min(Deliverable.id)).filter_by(programme_id=programme))
            sa.event.listen(Engine, "before_cursor_execute", note)
            try:
                look(session, programme, first)
            finally:
                sa.event.remove(Engine, "before_cursor_execute", note)
            return [_plan(session, seeded.is_sqlite, *part) for part in statements]

    return of


def _plan(session, is_sqlite, statement, parameters):
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    rows = session.connection().exec_driver_sql(explain + statement, parameters)
    return "\n".join(str(row[-1]) for row in rows)


def walks(plans):
    """The lines of these plans that go through a whole big table."""
    return [
        line.strip()
        for plan in plans
        for line in plan.splitlines()
        for table in BIG
        if f"Seq Scan on {table} " in f"{line} " or line.strip() == f"SCAN {table}"
    ]


@pytest.mark.usefixtures("counted")
def test_one_programme_and_one_deliverable_walk_through_no_others(plans_of):
    overview = plans_of(lambda session, programme, _: deliverable_states(session, programme, TODAY))
    assert len(overview) == 7
    assert walks(overview) == []
    page = plans_of(lambda session, programme, one: deliverable_history(session, programme, one, TODAY))
    assert len(page) > 6
    assert walks(page) == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_some_deliverables_do_not_have_their_whole_programme_walked_through(plans_of):
    some = plans_of(
        lambda session, programme, first: deliverable_states(
            session, programme, TODAY, range(first, first + 4)
        )
    )
    assert len(some) == 7
    of_programmes = [line for plan in some for line in plan.splitlines() if "(programme_id=?" in line]
    of_programmes = [line for line in of_programmes if "party_id=?" not in line]  # one row, by its whole key
    assert [line for line in of_programmes if "frozen_report" not in line] == []
