"""A risk may be told before anybody weighed it: then it has neither a likelihood nor an impact."""

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WEIGHED = "(likelihood IS NULL) = (kind = 'issue' OR impact IS NULL)"
ALWAYS = "(likelihood IS NULL) = (kind = 'issue')"


def upgrade() -> None:
    for table in ("risk", "risk_statement"):
        _rule(table, WEIGHED, nullable=True)


def downgrade() -> None:
    """Takes what was not weighed as the least that the rule then asks for."""
    least = (
        "UPDATE {table} SET impact = 1, likelihood = CASE kind WHEN 'issue' THEN NULL ELSE 1 END "
        "WHERE impact IS NULL"
    )
    for table in ("risk", "risk_statement"):
        _rule(table, ALWAYS, nullable=False, before=least.format(table=table))


def _rule(table: str, rule: str, *, nullable: bool, before: str = "") -> None:
    """Rebuilding takes the guards of a table away, so that they are put up again."""
    dialect = op.get_bind().dialect.name
    guarded = (table,) if table.endswith("_statement") else ()
    for statement in drop_guards(dialect, guarded):
        op.execute(statement)
    name = op.f(f"ck_{table}_likelihood_of_a_risk")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
    if before:
        op.execute(before)
    with op.batch_alter_table(table) as batch:
        batch.alter_column("impact", existing_type=sa.Integer(), nullable=nullable)
        batch.create_check_constraint(name, rule)
    if guarded:
        for statement in create_guards(dialect, guarded):
            op.execute(statement)
