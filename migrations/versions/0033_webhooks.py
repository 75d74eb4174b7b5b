"""Other systems are told of changes: webhooks, their secrets, and the events on their way to them.

Nobody is told anything of before: an event is kept only where a webhook wants it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLES = ("webhook", "webhook_secret", "event", "event_sequence", "webhook_delivery", "webhook_turn")
UNSETTLED = sa.text("state IN ('waiting', 'failed')")


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        _integer("programme_id", nullable=True),
        _text("name", 120),
        _text("address", 1000),
        _text("kinds"),
        _text("types"),
        _text("state", 24),
        _integer("version"),
        _moment("created_at"),
        _integer("author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        _reference("webhook", "programme_id", "programme.id"),
        _reference("webhook", "author_id", "person.id"),
        sa.CheckConstraint("state IN ('active', 'paused')", name=op.f("ck_webhook_webhook_state")),
        _length("webhook", "name", 120),
        _length("webhook", "address", 1000),
    )
    op.create_index("ix_webhook_programme_id", "webhook", ["programme_id"])
    op.create_table(
        "webhook_secret",
        sa.Column("id", sa.Integer(), nullable=False),
        _integer("webhook_id"),
        _text("encrypted"),
        _moment("created_at"),
        _moment("ends_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_secret")),
        _reference("webhook_secret", "webhook_id", "webhook.id"),
    )
    op.create_index("ix_webhook_secret_webhook_id", "webhook_secret", ["webhook_id"])
    op.create_table(
        "event",
        _integer("id"),
        _text("type", 80),
        _integer("programme_id", nullable=True),
        _text("object_type", 40),
        _integer("object_id"),
        _integer("sequence"),
        _integer("version", nullable=True),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        _reference("event", "id", "audit_entry.id"),
        _reference("event", "programme_id", "programme.id"),
        _length("event", "type", 80),
        _length("event", "object_type", 40),
    )
    op.create_table(
        "event_sequence",
        _text("object_type", 40),
        _integer("object_id"),
        _integer("last"),
        sa.PrimaryKeyConstraint("object_type", "object_id", name=op.f("pk_event_sequence")),
        _length("event_sequence", "object_type", 40),
    )
    op.create_table(
        "webhook_delivery",
        _integer("webhook_id"),
        _integer("event_id"),
        _text("object_type", 40),
        _integer("object_id"),
        _integer("sequence"),
        _text("state", 24),
        _moment("due_at"),
        _integer("attempts"),
        _text("failure"),
        _moment("settled_at", nullable=True),
        sa.PrimaryKeyConstraint("webhook_id", "event_id", name=op.f("pk_webhook_delivery")),
        _reference("webhook_delivery", "webhook_id", "webhook.id"),
        _reference("webhook_delivery", "event_id", "event.id"),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'failed', 'dropped')",
            name=op.f("ck_webhook_delivery_delivery_state"),
        ),
        _length("webhook_delivery", "object_type", 40),
    )
    op.create_index(
        "ix_webhook_delivery_unsettled",
        "webhook_delivery",
        ["webhook_id", "object_type", "object_id", "sequence"],
        sqlite_where=UNSETTLED,
        postgresql_where=UNSETTLED,
    )
    op.create_index(
        "ix_webhook_delivery_state", "webhook_delivery", ["webhook_id", "state", "due_at", "event_id"]
    )
    op.create_index("ix_webhook_delivery_event", "webhook_delivery", ["event_id"])
    op.create_table(
        "webhook_turn",
        _integer("webhook_id"),
        _moment("held_until"),
        _moment("rests_until"),
        _integer("number"),
        _integer("failures"),
        _moment("delivered_at", nullable=True),
        sa.PrimaryKeyConstraint("webhook_id", name=op.f("pk_webhook_turn")),
        _reference("webhook_turn", "webhook_id", "webhook.id"),
    )


def downgrade() -> None:
    """Who was to be told is lost, and what was not delivered yet: the earlier revision has no place for it."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable, autoincrement=False)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _length(table: str, column: str, most: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) <= {most}", name=op.f(f"ck_{table}_{column}_length"))
