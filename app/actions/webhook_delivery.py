"""Delivering events: taking the turn of a webhook, the event that goes next, and what became of it.

Nothing of it leaves a trace but that a receiver wants no more: it follows from what was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.webhook.retry import (
    LEASE,
    MOST_ATTEMPTS,
    UNSETTLED,
    DeliveryState,
    Outcome,
    WebhookState,
    compute_pause,
    compute_rest,
)
from app.queries.webhook import IS_DUE
from app.tables import Event, Programme, Webhook, WebhookDelivery, WebhookSecret, WebhookTurn
from app.webhook.message import EventFacts

KEPT = timedelta(days=30)
"""What was delivered or dropped stays visible for so long."""


@dataclass(frozen=True, slots=True)
class DeliveryTurn:
    """The right to send to a webhook, held by one worker. `number` tells it from every other turn."""

    webhook_id: int
    number: int
    programme_id: int | None
    address: str
    secrets: Sequence[str]
    """As they are stored, the newest first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An event that is being sent; `count` counts this attempt."""

    event: EventFacts
    count: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether a turn goes on, and whether the event waits for a person from now on."""

    goes_on: bool
    is_failed: bool = False


def take_turn(session: Session, webhook_id: int, now: datetime) -> DeliveryTurn | None:
    """Take the turn of a webhook for as long as a lease lasts; none where another has it, or it rests."""
    is_free = (
        col(WebhookTurn.webhook_id) == webhook_id,
        col(WebhookTurn.held_until) <= now,
        col(WebhookTurn.rests_until) <= now,
    )
    values = {"held_until": now + LEASE, "number": col(WebhookTurn.number) + 1}
    taking = sa.update(WebhookTurn).where(*is_free).values(values).returning(col(WebhookTurn.number))
    number: int | None = session.execute(taking).scalar_one_or_none()
    to = session.execute(
        sa.select(col(Webhook.address), col(Webhook.programme_id)).where(
            col(Webhook.id) == webhook_id, col(Webhook.state) == WebhookState.ACTIVE
        )
    ).one_or_none()
    if number is None or to is None:
        return None
    secrets = (
        sa.select(col(WebhookSecret.encrypted))
        .where(
            col(WebhookSecret.webhook_id) == webhook_id,
            sa.or_(col(WebhookSecret.ends_at).is_(None), col(WebhookSecret.ends_at) > now),
        )
        .order_by(col(WebhookSecret.id).desc())
    )
    return DeliveryTurn(webhook_id, number, to.programme_id, to.address, list(session.scalars(secrets)))


def take_next(session: Session, turn: DeliveryTurn, now: datetime) -> Attempt | None:
    """Return the event that goes next; none where nothing is due, or the turn is another's or over.

    An event goes only where no earlier one of the same thing waits or failed.
    """
    if not _keep_turn(session, turn, now + LEASE):
        return None
    row = session.execute(_NEXT, {"webhook_id": turn.webhook_id, "now": now}).mappings().one_or_none()
    if row is None:
        return None
    facts = dict(row)
    count = facts.pop("attempts") + 1
    _update(session, turn, facts["id"], attempts=count)
    return Attempt(EventFacts(**facts), count)


def settle(
    session: Session, turn: DeliveryTurn, attempt: Attempt, outcome: Outcome, now: datetime
) -> Settled:
    """Keep what became of an attempt.

    One that failed too often waits for a person. A receiver that could not be reached is left alone for a
    while; one that answers again gets at once what had failed for that.
    """
    if not _keep_turn(session, turn, now + LEASE):
        return Settled(goes_on=False)
    if outcome.is_delivered:
        _settle_delivered(session, turn, attempt, now)
        return Settled(goes_on=True)
    is_last = attempt.count >= MOST_ATTEMPTS and not outcome.is_gone
    _update(
        session,
        turn,
        attempt.event.id,
        state=DeliveryState.FAILED if is_last else DeliveryState.WAITING,
        due_at=now + compute_pause(attempt.count, outcome.retry_after),
        failure=outcome.failure,
        settled_at=now if is_last else None,
    )
    if outcome.is_outage:
        _rest(session, turn, outcome, now)
    return Settled(goes_on=not (outcome.is_outage or outcome.is_gone), is_failed=is_last)


def end_turn(session: Session, turn: DeliveryTurn, now: datetime) -> None:
    """Give the turn back."""
    _keep_turn(session, turn, now)


def forget_settled(session: Session, now: datetime) -> None:
    """Remove what was delivered or dropped long ago, and the events that nobody waits for any more."""
    is_old = (col(WebhookDelivery.state).not_in(UNSETTLED), col(WebhookDelivery.settled_at) < now - KEPT)
    session.execute(sa.delete(WebhookDelivery).where(*is_old))
    is_wanted = sa.select(col(WebhookDelivery.event_id)).where(col(WebhookDelivery.event_id) == col(Event.id))
    session.execute(sa.delete(Event).where(~is_wanted.exists()))


def _settle_delivered(session: Session, turn: DeliveryTurn, attempt: Attempt, now: datetime) -> None:
    _update(session, turn, attempt.event.id, state=DeliveryState.DELIVERED, failure="", settled_at=now)
    mine = col(WebhookTurn.webhook_id) == turn.webhook_id
    was_away = session.execute(
        sa.update(WebhookTurn)
        .where(mine, col(WebhookTurn.failures) > 0)
        .values(failures=0)
        .returning(col(WebhookTurn.number))
    ).first()
    session.execute(sa.update(WebhookTurn).where(mine).values(delivered_at=now))
    if was_away:
        put_off = (
            col(WebhookDelivery.webhook_id) == turn.webhook_id,
            col(WebhookDelivery.state) == DeliveryState.WAITING,
            col(WebhookDelivery.due_at) > now,
        )
        session.execute(sa.update(WebhookDelivery).where(*put_off).values(due_at=now))


def _rest(session: Session, turn: DeliveryTurn, outcome: Outcome, now: datetime) -> None:
    mine = (col(WebhookTurn.webhook_id) == turn.webhook_id, col(WebhookTurn.number) == turn.number)
    failures: int = session.scalar(sa.select(col(WebhookTurn.failures)).where(*mine)) or 0
    rests_until = now + compute_rest(failures + 1, outcome.retry_after)
    values = {"failures": failures + 1, "rests_until": rests_until, "held_until": now}
    session.execute(sa.update(WebhookTurn).where(*mine).values(values))


def _keep_turn(session: Session, turn: DeliveryTurn, until: datetime) -> bool:
    """Keep a turn, or end it by `until`; returns whether nobody else has taken it since."""
    mine = (col(WebhookTurn.webhook_id) == turn.webhook_id, col(WebhookTurn.number) == turn.number)
    kept = sa.update(WebhookTurn).where(*mine).values(held_until=until).returning(col(WebhookTurn.number))
    return session.execute(kept).first() is not None


def _update(session: Session, turn: DeliveryTurn, event_id: int, **values: object) -> None:
    """Change a delivery that still waits: somebody may have dropped it meanwhile."""
    waiting = (
        col(WebhookDelivery.webhook_id) == turn.webhook_id,
        col(WebhookDelivery.event_id) == event_id,
        col(WebhookDelivery.state) == DeliveryState.WAITING,
    )
    session.execute(sa.update(WebhookDelivery).where(*waiting).values(**values))


_NEXT: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        *(col(Event.id), col(Event.type), col(Programme.slug).label("programme"), col(Event.object_type)),
        *(col(Event.object_id), col(Event.sequence), col(Event.version), col(Event.at)),
        col(WebhookDelivery.attempts),
    )
    .join(WebhookDelivery, col(WebhookDelivery.event_id) == col(Event.id))
    .join(Webhook, col(Webhook.id) == col(WebhookDelivery.webhook_id))
    .outerjoin(Programme, col(Programme.id) == col(Event.programme_id))
    .where(col(WebhookDelivery.webhook_id) == sa.bindparam("webhook_id"), IS_DUE)
    .order_by(col(Event.id))
    .limit(1)
)
