"""The facts of a version in review, what is left for the next report, the English edition, the day of a text."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE report_version ADD COLUMN facts VARCHAR")
    op.execute("ALTER TABLE reporting_period ADD COLUMN in_english BOOLEAN DEFAULT false NOT NULL")
    op.execute("ALTER TABLE section_text ADD COLUMN written_on DATE")
    op.create_table(
        "deferred_saying",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("saying", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{target}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_deferred_saying_{target}_id"),
                ondelete="RESTRICT",
            )
            for target, table in (
                ("programme", "programme"),
                ("reporting_period", "reporting_period"),
                ("author", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferred_saying")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_deferred_saying_reasoned")),
        sa.CheckConstraint("length(saying) <= 64", name=op.f("ck_deferred_saying_saying_length")),
        sa.CheckConstraint("length(reason) <= 50000", name=op.f("ck_deferred_saying_reason_length")),
    )
    op.create_index("ix_deferred_saying_period", "deferred_saying", ["reporting_period_id", "saying"])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Facts, days of texts and reasons are lost: the earlier revision has no place for them."""
    op.drop_table("deferred_saying")
    op.execute("ALTER TABLE section_text DROP COLUMN written_on")
    op.execute("ALTER TABLE reporting_period DROP COLUMN in_english")
    op.execute("ALTER TABLE report_version DROP COLUMN facts")


def _guards(dialect: str) -> tuple[str, ...]:
    """Nothing in it is ever changed or removed."""
    if dialect == "postgresql":
        return (
            "CREATE TRIGGER deferred_saying_append_only BEFORE UPDATE OR DELETE ON deferred_saying "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "CREATE TRIGGER deferred_saying_no_truncate BEFORE TRUNCATE ON deferred_saying "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        )
    return tuple(
        f"CREATE TRIGGER deferred_saying_no_{verb} BEFORE {verb.upper()} ON deferred_saying "
        "BEGIN SELECT RAISE(ABORT, 'deferred_saying is append-only'); END"
        for verb in ("update", "delete")
    )
