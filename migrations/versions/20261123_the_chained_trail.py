"""The trail becomes a chain: entries numbered and sealed, their values kept apart, and heads."""

import json
from itertools import groupby

import sqlalchemy as sa
from alembic import context, op
from sqlmodel import Session

from app.actions.act import Act
from app.actions.audit_chain import Trace, sealed
from app.domain.audit_trail import START
from app.tables.append_only import create_guards
from app.tables.audit_guards import create_audit_guards, drop_audit_functions
from app.tables.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    before = list(op.get_bind().execute(sa.select(_BEFORE).order_by(_BEFORE.c.id)).mappings())
    op.drop_table("audit_entry")
    _create_chained()
    _seal(before)
    for statement in (*create_guards(dialect, ("audit_entry",)), *create_audit_guards(dialect)):
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    after = sa.select(_ENTRY, _PAYLOAD.c.content).outerjoin(
        _PAYLOAD, sa.and_(_PAYLOAD.c.chain == _ENTRY.c.chain, _PAYLOAD.c.seq == _ENTRY.c.seq)
    )
    entries = list(op.get_bind().execute(after.order_by(_ENTRY.c.id)).mappings())
    for table in ("audit_payload", "audit_head", "audit_retention", "audit_entry"):
        op.drop_table(table)
    for statement in drop_audit_functions(dialect):
        op.execute(statement)
    _create_unchained()
    if entries:
        kept = [column.name for column in _BEFORE.c if column.name not in ("id", "details")]
        rows = [{name: e[name] for name in kept} | {"details": _details(e["content"])} for e in entries]
        op.bulk_insert(_BEFORE, rows)
    for statement in create_guards(dialect, ("audit_entry",)):
        op.execute(statement)


def _seal(before: list[sa.RowMapping]) -> None:
    """Put the entries that there are into their chains, in the order in which they were written."""
    if not before:
        return
    connection = op.get_bind()
    key = context.config.attributes["database"].keys(Session(connection)).current
    traces = sorted((_trace(row) for row in before), key=lambda trace: trace.chain)
    for chain, told in groupby(traces, lambda trace: trace.chain):
        rows = list(sealed(chain, (0, START), told, key))
        connection.execute(sa.insert(_ENTRY), rows)
        said = [row for row in rows if row["content"]]
        if said:
            connection.execute(sa.insert(_PAYLOAD), said)
        connection.execute(
            sa.insert(_HEAD), {"chain": chain, "seq": rows[-1]["seq"], "hash": rows[-1]["hash"]}
        )


def _trace(row: sa.RowMapping) -> Trace:
    act = Act(row["actor_id"], row["at"], row["origin"])
    thing = (row["object_type"], row["object_id"])
    return Trace(row["programme_id"], row["action"], *thing, row["result"], act, _content(row["details"]))


def _content(details: dict[str, object]) -> str:
    """What was written as `was_status` is a value from; the others are values to."""
    if not details:
        return ""
    was = {name.removeprefix("was_"): value for name, value in details.items() if name.startswith("was_")}
    becomes = {name: value for name, value in details.items() if not name.startswith("was_")}
    said = {"from": was, "to": becomes}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _details(content: str | None) -> dict[str, object]:
    if not content:
        return {}
    said = json.loads(content)
    return said["to"] | {f"was_{name}": value for name, value in said["from"].items()}


def _create_chained() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        *_common(),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *_constraints(),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_audit_entry_chain_seq")),
    )
    op.create_index("ix_audit_entry_object", "audit_entry", ["object_type", "object_id", "id"])
    op.create_index("ix_audit_entry_actor", "audit_entry", ["actor_id", "id"])
    op.create_table(
        "audit_payload",
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_audit_payload")),
        sa.ForeignKeyConstraint(
            ["chain", "seq"],
            ["audit_entry.chain", "audit_entry.seq"],
            name=op.f("fk_audit_payload_chain_seq"),
            ondelete="RESTRICT",
        ),
    )
    op.create_table(
        "audit_head",
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_retention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_retention")),
    )


def _create_unchained() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        *_common(),
        sa.Column("details", sa.JSON(), nullable=False),
        *_constraints(),
    )
    op.create_index("ix_audit_entry_object", "audit_entry", ["object_type", "object_id"])
    op.create_index("ix_audit_entry_programme", "audit_entry", ["programme_id", "id"])


def _common() -> tuple[sa.Column, ...]:
    return (
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_audit_entry_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_audit_entry_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )


_BEFORE = sa.Table(
    "audit_entry",
    sa.MetaData(),
    sa.Column("id", sa.Integer(), primary_key=True),
    *_common(),
    sa.Column("details", sa.JSON()),
)
_ENTRY = sa.Table(
    "audit_entry",
    sa.MetaData(),
    sa.Column("id", sa.Integer(), primary_key=True),
    *(sa.Column(name, sa.String()) for name in ("chain", "previous", "hash", "key_id", "digest")),
    sa.Column("seq", sa.Integer()),
    *_common(),
)
_PAYLOAD = sa.Table(
    "audit_payload",
    sa.MetaData(),
    sa.Column("chain", sa.String(), primary_key=True),
    sa.Column("seq", sa.Integer(), primary_key=True),
    sa.Column("at", UtcDateTime()),
    sa.Column("content", sa.String()),
)
_HEAD = sa.Table("audit_head", sa.MetaData(), *(sa.Column(name) for name in ("chain", "seq", "hash")))
