"""The round of a half-year: its steps, texts, versions and signatures, and the reports that were adopted."""

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MADE = (
    *("job", "draft", "round_step", "reminder", "finding_answer", "section_text"),
    *("report_version", "report_version_section", "sign_off", "comment"),
    *("frozen_report", "reported_promise", "file_content", "report_file"),
)
GUARDED = MADE[2:]


def upgrade() -> None:
    _jobs()
    _round()
    _review()
    _adoption()
    for statement in create_guards(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
    _take_over_general_pictures()
    with op.batch_alter_table("reporting_period") as batch:
        batch.add_column(sa.Column("names_leads", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.drop_column("general_picture")
    with op.batch_alter_table("reporting_period") as batch:
        batch.alter_column("names_leads", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("reporting_period") as batch:
        batch.add_column(sa.Column("general_picture", sa.String(), server_default="", nullable=False))
        batch.drop_column("names_leads")
    op.execute(
        "UPDATE reporting_period SET general_picture = COALESCE((SELECT text FROM section_text "
        "WHERE reporting_period_id = reporting_period.id AND section_key = 'summary' AND language = 'nl' "
        "ORDER BY number DESC LIMIT 1), '')"
    )
    with op.batch_alter_table("reporting_period") as batch:
        batch.alter_column("general_picture", existing_type=sa.String(), server_default=None)
    for statement in drop_guards(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
    for table in reversed(MADE):
        op.drop_table(table)


def _take_over_general_pictures() -> None:
    """What the office wrote of a half-year is the text of its summary; who wrote it stands in the trail."""
    op.execute(
        "INSERT INTO section_text (programme_id, reporting_period_id, section_key, language, number, text, "
        "recorded_at, author_id) SELECT p.programme_id, p.id, 'summary', 'nl', 1, p.general_picture, "
        "e.at, e.actor_id FROM reporting_period p JOIN audit_entry e ON e.id = (SELECT MAX(id) FROM "
        "audit_entry WHERE action = 'reporting_period.describe' AND object_id = p.id) "
        "WHERE p.general_picture <> '' AND e.actor_id IS NOT NULL"
    )


def _jobs() -> None:
    """What is done after a transaction, and what is typed before one."""
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("state", _one_of("waiting", "done", "given_up", name="job_state"), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_due", "job", ["state", "due_at"])
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        _key("draft", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_draft")),
    )


def _round() -> None:
    """The steps of a round, and what is asked in it."""
    op.create_table(
        "round_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _one_of("planned", "open", "editing", "review", "adopted", "published", name="period_state"),
            nullable=False,
        ),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        _key("round_step", "author_id", "person.id"),
        _key("round_step", "programme_id", "programme.id"),
        _key("round_step", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_step")),
    )
    op.create_index("ix_round_step_period", "round_step", ["reporting_period_id", "id"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("escalates", sa.Boolean(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        _key("reminder", "author_id", "person.id"),
        _key("reminder", "job_id", "job.id"),
        _key("reminder", "person_id", "person.id"),
        _key("reminder", "programme_id", "programme.id"),
        _key("reminder", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "reporting_period_id",
            "person_id",
            "sent_on",
            name=op.f("uq_reminder_reporting_period_id_person_id_sent_on"),
        ),
    )
    op.create_table(
        "finding_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_finding_answer_reasoned")),
        _key("finding_answer", "author_id", "person.id"),
        _key("finding_answer", "programme_id", "programme.id"),
        _key("finding_answer", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_answer")),
    )
    op.create_index("ix_finding_answer_period", "finding_answer", ["reporting_period_id", "finding"])
    op.create_table(
        "section_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('nl', 'en')", name=op.f("ck_section_text_language")),
        _key("section_text", "author_id", "person.id"),
        _key("section_text", "programme_id", "programme.id"),
        _key("section_text", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_text")),
        sa.UniqueConstraint(
            "reporting_period_id",
            "section_key",
            "language",
            "number",
            name=op.f("uq_section_text_reporting_period_id_section_key_language_number"),
        ),
    )


def _review() -> None:
    """What went into review, and what was said of it."""
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tree", sa.String(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        _key("report_version", "author_id", "person.id"),
        _key("report_version", "programme_id", "programme.id"),
        _key("report_version", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint(
            "reporting_period_id", "number", name=op.f("uq_report_version_reporting_period_id_number")
        ),
    )
    op.create_table(
        "report_version_section",
        sa.Column("report_version_id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=60), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        _key("report_version_section", "programme_id", "programme.id"),
        _key("report_version_section", "report_version_id", "report_version.id"),
        sa.PrimaryKeyConstraint("report_version_id", "section_key", name=op.f("pk_report_version_section")),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=60), nullable=False),
        sa.Column("section_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "verdict", _one_of("agrees", "agrees_with_reservation", "objects", name="verdict"), nullable=False
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(document = '') = (given_on IS NULL)", name=op.f("ck_sign_off_given_elsewhere")),
        sa.CheckConstraint("verdict = 'agrees' OR text <> ''", name=op.f("ck_sign_off_reasoned")),
        _key("sign_off", "author_id", "person.id"),
        _key("sign_off", "party_id", "party.id"),
        _key("sign_off", "programme_id", "programme.id"),
        _key("sign_off", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    op.create_index("ix_sign_off_period", "sign_off", ["reporting_period_id", "party_id", "section_key"])
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=60), nullable=False),
        sa.Column("section_hash", sa.String(length=64), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_comment_said")),
        _key("comment", "answers_id", "comment.id"),
        _key("comment", "author_id", "person.id"),
        _key("comment", "programme_id", "programme.id"),
        _key("comment", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_period", "comment", ["reporting_period_id", "section_key", "id"])


def _adoption() -> None:
    """What was adopted, and the files made of it."""
    op.create_table(
        "frozen_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("erratum", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("tree", sa.String(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("chain_seq", sa.Integer(), nullable=False),
        sa.Column("chain_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        _key("frozen_report", "author_id", "person.id"),
        _key("frozen_report", "programme_id", "programme.id"),
        _key("frozen_report", "reporting_period_id", "reporting_period.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_report")),
        sa.UniqueConstraint("hash", name=op.f("uq_frozen_report_hash")),
        sa.UniqueConstraint(
            "reporting_period_id", "erratum", name=op.f("uq_frozen_report_reporting_period_id_erratum")
        ),
    )
    op.create_table(
        "reported_promise",
        sa.Column("frozen_report_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            _one_of("planned", "in_progress", "delivered", "adopted", "on_hold", "cancelled", name="status"),
            nullable=True,
        ),
        sa.Column("deadline_id", sa.Integer(), nullable=True),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("edtf", sa.String(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column(
            "firmness", _one_of("decided", "committed", "expected", "aimed", name="firmness"), nullable=True
        ),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest",
            name=op.f("ck_reported_promise_window"),
        ),
        _key("reported_promise", "deadline_id", "deadline.id"),
        _key("reported_promise", "deliverable_id", "deliverable.id"),
        _key("reported_promise", "frozen_report_id", "frozen_report.id"),
        _key("reported_promise", "programme_id", "programme.id"),
        sa.PrimaryKeyConstraint("frozen_report_id", "deliverable_id", name=op.f("pk_reported_promise")),
    )
    op.create_index("ix_reported_promise_deliverable", "reported_promise", ["deliverable_id"])
    op.create_table(
        "file_content",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_file_content")),
    )
    op.create_table(
        "report_file",
        sa.Column("frozen_report_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _key("report_file", "frozen_report_id", "frozen_report.id"),
        _key("report_file", "hash", "file_content.hash"),
        _key("report_file", "programme_id", "programme.id"),
        sa.PrimaryKeyConstraint("frozen_report_id", "format", "language", name=op.f("pk_report_file")),
    )


def _key(table: str, name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [to], name=op.f(f"fk_{table}_{name}"), ondelete="RESTRICT")


def _one_of(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)
