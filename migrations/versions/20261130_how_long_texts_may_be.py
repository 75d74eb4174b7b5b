"""Every text has a length, on both databases: until now only PostgreSQL counted, and only where one was named."""

import re
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXT = 50_000
SHOWN = 20
"""So many rows of one column are named; there may be more."""

LENGTHS = {
    "action_line": {"code": 40, "title": 200},
    "action_line_statement": {"code": 40, "title": 200, "reason": TEXT},
    "api_token": {"secret_hash": 64},
    "audit_entry": {
        "chain": 40,
        "previous": 64,
        "hash": 64,
        "key_id": 16,
        "action": 60,
        "object_type": 40,
        "result": 20,
        "origin": 60,
        "digest": 64,
        "rows_digest": 64,
    },
    "audit_head": {"chain": 40, "hash": 64},
    "audit_payload": {"chain": 40},
    "comment": {"section_key": 60, "section_hash": 64, "text": TEXT},
    "credential": {"password_hash": 200},
    "deadline": {"phrase": 200, "edtf": 80, "reason": TEXT},
    "decision": {"question": TEXT},
    "decision_option": {"reason": TEXT, "title": 300, "description": TEXT},
    "decision_party": {"reason": TEXT},
    "decision_statement": {"question": TEXT, "reason": TEXT},
    "decision_taking": {"reason": TEXT, "outcome": TEXT},
    "deliverable": {"title": 300, "aliases": TEXT, "description": TEXT},
    "deliverable_input": {"reason": TEXT},
    "deliverable_party": {"reason": TEXT},
    "deliverable_statement": {"title": 300, "aliases": TEXT, "description": TEXT, "reason": TEXT},
    "draft": {"place": 120},
    "evidence": {"title": 300, "url": 2000},
    "external_dependency": {"title": 300, "description": TEXT, "phrase": 200, "edtf": 80},
    "external_dependency_deliverable": {"reason": TEXT},
    "external_dependency_statement": {
        "title": 300,
        "description": TEXT,
        "phrase": 200,
        "edtf": 80,
        "reason": TEXT,
    },
    "file_content": {"hash": 64},
    "finding_answer": {"finding": 64, "reason": TEXT},
    "frozen_report": {"reason": TEXT, "hash": 64, "previous_hash": 64, "chain_hash": 64},
    "guess_count": {"of_hash": 64},
    "identity": {"issuer": 500, "subject": 255},
    "indicator": {"name": 200, "definition": TEXT, "unit": 60, "caveat": TEXT},
    "indicator_statement": {"name": 200, "definition": TEXT, "unit": 60, "caveat": TEXT, "reason": TEXT},
    "invitation": {"secret_hash": 64},
    "job": {"kind": 40, "failure": TEXT},
    "known_device": {"secret_hash": 64},
    "measurement": {"note": TEXT},
    "measurement_part": {"label": 200},
    "parliamentary_commitment": {
        "text": TEXT,
        "reference": 200,
        "phrase": 200,
        "edtf": 80,
        "section": 60,
        "answered_in": 300,
    },
    "parliamentary_commitment_statement": {
        "text": TEXT,
        "reference": 200,
        "phrase": 200,
        "edtf": 80,
        "section": 60,
        "answered_in": 300,
        "reason": TEXT,
    },
    "party": {"name": 200, "abbreviation": 40},
    "person": {"email": 254, "name": 200},
    "pilot_site": {"name": 200},
    "programme": {"title": 200, "purpose": TEXT, "slug": 60},
    "programme_party": {"wording": 200},
    "programme_statement": {"title": 200, "purpose": TEXT, "reason": TEXT},
    "project": {"title": 200, "narrative": TEXT},
    "project_statement": {"title": 200, "narrative": TEXT, "reason": TEXT},
    "report_file": {"format": 10, "language": 2, "hash": 64, "media_type": 100},
    "report_version": {"hash": 64},
    "report_version_section": {"section_key": 60, "hash": 64},
    "reported_promise": {"phrase": TEXT, "edtf": TEXT},
    "reporting_period": {"half_year": 7},
    "risk": {"title": 300, "cause": TEXT, "consequence": TEXT, "measure": TEXT},
    "risk_deliverable": {"reason": TEXT},
    "risk_statement": {"title": 300, "cause": TEXT, "consequence": TEXT, "measure": TEXT, "reason": TEXT},
    "row_seal": {"table_name": 60, "row_key": 120, "chain": 40, "digest": 64},
    "search_due": {"thing": 40},
    "search_entry": {"kind": 40},
    "search_progress": {"chain": 40},
    "section_text": {"section_key": 60, "language": 2, "text": TEXT},
    "sign_in": {"cookie_hash": 64, "browser": 40, "provider_session": 64},
    "sign_off": {"section_key": 60, "section_hash": 64, "text": TEXT, "document": TEXT},
    "source": {"document": 300, "section": 40, "heading": 200, "quote": TEXT},
    "spent": {"of_hash": 64},
    "status_update": {"text": TEXT, "reason": TEXT, "answer": TEXT, "submission": 64},
}


def upgrade() -> None:
    too_long = list(_too_long())
    if too_long:
        raise CommandError(f"These texts are too long, and nothing was changed: {'; '.join(too_long)}")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(_with_checks)
        return
    for table, columns in LENGTHS.items():
        added = (f"ADD CONSTRAINT {_name(table, column)} CHECK ({rule})" for column, rule in _rules(columns))
        op.execute(f"ALTER TABLE {table} {', '.join(added)}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(_without_checks)
        return
    for table, columns in LENGTHS.items():
        dropped = (f"DROP CONSTRAINT {_name(table, column)}" for column in columns)
        op.execute(f"ALTER TABLE {table} {', '.join(dropped)}")


def _too_long() -> Iterator[str]:
    """Table, column and rows of every text that would be refused from now on."""
    inspector = sa.inspect(op.get_bind())
    for table, columns in LENGTHS.items():
        ids = ", ".join(inspector.get_pk_constraint(table)["constrained_columns"])
        for column, rule in _rules(columns):
            query = sa.text(f"SELECT {ids} FROM {table} WHERE NOT ({rule}) ORDER BY {ids} LIMIT {SHOWN}")
            rows = op.get_bind().execute(query).all()
            if rows:
                named = ", ".join("/".join(map(str, row)) for row in rows)
                yield f"{table}.{column} (at most {columns[column]} characters), {ids}: {named}"


def _rules(columns: dict[str, int]) -> Iterator[tuple[str, str]]:
    quote = op.get_bind().dialect.identifier_preparer.quote
    for column, most in columns.items():
        yield column, f"length({quote(column)}) <= {most}"


def _name(table: str, column: str) -> str:
    return f"ck_{table}_{column}_length"


def _rebuild(change: Callable[[str, str], str]) -> None:
    """SQLite cannot add a rule to a table: each is made anew with the rows, indexes and triggers that it had.

    Foreign keys rest meanwhile (migrations/env.py). All triggers go first: renaming a table reads every one,
    and those of a table that is not there at that moment would stop it.
    """
    connection = op.get_bind()
    triggers = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for trigger in triggers:
        op.execute(f'DROP TRIGGER "{trigger.name}"')
    for table in LENGTHS:
        made = "SELECT sql FROM sqlite_master WHERE type = :type AND tbl_name = :table AND sql IS NOT NULL"
        sql = connection.execute(sa.text(made), {"type": "table", "table": table}).scalar_one()
        indexes = connection.execute(sa.text(made), {"type": "index", "table": table}).scalars().all()
        anew = re.sub(
            rf'CREATE TABLE "?{table}"?', f'CREATE TABLE "{table}_anew"', change(table, sql), count=1
        )
        for statement in (
            anew,
            f"INSERT INTO {table}_anew SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE {table}_anew RENAME TO {table}",
            *indexes,
        ):
            connection.exec_driver_sql(statement)
    for trigger in triggers:
        connection.exec_driver_sql(trigger.sql)


def _with_checks(table: str, sql: str) -> str:
    checks = "".join(
        f",\n\tCONSTRAINT {_name(table, column)} CHECK ({rule})" for column, rule in _rules(LENGTHS[table])
    )
    head, end, tail = sql.rpartition(")")
    return f"{head.rstrip()}{checks}\n{end}{tail}"


def _without_checks(table: str, sql: str) -> str:
    for column, rule in _rules(LENGTHS[table]):
        sql = re.sub(rf',\s*CONSTRAINT "?{_name(table, column)}"? CHECK \({re.escape(rule)}\)', "", sql)
    return sql
