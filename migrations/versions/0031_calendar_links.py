"""A secret link with which somebody's own calendar fetches milestones, and when it last did."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_link_secret_hash")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_link_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_calendar_link_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint(
            "kind IN ('programme', 'lead', 'sponsor')", name=op.f("ck_calendar_link_calendar_kind")
        ),
        sa.CheckConstraint("length(secret_hash) <= 64", name=op.f("ck_calendar_link_secret_hash_length")),
        sa.CheckConstraint(
            "(kind = 'programme') = (programme_id IS NOT NULL)", name=op.f("ck_calendar_link_of_programme")
        ),
    )
    op.create_index("ix_calendar_link_person_id", "calendar_link", ["person_id"])
    op.create_table(
        "calendar_link_use",
        sa.Column("calendar_link_id", sa.Integer(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("calendar_link_id", name=op.f("pk_calendar_link_use")),
        sa.ForeignKeyConstraint(
            ["calendar_link_id"],
            ["calendar_link.id"],
            name=op.f("fk_calendar_link_use_calendar_link_id"),
            ondelete="RESTRICT",
        ),
    )


def downgrade() -> None:
    """Every link stops working: the earlier revision has no place for it."""
    op.drop_table("calendar_link_use")
    op.drop_table("calendar_link")
