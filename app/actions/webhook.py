"""Having other systems told of changes: webhooks are added, changed, paused and removed, secrets renewed.

Its secret is returned once, and never recorded: what is kept is encrypted, since it must sign.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_bytes
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.webhook.address import Network, find_address_fault
from app.domain.webhook.event import KIND_BY_TYPE, TEST_ACTION, EventKind
from app.domain.webhook.retry import UNSETTLED, DeliveryState, WebhookState
from app.security import encrypt
from app.tables import Webhook, WebhookDelivery, WebhookSecret, WebhookTurn
from app.tables.lengths import length_objections

PURPOSE = "webhook"
"""For which the secrets are encrypted."""
OVERLAP = timedelta(days=1)
"""A secret that was renewed signs beside the new one for so long."""


@dataclass(frozen=True, slots=True)
class WebhookInput:
    """What somebody says of a webhook; without kinds or types it is told of all of them."""

    name: str
    address: str
    kinds: Sequence[str] = ()
    types: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SecretKeeper:
    """What a webhook is made with: the key of the installation, and the networks where messages may go."""

    key: str
    allowed: Sequence[Network] = ()


def add(
    session: Session, act: AuditContext, keeper: SecretKeeper, programme_id: int | None, new: WebhookInput
) -> tuple[int, str]:
    """Add a webhook, of every programme where none is named; returns its id and its secret.

    Refuses everything that is wrong, all together.
    """
    columns = _check(new, keeper)
    row = Webhook(programme_id=programme_id, created_at=act.at, author_id=act.author_id, **columns)
    session.add(row)
    session.flush()
    assert row.id is not None
    secret = _add_secret(session, act, keeper, row.id)
    session.flush()
    session.execute(sa.insert(WebhookTurn).values(webhook_id=row.id, held_until=act.at, rests_until=act.at))
    _record(session, act, "webhook.add", row, **_values(row))
    return row.id, secret


def revise(
    session: Session,
    act: AuditContext,
    keeper: SecretKeeper,
    webhook_id: int,
    version: int,
    new: WebhookInput,
) -> None:
    """Change a webhook; what waits goes to the new address. Refuses what is wrong, all together."""
    row = _load(session, webhook_id, version)
    columns, was = _check(new, keeper), _values(row)
    if all(getattr(row, name) == value for name, value in columns.items()):
        return
    row.sqlmodel_update(columns | {"version": row.version + 1})
    _record(session, act, "webhook.revise", row, was=was, **_values(row))
    _try_soon(session, act, webhook_id)


def pause(session: Session, act: AuditContext, webhook_id: int, version: int | None) -> None:
    """Send nothing from now on; events are kept. Without a version, whatever it says by now."""
    _set_state(session, act, "webhook.pause", _load(session, webhook_id, version), WebhookState.PAUSED)


def resume(session: Session, act: AuditContext, webhook_id: int, version: int) -> None:
    """Send again, what was kept first."""
    _set_state(session, act, "webhook.resume", _load(session, webhook_id, version), WebhookState.ACTIVE)
    _try_soon(session, act, webhook_id)


def rotate(session: Session, act: AuditContext, keeper: SecretKeeper, webhook_id: int, version: int) -> str:
    """Return a new secret. The one of now signs beside it for a day, and those before it no longer."""
    row = _load(session, webhook_id, version)
    row.version += 1
    held = sa.select(WebhookSecret).where(col(WebhookSecret.webhook_id) == webhook_id)
    for secret in session.scalars(held):
        if secret.ends_at is None:
            secret.ends_at = act.at + OVERLAP
        else:
            session.delete(secret)
    fresh = _add_secret(session, act, keeper, webhook_id)
    _record(session, act, "webhook.rotate", row)
    return fresh


def remove(session: Session, act: AuditContext, webhook_id: int, version: int) -> None:
    """Remove a webhook, with whatever still waited for it."""
    row = _load(session, webhook_id, version)
    was = _values(row)
    session.execute(sa.delete(WebhookDelivery).where(col(WebhookDelivery.webhook_id) == webhook_id))
    session.execute(sa.delete(WebhookTurn).where(col(WebhookTurn.webhook_id) == webhook_id))
    for secret in session.scalars(
        sa.select(WebhookSecret).where(col(WebhookSecret.webhook_id) == webhook_id)
    ):
        session.delete(secret)
    session.flush()
    session.delete(row)
    _record(session, act, "webhook.remove", row, was=was)


def test(session: Session, act: AuditContext, webhook_id: int) -> None:
    """Send a message that tells of no change, so that one sees whether it comes."""
    row = _require(session.get(Webhook, webhook_id))
    if row.state is not WebhookState.ACTIVE:
        raise Conflict("This webhook is paused. Have it send again first.")
    _record(session, act, TEST_ACTION, row)
    _try_soon(session, act, webhook_id)


def replay(session: Session, act: AuditContext, webhook_id: int, event_id: int) -> None:
    """Have an event that was not delivered sent again, at once; those behind it follow."""
    row, delivery = _load_unsettled(session, webhook_id, event_id)
    _update(session, delivery, state=DeliveryState.WAITING, due_at=act.at, attempts=0, settled_at=None)
    _record(session, act, "webhook.replay", row, event=event_id)
    _try_soon(session, act, webhook_id)


def drop(session: Session, act: AuditContext, webhook_id: int, event_id: int) -> None:
    """Give an event up that was not delivered, so that those behind it go on their way."""
    row, delivery = _load_unsettled(session, webhook_id, event_id)
    _update(session, delivery, state=DeliveryState.DROPPED, settled_at=act.at)
    _record(session, act, "webhook.drop", row, event=event_id)
    _try_soon(session, act, webhook_id)


def _add_secret(session: Session, act: AuditContext, keeper: SecretKeeper, webhook_id: int) -> str:
    """Return a new secret as Standard Webhooks writes it: 256 random bits behind `whsec_`."""
    secret = "whsec_" + b64encode(token_bytes(32)).decode()
    encrypted = encrypt(keeper.key, PURPOSE, secret)
    session.add(WebhookSecret(webhook_id=webhook_id, encrypted=encrypted, created_at=act.at))
    return secret


def _set_state(session: Session, act: AuditContext, action: str, row: Webhook, state: WebhookState) -> None:
    if row.state is state:
        return
    row.state = state
    row.version += 1
    _record(session, act, action, row)


def _try_soon(session: Session, act: AuditContext, webhook_id: int) -> None:
    """Leave a receiver alone no longer: somebody looked at it."""
    turn = col(WebhookTurn.webhook_id) == webhook_id
    session.execute(sa.update(WebhookTurn).where(turn).values(rests_until=act.at))


def _load(session: Session, webhook_id: int, version: int | None) -> Webhook:
    row = _require(session.get(Webhook, webhook_id, with_for_update=True, populate_existing=True))
    if version not in (None, row.version):
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    return row


def _require(row: Webhook | None) -> Webhook:
    if row is None:
        raise NotFound("There is no such webhook any more.")
    return row


def _load_unsettled(
    session: Session, webhook_id: int, event_id: int
) -> tuple[Webhook, sa.ColumnElement[bool]]:
    """Return the webhook, and what finds the delivery. Refuses one that was delivered or dropped."""
    row = _require(session.get(Webhook, webhook_id))
    delivery = session.get(
        WebhookDelivery, (webhook_id, event_id), with_for_update=True, populate_existing=True
    )
    if delivery is None:
        raise NotFound("There is no such message any more.")
    if delivery.state not in UNSETTLED:
        raise Conflict("This message was delivered or dropped meanwhile.")
    return row, sa.and_(
        col(WebhookDelivery.webhook_id) == webhook_id, col(WebhookDelivery.event_id) == event_id
    )


def _update(session: Session, delivery: sa.ColumnElement[bool], **values: object) -> None:
    session.execute(sa.update(WebhookDelivery).where(delivery).values(**values))


def _check(new: WebhookInput, keeper: SecretKeeper) -> dict[str, Any]:
    """Return the columns. Refuses everything that is wrong at once."""
    name, address = " ".join(new.name.split()), new.address.strip()
    wrong: dict[str, Message] = {}
    if not name:
        wrong["name"] = Message("Give the webhook a name.")
    wrong |= length_objections(Webhook, {"name": name})
    if fault := find_address_fault(address, keeper.allowed):
        wrong["address"] = fault
    if set(new.kinds) - set(EventKind):
        wrong["kinds"] = Message("Choose from the kinds that there are.")
    if set(new.types) - set(KIND_BY_TYPE):
        wrong["types"] = Message("Choose from the types that there are.")
    if wrong:
        raise Invalid(wrong)
    kinds, types = sorted(set(new.kinds)), sorted(set(new.types))
    return {"name": name, "address": address, "kinds": " ".join(kinds), "types": " ".join(types)}


def _values(row: Webhook) -> Mapping[str, Any]:
    """Return what is recorded of it; an address may hold a secret behind its question mark."""
    return {
        "name": row.name,
        "address": row.address.partition("?")[0],
        "kinds": row.kinds.split(),
        "types": row.types.split(),
    }


def _record(
    session: Session,
    act: AuditContext,
    action: str,
    row: Webhook,
    was: Mapping[str, object] | None = None,
    **becomes: Any,
) -> None:
    entity = ("webhook", row.id)
    session.flush()
    audit_log.record(session, act, action, entity, programme_id=row.programme_id, was=was, **becomes)
