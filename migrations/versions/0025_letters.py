"""Letters that are collected for a person, what they switched off, and the last sign of life of the worker."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = "'call_opened', 'reminder', 'review_started', 'signature_lapsed', 'question', 'adopted', 'published'"


def upgrade() -> None:
    op.execute("ALTER TABLE job ADD COLUMN person_id INTEGER")
    op.create_index("ix_job_person_id", "job", ["person_id"])
    op.create_table(
        "muted_notice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_muted_notice_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_muted_notice")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_muted_notice_notice_kind")),
    )
    op.create_table(
        "worker_pulse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_mail_server", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_pulse")),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_pulse_one_row")),
    )


def downgrade() -> None:
    """Letters that were still collected are given up: the earlier worker does not know them."""
    op.drop_table("worker_pulse")
    op.drop_table("muted_notice")
    op.drop_index("ix_job_person_id", table_name="job")
    op.execute("UPDATE job SET state = 'given_up' WHERE kind = 'letter' AND state = 'waiting'")
    op.execute("ALTER TABLE job DROP COLUMN person_id")
