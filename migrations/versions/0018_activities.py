"""A kind of deliverable for work that starts, runs or ends, and whether what was decided adopts a product."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("deliverable", "deliverable_statement")
BEFORE = "kind IN ('product', 'decision', 'research', 'event', 'recurring')"
AFTER = "kind IN ('product', 'decision', 'research', 'event', 'recurring', 'activity')"
KEPT = "activity_before_0018"
"""Which rows were activities: there only in a database that was taken down with such rows in it."""


def upgrade() -> None:
    """Decisions taken before adopted whatever they could adopt: that is what the default says."""
    for table in TABLES:
        _restate_kinds(table, BEFORE, AFTER)
    op.execute("ALTER TABLE decision_taking ADD COLUMN adopts BOOLEAN NOT NULL DEFAULT true")
    if KEPT in sa.inspect(op.get_bind()).get_table_names():
        for table in TABLES:
            _set_kind(table, "activity", f"id IN (SELECT id FROM {KEPT} WHERE name = '{table}')")
        op.drop_table(KEPT)


def downgrade() -> None:
    """Call activities products, which the code of before can read, and keep beside it which they were."""
    found = "SELECT '{0}' AS name, id FROM {0} WHERE kind = 'activity'"
    activities = " UNION ALL ".join(found.format(table) for table in TABLES)
    if op.get_bind().execute(sa.text(activities)).first() is not None:
        op.execute(f"CREATE TABLE {KEPT} AS {activities}")
        for table in TABLES:
            _set_kind(table, "product", "kind = 'activity'")
    op.execute("ALTER TABLE decision_taking DROP COLUMN adopts")
    for table in TABLES:
        _restate_kinds(table, AFTER, BEFORE)


def _restate_kinds(table: str, old: str, new: str) -> None:
    """Replace the CHECK of the kinds; SQLite has no statement for that, so there the table is made anew."""
    connection, constraint = op.get_bind(), f"ck_{table}_deliverable_kind"
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({new})")
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
    assert old in made
    # What points at the table keeps its name: renaming the old one would take that along.
    op.execute(made.replace(old, new).replace(start, f"CREATE TABLE {table}_anew ", 1))
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    # Its indexes and guards went with it.
    for text in beside:
        op.execute(text)


def _set_kind(table: str, kind: str, where: str) -> None:
    """Set the kind past the guard of the table."""
    connection = op.get_bind()
    change = f"UPDATE {table} SET kind = '{kind}' WHERE {where}"
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        op.execute(change)
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    guards = connection.execute(
        sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"),
        {"name": table},
    ).all()
    for name, _ in guards:
        op.execute(f"DROP TRIGGER {name}")
    op.execute(change)
    for _, text in guards:
        op.execute(text)
