"""`python -m app migrate` makes the tables, and a second time leaves them as they are."""

import sqlalchemy as sa

from app.tables import metadata


def test_the_tables_are_made_and_left_alone_the_second_time(on, bare_database):
    command = on(bare_database)
    for _ in range(2):
        assert command("migrate") == (0, "", "")
        assert set(sa.inspect(bare_database.engine).get_table_names()) >= set(metadata.tables)
