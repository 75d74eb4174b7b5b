"""Webhooks, and the events on their way to them."""

from datetime import datetime

from app.domain.webhook.retry import DeliveryState, WebhookState
from app.web.api.v1.shapes.values import Id, Moment, Shape, Text


class Webhook(Shape):
    """An address that is told of changes: of the programme with this slug, or of all where it is null.

    Without `kinds` and `types` it is told of everything. `failed` counts the events that wait for a person,
    `waiting` those that are on their way, `failures` how often in a row its receiver could not be reached.
    Until `secretRenewedUntilAt` messages are signed with the secret of before as well.
    """

    id: int
    programme: Text
    name: str
    address: str
    kinds: tuple[str, ...]
    types: tuple[str, ...]
    state: WebhookState
    waiting: int
    failed: int
    failures: int
    last_delivered_at: Moment
    secret_renewed_until_at: Moment
    version: int


class WebhookWithSecret(Webhook):
    """A webhook with its secret, which is shown this once."""

    secret: str


class WebhookDelivery(Shape):
    """An event on its way to a webhook; `id` is that of the event, and of its entry in the audit trail.

    `held` says that an earlier event of the same subject goes first. `failure` says why the last attempt
    failed. `version` counts the attempts: whoever sends again or drops what was tried since, is told.
    """

    id: int
    type: str
    subject: str
    sequence: int
    subject_version: Id
    recorded_at: datetime
    state: DeliveryState
    held: bool
    attempts: int
    failure: Text
    due_at: datetime
    settled_at: Moment
    version: int
