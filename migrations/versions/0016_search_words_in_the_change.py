"""Drop the queue of words to be written: search entries are written in the transaction of the change."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Where words are still due, all go here: `migrate` then writes those of every programme anew."""
    op.execute(
        "DELETE FROM search_entry WHERE EXISTS (SELECT 1 FROM search_due) OR EXISTS ("
        "SELECT 1 FROM audit_head LEFT JOIN search_progress ON search_progress.chain = audit_head.chain "
        "WHERE audit_head.seq > COALESCE(search_progress.seq, 0))"
    )
    op.drop_table("search_due")
    op.drop_table("search_progress")


def downgrade() -> None:
    op.create_table(
        "search_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_search_due_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_due")),
        sa.CheckConstraint("length(thing) <= 40", name=op.f("ck_search_due_thing_length")),
    )
    op.create_table(
        "search_progress",
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_search_progress")),
        sa.CheckConstraint("length(chain) <= 40", name=op.f("ck_search_progress_chain_length")),
    )
    op.execute("INSERT INTO search_progress (chain, seq) SELECT chain, seq FROM audit_head")
