"""A change writes less: the head of the trail counts changes, and search reads the trail for what is due."""

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards
from app.tables.audit_guards import create_audit_guards, drop_audit_guards

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CORRECTS = sa.text("corrects_id IS NOT NULL")
OWN = "chain = 'programme:' || CAST(programme.id AS VARCHAR)"


def upgrade() -> None:
    _unguard()
    op.create_table(
        "search_progress",
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_search_progress")),
    )
    op.add_column("audit_head", sa.Column("revision", sa.Integer(), nullable=True))
    counted = f"SELECT revision FROM programme WHERE {OWN}"
    op.execute(f"UPDATE audit_head SET revision = COALESCE(({counted}), 0)")
    with op.batch_alter_table("audit_head") as batch:
        batch.alter_column("revision", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("programme") as batch:
        batch.drop_column("revision")
    with op.batch_alter_table("status_update") as batch:
        batch.drop_constraint(op.f("uq_status_update_corrects_id"), type_="unique")
    _index_corrections()
    _keep_payloads(with_rowid=False)
    _guard()


def downgrade() -> None:
    _unguard()
    _keep_payloads(with_rowid=True)
    op.drop_index("ix_status_update_corrects_id", "status_update")
    with op.batch_alter_table("status_update") as batch:
        batch.create_unique_constraint(op.f("uq_status_update_corrects_id"), ["corrects_id"])
    op.add_column("programme", sa.Column("revision", sa.Integer(), nullable=True))
    counted = f"SELECT revision FROM audit_head WHERE {OWN}"
    op.execute(f"UPDATE programme SET revision = COALESCE(({counted}), 0)")
    with op.batch_alter_table("programme") as batch:
        batch.alter_column("revision", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("audit_head") as batch:
        batch.drop_column("revision")
    op.drop_table("search_progress")
    _guard()


def _index_corrections() -> None:
    """Unique as before, but only where a row corrects another."""
    op.create_index(
        "ix_status_update_corrects_id",
        "status_update",
        ["corrects_id"],
        unique=True,
        sqlite_where=CORRECTS,
        postgresql_where=CORRECTS,
    )


def _keep_payloads(*, with_rowid: bool) -> None:
    """SQLite keeps a table in one tree or in two; PostgreSQL knows no such choice."""
    if op.get_bind().dialect.name == "sqlite":
        kept = {"sqlite_with_rowid": with_rowid}
        with op.batch_alter_table("audit_payload", recreate="always", table_kwargs=kept):
            pass


def _unguard() -> None:
    dialect = op.get_bind().dialect.name
    for statement in (*drop_guards(dialect, ("status_update",)), *drop_audit_guards(dialect)):
        op.execute(statement)


def _guard() -> None:
    dialect = op.get_bind().dialect.name
    for statement in (*create_guards(dialect, ("status_update",)), *create_audit_guards(dialect)):
        op.execute(statement)
