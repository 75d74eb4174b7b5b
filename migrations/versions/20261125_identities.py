"""Signing in through an organisation: who is known there as whom, and what was used once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=500), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_identity_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identity_issuer_subject")),
        sa.UniqueConstraint("person_id", "issuer", name=op.f("uq_identity_person_id_issuer")),
    )
    op.create_table(
        "spent",
        sa.Column("of_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("of_hash", name=op.f("pk_spent")),
    )
    # Nobody could come in this way before.
    op.execute("DELETE FROM sign_in WHERE way = 'oidc'")
    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("identity_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("provider_session", sa.String(length=64), nullable=True))
        batch.create_foreign_key(
            op.f("fk_sign_in_identity_id"), "identity", ["identity_id"], ["id"], ondelete="RESTRICT"
        )
        batch.create_check_constraint(
            op.f("ck_sign_in_through_an_identity"), "(way = 'oidc') = (identity_id IS NOT NULL)"
        )
    op.create_index(op.f("ix_sign_in_identity_id"), "sign_in", ["identity_id"], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM sign_in WHERE way = 'oidc'")
    op.drop_index(op.f("ix_sign_in_identity_id"), table_name="sign_in")
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_constraint(op.f("ck_sign_in_through_an_identity"), type_="check")
        batch.drop_constraint(op.f("fk_sign_in_identity_id"), type_="foreignkey")
        batch.drop_column("provider_session")
        batch.drop_column("identity_id")
    op.drop_table("spent")
    op.drop_table("identity")
