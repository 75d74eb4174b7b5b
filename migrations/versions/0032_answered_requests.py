"""Programs may send a request again that got lost: what it made is made once, and it gets the same answer."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answered_request",
        sa.Column("of_hash", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=4000), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("of_hash", name=op.f("pk_answered_request")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_answered_request_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("length(of_hash) <= 64", name=op.f("ck_answered_request_of_hash_length")),
        sa.CheckConstraint("length(body_hash) <= 64", name=op.f("ck_answered_request_body_hash_length")),
        sa.CheckConstraint("length(location) <= 4000", name=op.f("ck_answered_request_location_length")),
        sa.CheckConstraint("length(etag) <= 200", name=op.f("ck_answered_request_etag_length")),
    )
    op.create_index("ix_answered_request_answered_at", "answered_request", ["answered_at"])


def downgrade() -> None:
    """What is forgotten is only which requests were answered in the last day."""
    op.drop_table("answered_request")
