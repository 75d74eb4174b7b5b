"""What the office chooses for the summary of a report."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ONE_FACT = (
    "(deliverable_id IS NOT NULL AND indicator_id IS NULL AND risk_id IS NULL) OR "
    "(deliverable_id IS NULL AND indicator_id IS NOT NULL AND risk_id IS NULL) OR "
    "(deliverable_id IS NULL AND indicator_id IS NULL AND risk_id IS NOT NULL)"
)
REFERENCES = ("programme", "reporting_period", "deliverable", "indicator", "risk")


def upgrade() -> None:
    op.create_table(
        "summary_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reporting_period_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("risk_id", sa.Integer(), nullable=True),
        sa.Column("placement", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("together_with_id", sa.Integer(), nullable=True),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_summary_choice_{name}_id"), ondelete="RESTRICT"
            )
            for name in REFERENCES
        ),
        sa.ForeignKeyConstraint(
            ["together_with_id"],
            ["deliverable.id"],
            name=op.f("fk_summary_choice_together_with_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_summary_choice_author_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_choice")),
        sa.CheckConstraint(ONE_FACT, name=op.f("ck_summary_choice_one_fact")),
        sa.CheckConstraint(
            "placement IN ('by_rule', 'pinned', 'left_out')", name=op.f("ck_summary_choice_placement")
        ),
        sa.CheckConstraint("length(text) <= 2000", name=op.f("ck_summary_choice_text_length")),
    )
    op.create_index("ix_summary_choice_period", "summary_choice", ["reporting_period_id", "id"])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """The guards go with the table."""
    op.drop_table("summary_choice")


def _guards(dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            "CREATE TRIGGER summary_choice_append_only BEFORE UPDATE OR DELETE ON summary_choice "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "CREATE TRIGGER summary_choice_no_truncate BEFORE TRUNCATE ON summary_choice "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
    return [
        f"CREATE TRIGGER summary_choice_no_{verb} BEFORE {verb.upper()} ON summary_choice "
        "BEGIN SELECT RAISE(ABORT, 'summary_choice is append-only'); END"
        for verb in ("update", "delete")
    ]
