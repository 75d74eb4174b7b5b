"""An answer beside “on track”; when somebody was last here; and the words by which things are found."""

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards
from app.tables.search_entry import create_search_index, drop_search_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _unguard("status_update")
    op.add_column("status_update", sa.Column("answer", sa.String(), nullable=True))
    op.execute("UPDATE status_update SET answer = ''")
    with op.batch_alter_table("status_update") as batch:
        batch.alter_column("answer", existing_type=sa.String(), nullable=False)
        batch.create_check_constraint(
            op.f("ck_status_update_answer_to_on_track"), "answer = '' OR confidence = 'on_track'"
        )
    _guard("status_update")
    op.create_table(
        "visit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("before", MOMENT, nullable=True),
        _key("visit", "person_id", "person"),
        _key("visit", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("person_id", "programme_id", name=op.f("pk_visit")),
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("title_stems", sa.String(), nullable=False),
        sa.Column("text_stems", sa.String(), nullable=False),
        _key("search_entry", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint(
            "programme_id", "kind", "thing_id", name=op.f("uq_search_entry_programme_id_kind_thing_id")
        ),
    )
    op.create_index("ix_search_entry_thing", "search_entry", ["kind", "thing_id"])
    for statement in create_search_index(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in drop_search_index(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("search_entry")
    op.drop_table("visit")
    _unguard("status_update")
    with op.batch_alter_table("status_update") as batch:
        batch.drop_constraint(op.f("ck_status_update_answer_to_on_track"), type_="check")
        batch.drop_column("answer")
    _guard("status_update")


def _key(table: str, name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}"), ondelete="RESTRICT")


def _unguard(table: str) -> None:
    for statement in drop_guards(op.get_bind().dialect.name, (table,)):
        op.execute(statement)


def _guard(table: str) -> None:
    for statement in create_guards(op.get_bind().dialect.name, (table,)):
        op.execute(statement)
