"""Forms that were saved, so that a form that is sent twice makes one thing."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_form",
        sa.Column("of_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=4000), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("of_hash", name=op.f("pk_sent_form")),
        sa.CheckConstraint("length(of_hash) <= 64", name=op.f("ck_sent_form_of_hash_length")),
        sa.CheckConstraint("length(address) <= 4000", name=op.f("ck_sent_form_address_length")),
    )
    op.create_index("ix_sent_form_sent_at", "sent_form", ["sent_at"])


def downgrade() -> None:
    """What is forgotten is only which forms were sent in the last two days."""
    op.drop_table("sent_form")
