"""Whether an answer beside “on track” is printed in the report."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHECK = "ck_status_update_printed_where_answered"


def upgrade() -> None:
    _guard(drop_guards)
    op.add_column("status_update", sa.Column("answer_in_report", sa.Boolean(), nullable=True))
    op.execute("UPDATE status_update SET answer_in_report = false")
    with op.batch_alter_table("status_update") as batch:
        batch.alter_column("answer_in_report", existing_type=sa.Boolean(), nullable=False)
        batch.create_check_constraint(op.f(CHECK), "NOT answer_in_report OR answer <> ''")
    _guard(create_guards)


def downgrade() -> None:
    _guard(drop_guards)
    with op.batch_alter_table("status_update") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.drop_column("answer_in_report")
    _guard(create_guards)


def _guard(statements: Callable[[str, tuple[str, ...]], Iterator[str]]) -> None:
    for statement in statements(op.get_bind().dialect.name, ("status_update",)):
        op.execute(statement)
