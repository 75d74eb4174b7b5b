"""The tables in which nothing is ever changed or removed, and the triggers that see to it."""

from collections.abc import Iterator

APPEND_ONLY = (
    *("deadline", "status_update", "measurement", "measurement_part", "audit_entry"),
    *("programme_statement", "action_line_statement", "project_statement", "deliverable_statement"),
    *("deliverable_input", "deliverable_party", "decision_statement", "decision_option", "decision_party"),
    *("decision_taking", "indicator_statement", "risk_statement", "risk_deliverable"),
    *("external_dependency_statement", "external_dependency_deliverable"),
    *("parliamentary_commitment_statement", "round_step", "reminder", "finding_answer", "section_text"),
    *("deferred_saying", "summary_choice", "bulk_entry", "source", "evidence", "occurrence"),
    *("deliverable_question", "question_answer"),
    *("report_version", "report_version_section", "sign_off", "comment", "frozen_report"),
    *("reported_promise", "file_content", "report_file", "row_seal", "imported_trail"),
)


def create_guards(dialect: str, tables: tuple[str, ...] = APPEND_ONLY) -> Iterator[str]:
    """The statements that guard these tables, as the migrations have made them.

    `dialect` is `sqlite` or `postgresql`.
    """
    if dialect == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table in tables:
        yield from (_postgresql(table) if dialect == "postgresql" else _sqlite(table))


def drop_guards(dialect: str, tables: tuple[str, ...] = APPEND_ONLY) -> Iterator[str]:
    """The statements that take these guards away."""
    for table in tables:
        if dialect == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_no_update"
            yield f"DROP TRIGGER IF EXISTS {table}_no_delete"


def _sqlite(table: str) -> Iterator[str]:
    for verb in ("update", "delete"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
