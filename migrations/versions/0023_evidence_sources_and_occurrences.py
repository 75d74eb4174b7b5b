"""Evidence and sources are corrected by a new row, and what recurs has the days on which it took place.

Before this, whoever corrected evidence changed its row. From here on the database refuses that, for
evidence, for sources and for occurrences; rows that were taken back before keep their mark.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CORRECTED = ("source", "evidence")
GUARDED = (*CORRECTED, "occurrence")


def upgrade() -> None:
    for table in CORRECTED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN corrects_id INTEGER")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN retracts BOOLEAN DEFAULT false NOT NULL "
            f"CONSTRAINT ck_{table}_retracts_something CHECK (NOT retracts OR corrects_id IS NOT NULL)"
        )
        _set_reference(table, holds=True)
    references = (("programme_id", "programme"), ("deliverable_id", "deliverable"), ("author_id", "person"))
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("retracts", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{parent}.id"], name=op.f(f"fk_occurrence_{column}"), ondelete="RESTRICT"
            )
            for column, parent in (*references, ("corrects_id", "occurrence"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sa.CheckConstraint("length(note) <= 300", name=op.f("ck_occurrence_note_length")),
        sa.CheckConstraint('"on" <= said_on', name=op.f("ck_occurrence_took_place")),
        sa.CheckConstraint(
            "NOT retracts OR corrects_id IS NOT NULL", name=op.f("ck_occurrence_retracts_something")
        ),
    )
    op.create_index("ix_occurrence_deliverable_id", "occurrence", ["deliverable_id"])
    op.create_index("ix_occurrence_programme", "occurrence", ["programme_id", "deliverable_id"])
    for table in GUARDED:
        op.execute(
            f"CREATE UNIQUE INDEX ix_{table}_corrects_id ON {table} (corrects_id) "
            "WHERE corrects_id IS NOT NULL"
        )
        for statement in _guards(op.get_bind().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    """What was corrected or taken back gets the mark by which the earlier revision leaves it out."""
    op.drop_table("occurrence")
    for table in CORRECTED:
        for statement in _drop_guards(op.get_bind().dialect.name, table):
            op.execute(statement)
        op.execute(
            f"UPDATE {table} SET retracted_on = said_on WHERE retracts "
            f"OR id IN (SELECT corrects_id FROM {table} WHERE corrects_id IS NOT NULL)"
        )
        op.execute(f"DROP INDEX ix_{table}_corrects_id")
        _set_reference(table, holds=False)
        op.execute(f"ALTER TABLE {table} DROP COLUMN retracts")
        op.execute(f"ALTER TABLE {table} DROP COLUMN corrects_id")


def _set_reference(table: str, *, holds: bool) -> None:
    """Add or drop the foreign key; SQLite has no statement for that, so there the table is made anew."""
    connection, name = op.get_bind(), f"fk_{table}_corrects_id"
    rule = f"CONSTRAINT {name} FOREIGN KEY(corrects_id) REFERENCES {table} (id) ON DELETE RESTRICT"
    if connection.dialect.name == "postgresql":
        op.execute(
            f"ALTER TABLE {table} ADD {rule}" if holds else f"ALTER TABLE {table} DROP CONSTRAINT {name}"
        )
        return
    texts = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL"),
        {"name": table},
    ).all()
    beside = [text for type_, text in texts if type_ != "table"]
    [made] = [text for type_, text in texts if type_ == "table"]
    start = f"CREATE TABLE {table} "
    made = made.replace(f'CREATE TABLE "{table}" ', start)
    assert made.startswith(start)
    made = f"{made.rstrip().removesuffix(')')}, {rule})" if holds else made.replace(f", {rule}", "")
    # What points at the table keeps its name: renaming the old one would take that along.
    op.execute(made.replace(start, f"CREATE TABLE {table}_anew ", 1))
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    # Its indexes went with it.
    for text in beside:
        op.execute(text)


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


def _drop_guards(dialect: str, table: str) -> list[str]:
    if dialect == "postgresql":
        names = (f"{table}_append_only", f"{table}_no_truncate")
        return [f"DROP TRIGGER {name} ON {table}" for name in names]
    return [f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")]
