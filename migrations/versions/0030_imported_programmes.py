"""A programme comes in as a file: reports that nobody could verify say so, and its trail stays beside ours.

The same report may then be there twice, in two programmes, so its hash is no longer unique.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

UNIQUE = "CONSTRAINT uq_frozen_report_hash UNIQUE (hash)"


def upgrade() -> None:
    op.execute("ALTER TABLE frozen_report ADD COLUMN unverified BOOLEAN DEFAULT false NOT NULL")
    op.execute(
        "ALTER TABLE frozen_report ADD COLUMN id_shifts VARCHAR(2000) DEFAULT '' NOT NULL "
        "CONSTRAINT ck_frozen_report_id_shifts_length CHECK (length(id_shifts) <= 2000)"
    )
    _set_unique_hash(holds=False)
    op.create_table(
        "imported_trail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_trail")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_imported_trail_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_imported_trail_author_id"), ondelete="RESTRICT"
        ),
        sa.CheckConstraint("length(file_digest) <= 64", name=op.f("ck_imported_trail_file_digest_length")),
    )
    op.create_index("ix_imported_trail_programme_id", "imported_trail", ["programme_id"])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """The earlier revision does not know which reports were not verified, nor the trail that came with them.

    Where the same report is there twice its hash stays as it is: nothing adopted goes.
    """
    op.drop_table("imported_trail")
    twice = "SELECT 1 FROM frozen_report GROUP BY hash HAVING count(*) > 1"
    if op.get_bind().execute(sa.text(twice)).first() is None:
        _set_unique_hash(holds=True)
    op.execute("ALTER TABLE frozen_report DROP COLUMN id_shifts")
    op.execute("ALTER TABLE frozen_report DROP COLUMN unverified")


def _set_unique_hash(*, holds: bool) -> None:
    """Add or drop the constraint; SQLite has no statement for that, so there the table is made anew."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        change = f"ADD {UNIQUE}" if holds else "DROP CONSTRAINT IF EXISTS uq_frozen_report_hash"
        op.execute(f"ALTER TABLE frozen_report {change}")
        return
    texts = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'frozen_report' AND sql IS NOT NULL")
    ).all()
    beside = [text for type_, text in texts if type_ != "table"]
    [made] = [text for type_, text in texts if type_ == "table"]
    start = "CREATE TABLE frozen_report "
    made = made.replace('CREATE TABLE "frozen_report" ', start)
    assert made.startswith(start)
    without = re.sub(rf",\s*{re.escape(UNIQUE)}", "", made)
    made = f"{without.rstrip().removesuffix(')')}, {UNIQUE})" if holds else without
    # What points at the table keeps its name: renaming the old one would take that along.
    op.execute(made.replace(start, "CREATE TABLE frozen_report_anew ", 1))
    op.execute("INSERT INTO frozen_report_anew SELECT * FROM frozen_report")
    op.execute("DROP TABLE frozen_report")
    op.execute("ALTER TABLE frozen_report_anew RENAME TO frozen_report")
    # Its guards went with it.
    for text in beside:
        op.execute(text)


def _guards(dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            "CREATE TRIGGER imported_trail_append_only BEFORE UPDATE OR DELETE ON imported_trail "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "CREATE TRIGGER imported_trail_no_truncate BEFORE TRUNCATE ON imported_trail "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
    return [
        f"CREATE TRIGGER imported_trail_no_{verb} BEFORE {verb.upper()} ON imported_trail "
        "BEGIN SELECT RAISE(ABORT, 'imported_trail is append-only'); END"
        for verb in ("update", "delete")
    ]
