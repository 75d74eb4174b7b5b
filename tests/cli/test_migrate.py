"""`python -m app migrate` makes the tables, and a second time leaves them as they are."""

import pytest
import sqlalchemy as sa
from alembic import command

from app.db import Database, alembic_configuration
from app.tables import metadata
from tests.cli.conftest import is_one_line


def test_the_tables_are_made_and_left_alone_the_second_time(on, bare_database):
    run = on(bare_database)
    for _ in range(2):
        assert run("migrate") == (0, "", "")
        assert set(sa.inspect(bare_database.engine).get_table_names()) >= set(metadata.tables)


@pytest.mark.parametrize(
    "command_line",
    [["verify"], ["serve"], ["report", "2023-H2", "--programme", "buurtkracht"], ["worker", "--once"]],
)
def test_a_database_behind_the_code_is_refused_in_one_line(on, database, command_line):
    command.downgrade(alembic_configuration(database), "-1")
    code, out, err = on(database)(*command_line)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "python -m app migrate" in err


@pytest.mark.parametrize("command_line", [["migrate"], ["serve"], ["serve", "--with-demo"], ["verify"]])
def test_a_database_from_before_the_first_revision_is_refused_in_one_line(on, database, command_line):
    with database.writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0009'"))
    code, out, err = on(database)(*command_line)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "0015" in err


def test_a_missing_file_is_refused_in_one_line_and_not_created(on, tmp_path):
    gone = Database(f"sqlite:///{tmp_path}/weg.db")
    code, out, err = on(gone)("verify")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert list(tmp_path.iterdir()) == []
