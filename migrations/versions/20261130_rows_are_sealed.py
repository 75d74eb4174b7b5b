"""Rows are sealed: an entry of the trail keeps a keyed digest of every row that it made."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

REFUSED = "row_seal is append-only"
FORWARD = "audit_head only goes forward"


def upgrade() -> None:
    if "row_seal" not in sa.inspect(op.get_bind()).get_table_names():
        op.add_column("audit_entry", sa.Column("rows_digest", sa.String(length=64), nullable=True))
        _create_seals()
    _keep_uses_apart()
    _count_changes()


def downgrade() -> None:
    """What was sealed stays: without it the entries that seal rows could never be checked again."""
    op.add_column("api_token", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))
    used = "SELECT last_used_at FROM api_token_use WHERE api_token_id = api_token.id"
    op.execute(f"UPDATE api_token SET last_used_at = ({used})")
    op.drop_table("api_token_use")


def _create_seals() -> None:
    op.create_table(
        "row_seal",
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_key", "number", name=op.f("pk_row_seal")),
        sa.ForeignKeyConstraint(
            ["chain", "seq"],
            ["audit_entry.chain", "audit_entry.seq"],
            name=op.f("fk_row_seal_chain"),
            ondelete="RESTRICT",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_row_seal_entry", "row_seal", ["chain", "seq"])
    _guard()


def _keep_uses_apart() -> None:
    """When a token was used is no fact of the token, whose row is sealed."""
    op.create_table(
        "api_token_use",
        sa.Column("api_token_id", sa.Integer(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("api_token_id", name=op.f("pk_api_token_use")),
        sa.ForeignKeyConstraint(
            ["api_token_id"],
            ["api_token.id"],
            name=op.f("fk_api_token_use_api_token_id"),
            ondelete="RESTRICT",
        ),
    )
    op.execute(
        "INSERT INTO api_token_use (api_token_id, last_used_at) "
        "SELECT id, last_used_at FROM api_token WHERE last_used_at IS NOT NULL"
    )
    op.drop_column("api_token", "last_used_at")


def _count_changes() -> None:
    """The head of a chain counts its entries that tell of a change; that is checked from now on."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER audit_head_forward" + ("" if is_sqlite else " ON audit_head"))
    changes = "SELECT count(*) FROM audit_entry e WHERE e.chain = audit_head.chain AND e.result = 'done'"
    op.execute(f"UPDATE audit_head SET revision = ({changes})")
    if is_sqlite:
        op.execute(
            "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head "
            "WHEN NEW.seq <= OLD.seq OR NEW.chain <> OLD.chain "
            f"BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER audit_head_forward BEFORE UPDATE OR DELETE ON audit_head "
            "FOR EACH ROW EXECUTE FUNCTION go_forward()"
        )


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER row_seal_no_{verb} BEFORE {verb.upper()} ON row_seal "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER row_seal_append_only BEFORE UPDATE OR DELETE ON row_seal "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER row_seal_no_truncate BEFORE TRUNCATE ON row_seal "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
