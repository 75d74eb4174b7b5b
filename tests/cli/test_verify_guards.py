"""`verify` reads what every guard says, and not only what it is called."""

import pytest
import sqlalchemy as sa

POSTGRESQL = pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
SQLITE = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def verify_after(on, database, monkeypatch):
    """What `verify` says once somebody who owns the database has run these statements."""
    monkeypatch.setenv("LANG", "en")

    def run(*statements):
        with database.writing_engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.commit()
        database.dispose()
        return on(database)("verify").out.splitlines()

    return run


@SQLITE
def test_a_guard_of_the_same_name_that_does_nothing_is_named(verify_after):
    assert verify_after(
        "DROP TRIGGER deadline_no_update",
        "CREATE TRIGGER deadline_no_update BEFORE UPDATE ON deadline BEGIN SELECT 1; END",
    ) == ["the guard deadline_no_update is not as it was made"]


@SQLITE
def test_a_trigger_of_somebody_else_is_named(verify_after):
    assert verify_after(
        "CREATE TRIGGER quiet AFTER INSERT ON deadline BEGIN UPDATE party SET name = 'x' WHERE id = 0; END"
    ) == ["quiet is none of ours: a trigger, a rule or a view"]


@SQLITE
def test_what_keeps_the_search_in_step_is_read_too(verify_after):
    assert verify_after(
        "DROP TRIGGER search_entry_delete_stems",
        "CREATE TRIGGER search_entry_delete_stems AFTER DELETE ON search_entry "
        "BEGIN UPDATE role_grant SET role = 'admin'; END",
    ) == ["the guard search_entry_delete_stems is not as it was made"]


@SQLITE
def test_a_view_beside_our_tables_is_named(verify_after):
    assert verify_after("CREATE VIEW quiet AS SELECT 1") == [
        "quiet is none of ours: a trigger, a rule or a view"
    ]


@SQLITE
def test_a_trigger_that_says_it_is_of_another_type_is_named(verify_after):
    assert verify_after(
        "CREATE TRIGGER quiet AFTER INSERT ON deadline BEGIN SELECT 1; END",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET type = 'Trigger' WHERE name = 'quiet'",
        "PRAGMA writable_schema = OFF",
    ) == ["quiet is none of ours: a trigger, a rule or a view"]


@POSTGRESQL
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW quiet AS SELECT 1",
        "CREATE RULE quiet AS ON INSERT TO deadline DO ALSO NOTHING",
        "CREATE POLICY quiet ON deadline USING (false)",
        "CREATE TABLE quiet () INHERITS (deadline)",
    ],
)
def test_what_else_changes_what_is_read_or_written_is_named(verify_after, statement):
    assert verify_after(statement) == ["quiet is none of ours: a trigger, a rule or a view"]


@POSTGRESQL
def test_a_table_of_somebody_else_is_not_read_in_the_place_of_ours(verify_after, database):
    """Somebody has the database look among their own tables and operators first."""
    name = database.url.database
    lines = verify_after(
        "CREATE SCHEMA evil",
        "CREATE TABLE evil.pg_trigger AS SELECT * FROM pg_catalog.pg_trigger",
        "CREATE TABLE evil.person AS SELECT * FROM public.person",
        "DROP TRIGGER deadline_no_truncate ON deadline",
        f'ALTER DATABASE "{name}" SET search_path = evil, pg_catalog, public',
    )
    assert lines == ["the guard deadline_no_truncate is gone"]


@POSTGRESQL
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$",
            "the guard refuse_change is not as it was made",
        ),
        (
            "ALTER TABLE deadline ENABLE REPLICA TRIGGER deadline_append_only",
            "the guard deadline_append_only is not as it was made",
        ),
        (
            "ALTER TABLE deadline DISABLE TRIGGER deadline_append_only",
            "the guard deadline_append_only is not as it was made",
        ),
        (
            "CREATE TRIGGER quiet BEFORE INSERT ON deadline FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "quiet is none of ours: a trigger, a rule or a view",
        ),
        (
            "DROP TRIGGER deadline_no_truncate ON deadline",
            "the guard deadline_no_truncate is gone",
        ),
    ],
)
def test_a_guard_that_no_longer_guards_is_named(verify_after, statement, named):
    assert verify_after(statement) == [named]


@POSTGRESQL
def test_a_second_guard_of_the_same_name_hides_none(verify_after):
    assert verify_after(
        "CREATE TRIGGER deadline_append_only BEFORE UPDATE ON party "
        "FOR EACH ROW WHEN (false) EXECUTE FUNCTION refuse_change()"
    ) == ["the guard deadline_append_only is not as it was made"]


@POSTGRESQL
def test_a_database_in_which_every_guard_rests_is_named(verify_after, database):
    name = database.url.database
    try:
        (line,) = verify_after(f'ALTER DATABASE "{name}" SET session_replication_role = replica')
    finally:
        with database.writing_engine.connect() as connection:
            connection.execute(sa.text(f'ALTER DATABASE "{name}" RESET session_replication_role'))
            connection.commit()
        database.dispose()
    assert line == "the setting session_replication_role of this database lets every guard rest"
