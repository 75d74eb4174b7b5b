"""`python -m app verify` names every adopted report that is no longer what it was, and every file."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.actions.report import archive
from app.queries.report.archive import filed_report
from app.tables.append_only import create_guards, drop_guards
from tests.rounds import noor

TABLES = ("frozen_report", "file_content")


@pytest.fixture
def verify(on, database, cast, monkeypatch, frozen):
    """The lines that come out, and the exit code; one report has been adopted, and a file of it is kept."""
    monkeypatch.setenv("LANG", "en")
    with database.writing() as session:
        filed = filed_report(session, frozen.id)
        rendered = archive.RenderedFile(filed.key_of("md", "nl"), "text/markdown", b"# Rapportage")
        kept = archive.store_file(session, noor(cast), filed, rendered)
        late_comer = replace(rendered, content=b"# Nog eens")
        assert archive.store_file(session, noor(cast), filed, late_comer) == kept

    def run():
        code, out, err = on(database)("verify")
        assert err == ""
        return code, out.splitlines()

    return run


@pytest.fixture
def tamper(database):
    """A statement of somebody who may do anything with the database."""

    def run(statement):
        dialect = database.engine.dialect.name
        with database.writing() as session:
            for guard_statement in (
                *drop_guards(dialect, TABLES),
                statement,
                *create_guards(dialect, TABLES),
            ):
                session.execute(sa.text(guard_statement))

    return run


def test_reports_that_nobody_touched_are_whole(verify):
    code, lines = verify()
    assert code == 0
    assert lines[0].startswith("Nothing was tampered with: ")


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_report_that_is_no_text_any_more_is_named(verify, tamper):
    tamper("UPDATE frozen_report SET tree = x'00ff'")
    code, lines = verify()
    assert code == 1
    assert any("was altered: it does not have its hash" in line for line in lines)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("tree = REPLACE(tree, 'Handreiking', 'Handboek')", "was altered: it does not have its hash"),
        ("tree = '{'", "was altered: it does not have its hash"),
        ("chain_hash = 'x'", ": the trail no longer has the entry that it was adopted after"),
    ],
)
def test_a_report_that_was_tampered_with_is_named(verify, tamper, change, expected):
    tamper(f"UPDATE frozen_report SET {change}")
    code, lines = verify()
    assert (code, len(lines)) == (1, 2)
    assert lines[0].startswith("report buurtkracht 2023-H2 1.0")
    assert expected in lines[0]
    assert lines[1] == "frozen_report: row 1 is not what the trail says of it"


def test_a_report_that_follows_nothing_and_a_file_that_was_altered_are_named(verify, tamper, database):
    tamper("UPDATE frozen_report SET previous_hash = 'x'")
    tamper(f"UPDATE file_content SET content = CAST(hash AS {'BLOB' if database.is_sqlite else 'BYTEA'})")
    code, lines = verify()
    assert code == 1
    assert [line.split(" ", 2)[0] for line in lines] == [
        "report",
        "report",
        "file",
        "file_content:",
        "frozen_report:",
    ]
    assert "does not follow the one adopted before it" in lines[1]
