"""People give words their own bounds, and an installation keeps the days of moments with a name.

Every promise says from here on whether the rules read its words or a person gave their days; all that were
made before were read by the rules. “Voor het zomerreces” is computed with the register of named moments;
promises that were read before keep their days.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

WITH_WORDS = (
    *("deadline", "external_dependency", "external_dependency_statement"),
    *("parliamentary_commitment", "parliamentary_commitment_statement", "reported_promise"),
)


def upgrade() -> None:
    for table in WITH_WORDS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN bounds_by VARCHAR(24) DEFAULT 'rules' NOT NULL "
            f"CONSTRAINT ck_{table}_bounds_by CHECK (bounds_by IN ('rules', 'person'))"
        )
    op.create_table(
        "named_moment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_moment")),
        sa.UniqueConstraint("name", "year", name=op.f("uq_named_moment_name_year")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_named_moment_name_length")),
        sa.CheckConstraint("first <= last", name=op.f("ck_named_moment_days")),
    )


def downgrade() -> None:
    """Bounds that a person gave stay as they are; what is lost is who gave them, and the register."""
    op.drop_table("named_moment")
    for table in WITH_WORDS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN bounds_by")
