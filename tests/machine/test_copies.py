"""Each test finds its database as it was made, whatever the test before it did."""

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import person
from app.actions.audit_log import AuditContext
from app.tables import metadata
from tests.cast import TODAY, at
from tests.database import connect


def everything(database):
    """Every row of every table; rows have no order of their own."""
    with database.reading() as session:
        return {
            name: sorted(session.execute(sa.select(table)).all(), key=repr)
            for name, table in metadata.tables.items()
        }


def add(database):
    with database.writing() as session:
        return person.add(
            session, AuditContext(None, at(TODAY), "test"), email="nieuw@voorbeeld.nl", name="Nieuw"
        )


def test_what_was_added_and_changed_is_put_back_and_numbers_go_on_from_where_they_were(
    templates, cast_template
):
    seen = []
    for _ in range(3):
        with templates.copy(cast_template[0]) as address:
            database = connect(address)
            seen.append((everything(database), add(database)))
            with database.writing() as session:
                session.execute(sa.text("UPDATE programme SET title = 'Anders'"))
    assert seen[0] == seen[1] == seen[2]


def test_what_was_made_of_tables_and_guards_does_not_stay(templates, cast_template):
    for _ in range(2):
        with templates.copy(cast_template[0]) as address:
            database = connect(address)
            assert "left_behind" not in sa.inspect(database.engine).get_table_names()
            with database.writing() as session:
                session.execute(sa.text("CREATE TABLE left_behind (id integer)"))


def test_whoever_never_lets_go_keeps_no_other_test_waiting(templates, cast_template):
    with templates.copy(cast_template[0]) as address:
        database = connect(address)
        before = everything(database)
        add(database)
        held = Session(database.engine)
        held.execute(sa.text("UPDATE person SET name = 'Anders'"))
    with templates.copy(cast_template[0]) as address:
        assert everything(connect(address)) == before
    held.invalidate()


def test_a_copy_that_was_only_read_serves_the_next_test_as_it_is(templates, cast_template):
    with templates.copy(cast_template[0]) as address:
        before = everything(connect(address))
    with templates.copy(cast_template[0]) as again:
        assert (again, everything(connect(again))) == (address, before)
