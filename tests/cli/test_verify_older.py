"""A database from before rows were sealed: `migrate` covers it once, and `verify` says from where on."""

import pytest
import sqlalchemy as sa
from alembic import command

from app.actions import audit
from app.actions.act import Act
from app.db import alembic_configuration, migrate
from app.tables import AuditEntry, Person
from tests.cast import TODAY, at
from tests.database import connected, filled
from tests.machine.workplace import once


@pytest.fixture
def older_database(templates, backend, cast_template):
    """The cast's database, of which no entry seals a row; made once a run."""

    def go_down_and_up(database):
        command.downgrade(alembic_configuration(database), "0001")
        migrate(database)

    made = once(f"{backend}-older", lambda: filled(templates.create(cast_template[0]), go_down_and_up))
    with templates.copied(made) as address:
        yield connected(address)


@pytest.fixture
def run(on, older_database, monkeypatch):
    """A command on it: exit code and lines."""
    monkeypatch.setenv("LANG", "en")
    command_on = on(older_database)

    def run(*arguments):
        code, out, err = command_on(*arguments)
        assert err == ""
        return code, out.splitlines()

    return run


def tamper(database, cast):
    with database.changing.connect() as connection:
        connection.execute(sa.update(Person).where(Person.id == cast.bram).values(name="Bas"))
        connection.commit()


def test_before_it_is_covered_its_rows_stand_there_without_an_entry(run):
    code, lines = run("verify")
    assert code == 1
    assert all(line.endswith("was put there without an entry in the trail") for line in lines)


def test_once_it_is_covered_everything_is_and_it_says_from_which_entry_on(run, older_database, cast):
    with older_database.reading() as session:
        last = session.scalar(sa.select(sa.func.max(AuditEntry.seq)).filter_by(chain="installation"))
    assert run("migrate") == (0, [])
    code, lines = run("verify")
    assert code == 0
    told = "from entry {} on every row is covered; the entries before it hold less"
    assert lines[1] == f"installation: {told.format(last + 1)}"
    tamper(older_database, cast)
    assert run("verify") == (1, [f"person: row {cast.bram} is not what the trail says of it"])


def test_nobody_can_have_a_change_covered_by_bringing_the_database_up_to_date_again(
    run, older_database, cast
):
    run("migrate")
    tamper(older_database, cast)
    run("migrate")
    assert run("verify")[0] == 1


def test_what_an_older_release_wrote_in_between_is_covered_again(run, older_database, cast):
    run("migrate")
    tamper(older_database, cast)
    with older_database.writing() as session:
        audit.record(session, Act(cast.noor, at(TODAY), "test"), "test.try", ("person", cast.bram))
    downgraded = "UPDATE audit_entry SET rows_digest = NULL WHERE action = 'test.try'"
    with older_database.changing.connect() as connection:
        table = "audit_entry_no_update" if older_database.is_sqlite else "audit_entry_append_only"
        off = f"DROP TRIGGER {table}" + ("" if older_database.is_sqlite else " ON audit_entry")
        connection.exec_driver_sql(off)
        connection.exec_driver_sql(downgraded)
        connection.commit()
    run("migrate")
    code, lines = run("verify")
    assert code == 1
    # The row is covered; that the entry itself was tampered with to get there is named.
    assert [line for line in lines if line.startswith("person:")] == []
    assert any("was altered" in line for line in lines)
