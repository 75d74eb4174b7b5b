"""What is searched is written anew, without soft hyphens and other signs that nobody sees."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forget the words; `migrate` writes them of whatever has none."""
    op.execute("DELETE FROM search_entry")


def downgrade() -> None:
    """The words stay: an earlier version writes its own with the next change."""
