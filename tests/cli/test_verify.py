"""`python -m app verify`: whole is said so; whatever was tampered with is named, a line for each."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.actions import audit_log, audit_maintenance
from app.actions.audit_log import AuditContext
from app.domain.refusal import Invalid
from app.tables import AuditEntry
from app.tables.append_only import drop_guards
from tests.cast import TODAY, at
from tests.database import AUDIT_KEY


@pytest.fixture
def verify(on, database, monkeypatch):
    """The lines that come out, and the exit code."""
    monkeypatch.setenv("LANG", "en")

    def run(**environment):
        code, out, err = on(database, **environment)("verify")
        assert err == ""
        return code, out.splitlines()

    return run


@pytest.fixture
def tamper(database):
    """Statements of somebody who may do anything with the database, but does not have the key."""

    def run(*statements):
        with unguarded(database) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    return run


@contextmanager
def unguarded(database):
    """A connection for which no guard stands in the way; they stand again afterwards."""
    with database.writing_engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
            names = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = {name: sql for name, sql in names if "audit_" in name}
            for name in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for sql in guards.values():
                connection.exec_driver_sql(sql)
            connection.commit()
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            yield connection
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")
            connection.commit()


def last(database, chain):
    with database.reading() as session:
        return session.scalar(sa.text("SELECT seq FROM audit_head WHERE chain = :chain"), {"chain": chain})


def of_trail(verdict):
    """The code, and of the lines those about the chains: rows that a missing entry sealed are named too."""
    code, lines = verdict
    return code, [line for line in lines if line.startswith(("programme:1:", "installation:"))]


def test_what_nobody_touched_is_whole_and_it_says_what_it_cannot_find(verify, database, cast):
    code, lines = verify()
    assert code == 0
    assert lines[0].startswith("Nothing was tampered with: ")
    assert any(line.startswith(f"programme:{cast.programme} ends at ") for line in lines)
    assert "What this cannot find" in lines[-2]


def test_an_altered_entry_is_named(verify, tamper, cast):
    chain = f"programme:{cast.programme}"
    tamper(f"UPDATE audit_entry SET actor_id = {cast.vera} WHERE chain = '{chain}' AND seq = 5")
    assert verify() == (1, [f"{chain}: entry 5 was altered"])


def test_a_removed_entry_is_named(verify, tamper, cast):
    chain = f"programme:{cast.programme}"
    for table in ("audit_payload", "audit_entry"):
        tamper(f"DELETE FROM {table} WHERE chain = '{chain}' AND seq BETWEEN 7 AND 8")
    assert of_trail(verify()) == (1, [f"{chain}: entries 7 to 8 were removed"])


def test_an_inserted_entry_is_named(verify, tamper, database, cast):
    chain = f"programme:{cast.programme}"
    end = last(database, chain)
    columns = ", ".join(name for name in AuditEntry.model_fields if name not in ("id", "chain", "seq"))
    tamper(
        f"INSERT INTO audit_entry (chain, seq, {columns}) "
        f"SELECT chain, {end + 1}, {columns} FROM audit_entry WHERE chain = '{chain}' AND seq = {end}"
    )
    assert verify() == (1, [f"{chain}: entry {end + 1} was inserted"])
    tamper(f"UPDATE audit_head SET seq = {end + 1} WHERE chain = '{chain}'")
    assert verify() == (1, [f"{chain}: entry {end + 1} was altered"])


@pytest.mark.parametrize("seq", [-(2**31), -1, 0])
def test_an_entry_with_a_number_that_none_has_is_named(verify, tamper, cast, seq):
    """With a key that nobody has, and a state of a row that it would seal."""
    columns = ", ".join(name for name in AuditEntry.model_fields if name not in ("id", "seq", "key_id"))
    tamper(
        f"INSERT INTO audit_entry (id, seq, key_id, {columns}) "
        f"SELECT 9999, {seq}, 'nobody', {columns} FROM audit_entry WHERE chain = 'installation' AND seq = 1",
        f"UPDATE person SET name = 'Eve' WHERE id = {cast.bram}",
        "INSERT INTO row_seal (table_name, row_key, number, chain, seq, digest) "
        f"VALUES ('person', '{cast.bram}', 99, 'installation', {seq}, 'x')",
    )
    assert verify() == (1, [f"installation: entry {seq} was inserted"])


def test_a_decision_to_forget_that_nobody_sealed_lets_no_values_go(verify, tamper, cast):
    columns = ", ".join(n for n in AuditEntry.model_fields if n not in ("id", "seq", "action", "digest"))
    decided = '{"from":{},"to":{"before":"2099-01-01T00:00:00+00:00"}}'
    tamper(
        f"INSERT INTO audit_entry (id, seq, action, digest, {columns}) SELECT 9999, -5, "
        f"'audit_retention.forget', 'x', {columns} FROM audit_entry WHERE chain = 'installation' AND seq = 1",
        "INSERT INTO audit_payload "
        f"SELECT 'installation', -5, at, '{decided}' FROM audit_entry WHERE id = 9999",
        f"DELETE FROM audit_payload WHERE chain = 'programme:{cast.programme}' AND seq = 4",
    )
    code, lines = verify()
    assert code == 1
    assert f"programme:{cast.programme}: the values of entry 4 were removed" in lines


def test_a_tail_that_was_cut_is_named(verify, tamper, database, cast):
    chain = f"programme:{cast.programme}"
    end = last(database, chain)
    for table in ("audit_payload", "audit_entry"):
        tamper(f"DELETE FROM {table} WHERE chain = '{chain}' AND seq >= {end - 1}")
    assert of_trail(verify()) == (1, [f"{chain}: entries {end - 1} to {end} were cut off the end"])


def test_altered_and_removed_values_are_named(verify, tamper, cast):
    chain = f"programme:{cast.programme}"
    tamper(
        f"UPDATE audit_payload SET content = '{{}}' WHERE chain = '{chain}' AND seq = 3",
        f"DELETE FROM audit_payload WHERE chain = '{chain}' AND seq = 4",
    )
    text = f"{chain}: the values of entry"
    assert verify() == (1, [f"{text} 3 were altered", f"{text} 4 were removed"])


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        ("audit_payload SET content = CAST(x'ff41' AS TEXT)", "the values of entry 3 were altered"),
        ("audit_entry SET action = CAST(x'ff' AS TEXT)", "entry 3 was altered"),
        (
            "audit_entry SET at = 'gisteren'",
            "it holds what cannot be read; what comes after that was not checked",
        ),
    ],
)
def test_what_is_no_text_and_no_moment_any_more_is_named_and_the_rest_is_checked(
    verify, tamper, cast, damage, expected
):
    chain = f"programme:{cast.programme}"
    tamper(
        f"UPDATE {damage} WHERE chain = '{chain}' AND seq = 3",
        "UPDATE audit_head SET hash = 'x' WHERE chain = 'installation'",
    )
    assert verify() == (1, ["installation: the end of the chain was altered", f"{chain}: {expected}"])


def test_a_whole_chain_that_was_removed_is_named(verify, tamper, database, cast):
    chain = f"programme:{cast.programme}"
    end = last(database, chain)
    for table in ("audit_payload", "audit_entry"):
        tamper(f"DELETE FROM {table} WHERE chain = '{chain}'")
    assert of_trail(verify()) == (1, [f"{chain}: entries 1 to {end} were cut off the end"])


def test_a_head_that_was_removed_or_altered_is_named(verify, tamper, cast):
    tamper("UPDATE audit_head SET hash = 'x' WHERE chain = 'installation'")
    assert verify() == (1, ["installation: the end of the chain was altered"])
    tamper("DELETE FROM audit_head WHERE chain = 'installation'")
    assert verify() == (1, ["installation: the end of the chain was removed"])


def test_another_key_finds_nothing_whole_and_an_earlier_key_is_given_beside_the_new(verify):
    code, lines = verify(AUDIT_KEY="another-key-that-only-this-test-knows")
    assert code == 1
    assert all("a key that is not given" in line for line in lines)
    code, _ = verify(
        AUDIT_KEY="another-key-that-only-this-test-knows", AUDIT_KEYS_BEFORE=f"a-third {AUDIT_KEY}"
    )
    assert code == 0


def test_verifying_without_a_key_is_refused_in_one_line(on, database, monkeypatch):
    command = on(database)
    monkeypatch.delenv("MIJLPAAL_AUDIT_KEY")
    code, out, err = command("verify")
    assert (code, out) == (2, "")
    assert "MIJLPAAL_SECRET_KEY" in err


def test_a_guard_that_is_gone_is_named(verify, database):
    with database.writing_engine.connect() as connection:
        for statement in drop_guards(connection.dialect.name, ("audit_entry",)):
            connection.exec_driver_sql(statement)
        connection.commit()
    code, lines = verify()
    assert code == 1
    assert lines
    assert all(line.startswith("the guard audit_entry_") for line in lines)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_reference_that_leads_nowhere_is_named(verify, tamper, cast):
    tamper(f"UPDATE project SET lead_id = 999 WHERE id = {cast.houses}")
    fault = "project: row 1 is not what the trail says of it"
    assert verify() == (1, ["project: 1 rows refer to a person that is not there", fault])


def test_values_that_were_forgotten_are_no_fault(verify, database, cast):
    chain = f"programme:{cast.programme}"
    with database.writing() as session:
        gone = audit_maintenance.forget_values(session, AuditContext(cast.noor, at(TODAY), "test"), at(TODAY))
    assert gone > 10
    code, lines = verify()
    assert (code, lines[0][:11]) == (0, "Nothing was")
    with database.reading() as session:
        left = session.scalar(sa.text(f"SELECT count(*) FROM audit_payload WHERE chain = '{chain}'"))
    assert left == 0


def test_values_that_went_with_no_decision_are_a_fault_also_where_an_earlier_one_was_taken(
    verify, database, tamper, cast
):
    chain, office = f"programme:{cast.programme}", AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        audit_maintenance.forget_values(session, office, at(TODAY) - timedelta(days=200))
        audit_log.record(
            session, office, "test.try", ("deliverable", 7), programme_id=cast.programme, title="x"
        )
    end = last(database, chain)
    # The decision is stretched in its table, as somebody without the key could.
    tamper(
        "UPDATE audit_retention SET before = '2030-01-01 00:00:00.000000'",
        f"DELETE FROM audit_payload WHERE chain = '{chain}' AND seq = {end}",
    )
    assert of_trail(verify()) == (1, [f"{chain}: the values of entry {end} were removed"])
    assert "audit_retention: row 1 is not what the trail says of it" in verify()[1]


def test_nothing_is_forgotten_that_is_still_to_be_done(database, cast):
    with pytest.raises(Invalid), database.writing() as session:
        audit_maintenance.forget_values(
            session, AuditContext(cast.noor, at(TODAY), "test"), at(TODAY) + timedelta(seconds=1)
        )
