"""The trail becomes a chain: entries numbered and sealed, their values kept apart, and heads."""

import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlmodel import Session

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
    if "row_seal" in sa.inspect(op.get_bind()).get_table_names():
        op.drop_table("row_seal")
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
    for chain, told in groupby(sorted(before, key=_chain), _chain):
        rows = list(_sealed(chain, told, key))
        connection.execute(sa.insert(_ENTRY), rows)
        said = [row for row in rows if row["content"]]
        if said:
            connection.execute(sa.insert(_PAYLOAD), said)
        connection.execute(
            sa.insert(_HEAD), {"chain": chain, "seq": rows[-1]["seq"], "hash": rows[-1]["hash"]}
        )


def _chain(row: sa.RowMapping) -> str:
    return "installation" if row["programme_id"] is None else f"programme:{row['programme_id']}"


def _sealed(chain: str, entries: Iterator[sa.RowMapping], key: Any) -> Iterator[dict[str, Any]]:
    """Number the entries of a chain, and seal each to the one before it (HMAC-SHA-256)."""
    previous = ""
    for seq, entry in enumerate(entries, start=1):
        content = _content(entry["details"])
        row = {name: entry[name] for name in ("programme_id", "action", "object_type", "object_id")}
        row |= {name: entry[name] for name in ("result", "origin", "actor_id", "at")}
        row |= {"chain": chain, "seq": seq, "previous": previous, "key_id": key.id, "content": content}
        row["digest"] = _hmac(key.secret, [chain, seq, content]) if content else ""
        previous = _hmac(key.secret, [row[name] for name in SEALED])
        yield row | {"hash": previous}


def _hmac(secret: bytes, parts: list[object]) -> str:
    text = json.dumps(parts, separators=(",", ":"), default=datetime.isoformat)
    return hmac.digest(secret, text.encode(), "sha256").hex()


SEALED = (
    *("chain", "seq", "previous", "key_id", "programme_id", "action", "object_type", "object_id"),
    *("result", "origin", "actor_id", "digest", "at"),
)


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
