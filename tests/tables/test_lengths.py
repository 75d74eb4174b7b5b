"""Every text has a length, said once by its column; both databases hold it, and no text is ever cut off."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import AutoString

from app.actions import party
from app.actions.audit_log import AuditContext
from app.domain.refusal import Invalid
from app.tables import Deliverable, metadata
from app.tables.lengths import LONGEST_TEXT, length_objections, longest, refuse_long_texts
from tests.cast import TODAY, at
from tests.tables.rows import ensure_row

TEXTS = [column for table in metadata.sorted_tables for column in table.c if longest(column) is not None]
MADE_BY_PROGRAM = {
    *("audit_payload.content", "draft.content", "frozen_report.tree", "job.content", "report_version.tree"),
    "read_report.paragraphs",
    *("report_version.facts", "bulk_entry.contents", "imported_trail.content"),
    *("webhook.kinds", "webhook.types", "webhook_secret.encrypted", "webhook_delivery.failure"),
    *(f"search_entry.{name}" for name in ("title", "text", "title_stems", "text_stems")),
}

ANSWERED = date(2023, 10, 2)
ALSO = {
    "sign_off.document": {"given_on": ANSWERED},
    "parliamentary_commitment.answered_in": {"answered_on": ANSWERED},
    "parliamentary_commitment_statement.answered_in": {"answered_on": ANSWERED},
}
"""What a row needs besides, so that nothing but the length stands in its way."""


def complaint(database, column, text):
    """What the database says against a row with this text; nothing where it takes it."""
    with database.writing() as session:
        ensure_row(session, column.table)
        whole = session.execute(sa.select(column.table).limit(1)).mappings().one()
        own = set() if column.table.name in ("decision", "event") else {"id"}
        values = {name: value for name, value in whole.items() if name not in own}
        values |= {column.name: text} | ALSO.get(str(column), {})
        attempt = session.begin_nested()
        try:
            session.connection().execute(sa.insert(column.table).values(values))
        except DBAPIError as refused:
            return str(refused.orig)
        finally:
            attempt.rollback()
    return ""


def is_about_length(complaint, column):
    return f"ck_{column.table.name}_{column.name}_length" in complaint or "value too long" in complaint


def test_every_text_that_somebody_types_is_bounded():
    unbounded = {
        str(column)
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, AutoString) and longest(column) is None
    }
    assert unbounded == MADE_BY_PROGRAM
    assert len(TEXTS) > 100


def test_both_databases_refuse_one_character_more_than_a_column_says(database):
    for column in TEXTS:
        one_more, just = "x" * (longest(column) + 1), "x" * longest(column)
        refused = complaint(database, column, one_more)
        # Another rule may speak first where a text is one of two words.
        assert is_about_length(refused, column) or column.name == "language", (str(column), refused)
        assert not is_about_length(complaint(database, column, just), column), str(column)


def test_characters_are_counted_and_not_bytes(database):
    name = metadata.tables["party"].c.name
    assert complaint(database, name, "🜁" * longest(name)) == ""
    assert is_about_length(complaint(database, name, "🜁" * longest(name) + "x"), name)


def test_the_steps_put_up_the_same_rules_as_the_tables_of_the_code(database):
    inspector = sa.inspect(database.engine)
    for table in metadata.sorted_tables:
        held = {check["name"] for check in inspector.get_check_constraints(table.name)}
        lines = {f"ck_{table.name}_{column.name}_length" for column in table.c if longest(column) is not None}
        assert lines == {name for name in held if name.endswith("_length")}, table.name


def test_a_text_is_refused_beside_its_field_with_the_length_of_its_column():
    wrong = length_objections(Deliverable, {"title": "x" * 301, "description": "x" * 300, "position": 9})
    assert {name: str(message) for name, message in wrong.items()} == {"title": "Use at most 300 characters."}
    assert [*length_objections(Deliverable, {"title": "x" * 301}, beside="titles")] == ["titles"]
    refuse_long_texts(Deliverable, {"title": "x" * 300, "description": "x" * LONGEST_TEXT})
    with pytest.raises(Invalid):
        refuse_long_texts(Deliverable, {"description": "x" * (LONGEST_TEXT + 1)})


def test_an_action_refuses_what_a_form_would_not_send_either(database, cast):
    with database.writing() as session, pytest.raises(Invalid) as refused:
        party.get_or_create(session, AuditContext(cast.noor, at(TODAY), "test"), name="x" * 201)
    assert set(refused.value.fields) == {"name"}
