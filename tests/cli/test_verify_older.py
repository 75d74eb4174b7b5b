"""A database from before rows were sealed: `migrate` covers it once, and `verify` says from where on."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from app.domain.audit_trail.seal import SEALED, START, seal
from app.tables import AuditEntry, Person, RowSeal, metadata
from app.tables.append_only import create_guards, drop_guards
from app.tables.audit_guards import create_audit_guards, drop_audit_guards
from tests.cli.conftest import is_one_line
from tests.database import KEYS, connect, fill_template
from tests.machine.workplace import once


@pytest.fixture
def older_database(templates, backend, cast_template):
    """The cast's database, of which no entry seals a row; made once a run."""
    template = once(
        f"{backend}-older", lambda: fill_template(templates.create(cast_template[0]), unseal_rows)
    )
    with templates.copy(template) as address:
        yield connect(address)


def unseal_rows(database):
    """Seal every entry of the trail anew as it was before rows were sealed: without them."""
    entry, head = metadata.tables["audit_entry"], metadata.tables["audit_head"]
    with unguarded(database) as connection:
        connection.execute(sa.delete(RowSeal))
        hashes = {}
        for row in connection.execute(sa.select(entry).order_by(entry.c.chain, entry.c.seq)).mappings().all():
            parts = {**row, "previous": hashes.get(row["chain"], START)}
            hashes[row["chain"]] = seal(KEYS.current.secret, [parts[name] for name in SEALED])
            values = {"previous": parts["previous"], "hash": hashes[row["chain"]], "rows_digest": None}
            connection.execute(sa.update(entry).where(entry.c.id == row["id"]).values(values))
        for chain, newest in hashes.items():
            connection.execute(sa.update(head).where(head.c.chain == chain).values(hash=newest))


@contextmanager
def unguarded(database):
    """A connection for which the trail can be changed; its guards stand again afterwards."""
    dialect = database.engine.dialect.name
    tables = ("audit_entry", "row_seal")
    with database.writing_engine.connect() as connection:
        for statement in (*drop_guards(dialect, tables), *drop_audit_guards(dialect)):
            connection.execute(sa.text(statement))
        yield connection
        for statement in (*create_guards(dialect, tables), *create_audit_guards(dialect)):
            connection.execute(sa.text(statement))
        connection.commit()


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
    with database.writing_engine.connect() as connection:
        connection.execute(sa.update(Person).where(Person.id == cast.bram).values(name="Bas"))
        connection.commit()


def test_rows_stand_there_without_an_entry_before_the_database_is_covered(run):
    code, lines = run("verify")
    assert code == 1
    assert all(line.endswith("was put there without an entry in the trail") for line in lines)


def test_a_covered_database_says_from_which_entry_on_everything_is_covered(run, older_database, cast):
    with older_database.reading() as session:
        last = session.scalar(sa.select(sa.func.max(AuditEntry.seq)).filter_by(chain="installation"))
    assert run("migrate") == (0, [])
    code, lines = run("verify")
    assert code == 0
    sentence = "from entry {} on every row is covered; the entries before it hold less"
    assert lines[1] == f"installation: {sentence.format(last + 1)}"
    tamper(older_database, cast)
    assert run("verify") == (1, [f"person: row {cast.bram} is not what the trail says of it"])


def test_nobody_can_have_a_change_covered_by_bringing_the_database_up_to_date_again(
    run, older_database, cast
):
    run("migrate")
    tamper(older_database, cast)
    run("migrate")
    assert run("verify")[0] == 1


def test_nobody_can_have_a_change_covered_by_making_an_entry_look_old(run, older_database, cast):
    run("migrate")
    tamper(older_database, cast)
    last = "(SELECT max(id) FROM audit_entry)"
    with unguarded(older_database) as connection:
        digest = connection.exec_driver_sql(f"SELECT rows_digest FROM audit_entry WHERE id = {last}").scalar()
        connection.exec_driver_sql(f"UPDATE audit_entry SET rows_digest = NULL WHERE id = {last}")
    run("migrate")
    with unguarded(older_database) as connection:
        connection.exec_driver_sql(f"UPDATE audit_entry SET rows_digest = '{digest}' WHERE id = {last}")
    assert run("verify") == (1, [f"person: row {cast.bram} is not what the trail says of it"])


def test_a_trail_that_was_tampered_with_is_not_covered(on, older_database, cast):
    with unguarded(older_database) as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET object_id = object_id + 1 WHERE id = 3")
    code, out, err = on(older_database)("migrate")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    with older_database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(RowSeal)) == 0
