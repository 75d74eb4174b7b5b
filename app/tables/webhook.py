"""Webhooks: who is told of changes, what is to be told, and how far it is on its way.

What somebody decided (a webhook and its secrets) is sealed; what follows from it is not: events, how often
something was tried, and when.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.webhook.address import LONGEST_ADDRESS
from app.domain.webhook.retry import DeliveryState, WebhookState
from app.tables.columns import key, moment, one_of
from app.tables.lengths import unbounded_text


class Webhook(SQLModel, table=True):
    """An address that is told of changes: of one programme, or of all of them where none is named.

    `kinds` and `types` are words with spaces between them; none means every one.
    """

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int | None = key("programme.id", default=None, index=True)
    name: str = Field(max_length=120)
    address: str = Field(max_length=LONGEST_ADDRESS)
    kinds: str = unbounded_text(default="")
    types: str = unbounded_text(default="")
    state: WebhookState = Field(default=WebhookState.ACTIVE, sa_type=one_of(WebhookState))
    version: int = 1
    created_at: datetime = moment()
    author_id: int = key("person.id")


class WebhookSecret(SQLModel, table=True):
    """A secret with which messages are signed, encrypted under the key of the installation.

    The one that was renewed signs beside the new one until `ends_at`; the one of now has no end.
    """

    __tablename__ = "webhook_secret"

    id: int | None = Field(default=None, primary_key=True)
    webhook_id: int = key("webhook.id", index=True)
    encrypted: str = unbounded_text()
    created_at: datetime = moment()
    ends_at: datetime | None = moment(default=None, nullable=True)


class Event(SQLModel, table=True):
    """A change that somebody is told of: the entry of the audit trail with the same id.

    `sequence` counts the events of its thing, `version` is that of the thing once the change was saved.
    """

    id: int = key("audit_entry.id", primary_key=True)
    type: str = Field(max_length=80)
    programme_id: int | None = key("programme.id", default=None)
    object_type: str = Field(max_length=40)
    object_id: int
    sequence: int
    version: int | None = None
    at: datetime = moment()


class EventSequence(SQLModel, table=True):
    """How many events of a thing there were; held until the commit, so that they come in its order."""

    __tablename__ = "event_sequence"

    object_type: str = Field(primary_key=True, max_length=40)
    object_id: int = Field(primary_key=True)
    last: int


_IS_UNSETTLED = sa.text("state IN ('waiting', 'failed')")


class WebhookDelivery(SQLModel, table=True):
    """One event on its way to one webhook; `due_at` is when it is tried next."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        sa.Index(
            "ix_webhook_delivery_unsettled",
            *("webhook_id", "object_type", "object_id", "sequence"),
            sqlite_where=_IS_UNSETTLED,
            postgresql_where=_IS_UNSETTLED,
        ),
        sa.Index("ix_webhook_delivery_state", "webhook_id", "state", "due_at", "event_id"),
        sa.Index("ix_webhook_delivery_event", "event_id"),
    )

    webhook_id: int = key("webhook.id", primary_key=True)
    event_id: int = key("event.id", primary_key=True)
    object_type: str = Field(max_length=40)
    object_id: int
    sequence: int
    state: DeliveryState = Field(default=DeliveryState.WAITING, sa_type=one_of(DeliveryState))
    due_at: datetime = moment()
    attempts: int = 0
    failure: str = unbounded_text(default="")
    """Why the last attempt failed: a word of ours, and never what a receiver answered."""
    settled_at: datetime | None = moment(default=None, nullable=True)


class WebhookTurn(SQLModel, table=True):
    """Whose turn it is to send to a webhook: one worker at a time holds it, until `held_until`.

    `failures` counts how often in a row the receiver could not be reached; it is left alone until
    `rests_until`.
    """

    __tablename__ = "webhook_turn"

    webhook_id: int = key("webhook.id", primary_key=True)
    held_until: datetime = moment()
    rests_until: datetime = moment()
    number: int = 0
    failures: int = 0
    delivered_at: datetime | None = moment(default=None, nullable=True)
