"""What a programme itself calls a party, beside the name that holds for the whole installation."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two plain columns: SQLite adds them without building the table anew."""
    op.add_column("programme_party", sa.Column("wording", sa.String(length=200), nullable=True))
    op.add_column(
        "programme_party", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )


def downgrade() -> None:
    with op.batch_alter_table("programme_party") as batch:
        batch.drop_column("version")
        batch.drop_column("wording")
