"""A sponsor or the office asks of a deliverable, its lead answers, and both stay with it."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLES = ("deliverable_question", "question_answer")


def upgrade() -> None:
    op.create_table(
        "deliverable_question",
        sa.Column("id", sa.Integer(), nullable=False),
        _key("programme_id"),
        _key("deliverable_id"),
        _key("status_update_id", nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _key("author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_question")),
        _reference("deliverable_question", "programme_id", "programme.id"),
        _reference("deliverable_question", "deliverable_id", "deliverable.id"),
        _reference("deliverable_question", "status_update_id", "status_update.id"),
        _reference("deliverable_question", "author_id", "person.id"),
        sa.CheckConstraint(
            "kind IN ('question', 'send_back')", name=op.f("ck_deliverable_question_question_kind")
        ),
        sa.CheckConstraint("length(text) <= 4000", name=op.f("ck_deliverable_question_text_length")),
        sa.CheckConstraint(
            "kind <> 'send_back' OR status_update_id IS NOT NULL",
            name=op.f("ck_deliverable_question_sends_back"),
        ),
    )
    op.create_index("ix_deliverable_question_deliverable", "deliverable_question", ["deliverable_id", "id"])
    op.create_index("ix_deliverable_question_programme", "deliverable_question", ["programme_id"])
    op.create_table(
        "question_answer",
        _key("question_id"),
        _key("programme_id"),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _key("author_id"),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_answer")),
        _reference("question_answer", "question_id", "deliverable_question.id"),
        _reference("question_answer", "programme_id", "programme.id"),
        _reference("question_answer", "author_id", "person.id"),
        sa.CheckConstraint("length(text) <= 4000", name=op.f("ck_question_answer_text_length")),
    )
    op.create_index("ix_question_answer_programme_id", "question_answer", ["programme_id"])
    for table in TABLES:
        for statement in _guards(op.get_bind().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    """What was asked and answered is lost: the earlier revision has no place for it."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _key(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _guards(dialect: str, table: str) -> list[str]:
    if dialect == "postgresql":
        return [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("update", "delete")
    ]
