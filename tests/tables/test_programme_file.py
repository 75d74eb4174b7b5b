"""What goes into the file of a programme: every table is in it or kept out, and old files stay readable."""

import json
from pathlib import Path

from app.tables import metadata
from app.tables.programme_file import FILED, KEPT_OUT, filed_tables

FIRST = Path(__file__).parent / "golden" / "programme_file_1.json"


def test_every_table_is_in_the_file_or_kept_out_of_it_on_purpose():
    assert metadata.tables.keys() == set(FILED) | KEPT_OUT
    assert not set(FILED) & KEPT_OUT


def test_a_table_stands_after_those_that_it_refers_to():
    before = set()
    for table in filed_tables():
        before.add(table.name)
        assert set(table.references.values()) <= before


def test_a_file_of_the_first_version_has_all_that_a_record_must_have():
    """A column that comes later has a default, so that such a file is still read."""
    first = json.loads(FIRST.read_text())
    now = {table.member: [column.name for column in table.columns] for table in filed_tables()}
    must = {table.member: {c.name for c in table.columns if not c.has_default} for table in filed_tables()}
    assert {member: sorted(must[member]) for member in first} == first
    assert all(set(names) <= set(now[member]) for member, names in first.items())
