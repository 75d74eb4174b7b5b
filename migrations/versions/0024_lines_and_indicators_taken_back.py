"""An action line and an indicator that were made by mistake can be taken back, as other things can."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = ("action_line", "indicator")


def upgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ADD COLUMN retracted_on DATE")


def downgrade() -> None:
    """What was taken back is shown again: the earlier revision has no place for that mark."""
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP COLUMN retracted_on")
