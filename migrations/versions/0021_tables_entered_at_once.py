"""What the office enters or changes as one table can be undone as one."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

REFERENCES = (("programme_id", "programme"), ("author_id", "person"), ("undoes_id", "bulk_entry"))


def upgrade() -> None:
    op.create_table(
        "bulk_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("contents", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_bulk_entry_{column}"), ondelete="RESTRICT"
            )
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_entry")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_bulk_entry_undoes_id")),
    )
    op.create_index("ix_bulk_entry_programme", "bulk_entry", ["programme_id", "id"])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """The guards go with the table."""
    op.drop_table("bulk_entry")


def _guards(dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            "CREATE TRIGGER bulk_entry_append_only BEFORE UPDATE OR DELETE ON bulk_entry "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "CREATE TRIGGER bulk_entry_no_truncate BEFORE TRUNCATE ON bulk_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
    return [
        f"CREATE TRIGGER bulk_entry_no_{verb} BEFORE {verb.upper()} ON bulk_entry "
        "BEGIN SELECT RAISE(ABORT, 'bulk_entry is append-only'); END"
        for verb in ("update", "delete")
    ]
