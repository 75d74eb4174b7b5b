"""Webhooks, and the events that are on their way to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.webhook.retry import UNSETTLED, DeliveryState, WebhookState
from app.tables import Event, Programme, Webhook, WebhookDelivery, WebhookSecret, WebhookTurn
from app.tables.columns import UtcDateTime

_EARLIER = aliased(WebhookDelivery)
IS_HELD = (
    sa.select(col(_EARLIER.event_id))
    .where(
        col(_EARLIER.webhook_id) == col(WebhookDelivery.webhook_id),
        col(_EARLIER.object_type) == col(WebhookDelivery.object_type),
        col(_EARLIER.object_id) == col(WebhookDelivery.object_id),
        col(_EARLIER.sequence) < col(WebhookDelivery.sequence),
        col(_EARLIER.state).in_(UNSETTLED),
    )
    .correlate(WebhookDelivery)
    .exists()
)
"""Whether an earlier event of the same thing is still to be delivered to the same webhook."""

IS_DUE = sa.and_(
    col(WebhookDelivery.state) == DeliveryState.WAITING,
    col(WebhookDelivery.due_at) <= sa.bindparam("now", type_=UtcDateTime()),
    col(Webhook.state) == WebhookState.ACTIVE,
    ~IS_HELD,
)
"""Whether an event can be sent by `now` (a parameter)."""


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """A webhook, and how it fares.

    `renewed_until` is the moment until which the secret of before signs too. `failed` counts the events that
    wait for a person, `waiting` those that are on their way or held back by these.
    """

    id: int
    programme_id: int | None
    programme: str | None
    programme_title: str | None
    name: str
    address: str
    kinds: tuple[str, ...]
    types: tuple[str, ...]
    state: WebhookState
    version: int
    created_at: datetime
    delivered_at: datetime | None
    failures: int
    renewed_until: datetime | None
    waiting: int
    failed: int


def webhooks(
    session: Session, programme_ids: Collection[int] | None, webhook_id: int | None = None
) -> list[WebhookRow]:
    """Return the webhooks of these programmes, of all and everywhere where none are named. One query.

    `webhook_id` is that of the only one that is looked for.
    """
    statement = (
        sa.select(
            *(getattr(Webhook, name) for name in ("id", "programme_id", "name", "address", "kinds", "types")),
            *(getattr(Webhook, name) for name in ("state", "version", "created_at")),
            col(Programme.slug).label("programme"),
            col(Programme.title).label("programme_title"),
            *(col(WebhookTurn.delivered_at), col(WebhookTurn.failures)),
            _RENEWED_UNTIL.label("renewed_until"),
            _count(DeliveryState.WAITING).label("waiting"),
            _count(DeliveryState.FAILED).label("failed"),
        )
        .join(WebhookTurn, col(WebhookTurn.webhook_id) == col(Webhook.id))
        .outerjoin(Programme, col(Programme.id) == col(Webhook.programme_id))
        .order_by(col(Webhook.name), col(Webhook.id))
    )
    if programme_ids is not None:
        statement = statement.where(col(Webhook.programme_id).in_(programme_ids))
    if webhook_id is not None:
        statement = statement.where(col(Webhook.id) == webhook_id)
    rows = session.execute(statement).mappings()
    return [
        WebhookRow(**{**row, "kinds": tuple(row["kinds"].split()), "types": tuple(row["types"].split())})
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """An event on its way to a webhook. `is_held` says that an earlier one of the same thing goes first."""

    id: int
    type: str
    programme: str | None
    object_type: str
    object_id: int
    sequence: int
    version: int | None
    at: datetime
    state: DeliveryState
    attempts: int
    failure: str
    due_at: datetime
    settled_at: datetime | None
    is_held: bool


def deliveries(
    session: Session,
    webhook_id: int,
    *,
    states: Sequence[DeliveryState] = (),
    before: int | None = None,
    limit: int = 100,
    event_id: int | None = None,
) -> list[DeliveryRow]:
    """Return the events of a webhook, the last one first, those with an id below `before`. One query.

    `event_id` is that of the only one that is looked for.
    """
    of_event = ("id", "type", "object_type", "object_id", "sequence", "version", "at")
    of_delivery = ("state", "attempts", "failure", "due_at", "settled_at")
    statement = (
        sa.select(
            *(getattr(Event, name) for name in of_event),
            *(getattr(WebhookDelivery, name) for name in of_delivery),
            col(Programme.slug).label("programme"),
            sa.and_(col(WebhookDelivery.state) == DeliveryState.WAITING, IS_HELD).label("is_held"),
        )
        .join(WebhookDelivery, col(WebhookDelivery.event_id) == col(Event.id))
        .outerjoin(Programme, col(Programme.id) == col(Event.programme_id))
        .where(col(WebhookDelivery.webhook_id) == webhook_id)
        .order_by(col(Event.id).desc())
        .limit(limit)
    )
    if states:
        statement = statement.where(col(WebhookDelivery.state).in_(states))
    if event_id is not None:
        statement = statement.where(col(WebhookDelivery.event_id) == event_id)
    if before is not None:
        statement = statement.where(col(WebhookDelivery.event_id) < before)
    return fetch_all(session, statement, DeliveryRow)


@dataclass(frozen=True, slots=True)
class FailingWebhook:
    """A webhook with events that wait for a person; `since` is when the first of them was given up."""

    id: int
    programme_id: int
    name: str
    failed: int
    since: datetime


def failing_webhooks(session: Session, programme_ids: Collection[int]) -> list[FailingWebhook]:
    """Return the webhooks of these programmes of which events wait for a person. One query."""
    statement = (
        sa.select(
            *(col(Webhook.id), col(Webhook.programme_id), col(Webhook.name)),
            sa.func.count(col(WebhookDelivery.event_id)).label("failed"),
            sa.func.min(col(WebhookDelivery.settled_at)).label("since"),
        )
        .join(WebhookDelivery, col(WebhookDelivery.webhook_id) == col(Webhook.id))
        .where(
            col(Webhook.programme_id).in_(programme_ids),
            col(WebhookDelivery.state) == DeliveryState.FAILED,
        )
        .group_by(col(Webhook.id), col(Webhook.programme_id), col(Webhook.name))
        .order_by(col(Webhook.name), col(Webhook.id))
    )
    return fetch_all(session, statement, FailingWebhook)


def due_webhooks(session: Session, now: datetime) -> list[int]:
    """Return the webhooks to which something can be sent now, and that nobody sends to. One query."""
    is_due = sa.select(col(WebhookDelivery.event_id)).where(
        col(WebhookDelivery.webhook_id) == col(Webhook.id), IS_DUE
    )
    statement = (
        sa.select(col(Webhook.id))
        .join(WebhookTurn, col(WebhookTurn.webhook_id) == col(Webhook.id))
        .where(
            col(WebhookTurn.held_until) <= now,
            col(WebhookTurn.rests_until) <= now,
            is_due.correlate(Webhook).exists(),
        )
        .order_by(col(WebhookTurn.held_until), col(Webhook.id))
    )
    return list(session.scalars(statement, {"now": now}))


_RENEWED_UNTIL = (
    sa.select(sa.func.max(col(WebhookSecret.ends_at)))
    .where(col(WebhookSecret.webhook_id) == col(Webhook.id))
    .scalar_subquery()
)


def _count(state: DeliveryState) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(col(WebhookDelivery.event_id)))
        .where(col(WebhookDelivery.webhook_id) == col(Webhook.id), col(WebhookDelivery.state) == state)
        .scalar_subquery()
    )
