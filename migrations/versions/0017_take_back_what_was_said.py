"""Rows that take back what was said, things that were made by mistake, and proposals of errata."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

RETRACTABLE = ("status_update", "deadline", "decision_taking", "measurement")
THINGS = ("project", "deliverable", "risk", "external_dependency", "parliamentary_commitment")


def upgrade() -> None:
    for table in RETRACTABLE:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN retracts BOOLEAN DEFAULT false NOT NULL "
            f"CONSTRAINT ck_{table}_retracts_something CHECK (NOT retracts OR corrects_id IS NOT NULL)"
        )
    for table in THINGS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN retracted_on DATE")
    op.execute("ALTER TABLE report_version ADD COLUMN erratum INTEGER DEFAULT 0 NOT NULL")
    op.execute("ALTER TABLE report_version ADD COLUMN proposed_on DATE")


def downgrade() -> None:
    """What was taken back counts again: the earlier revision knows of no such thing."""
    for column in ("proposed_on", "erratum"):
        op.execute(f"ALTER TABLE report_version DROP COLUMN {column}")
    for table in THINGS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN retracted_on")
    for table in RETRACTABLE:
        op.execute(f"ALTER TABLE {table} DROP COLUMN retracts")
