"""People whose name and address were erased: since when, so that nobody gives them a role or an invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without a batch: the table keeps what refers to it, and seals of rows leave out what holds nothing.
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """The erased stay erased; only since when is lost."""
    op.execute("ALTER TABLE person DROP COLUMN erased_at")
