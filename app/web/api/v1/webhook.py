"""Webhooks: who is told of changes, and the events that are on their way to them."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import webhook
from app.actions.webhook import SecretKeeper, WebhookInput
from app.domain.dutch_text import order_key
from app.domain.refusal import Forbidden
from app.domain.webhook.event import name_subject
from app.domain.webhook.retry import DeliveryState, WebhookState
from app.queries.webhook import DeliveryRow, WebhookRow, deliveries, webhooks
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import NewWebhook, WebhookChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import (
    Changeable,
    ChangeableWithSecret,
    IfMatch,
    answer_changed,
    answer_gone,
)
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, ProgrammeSlug, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, read_cursor, require_one, write_cursor
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Webhook, WebhookDelivery, WebhookWithSecret, collection_of
from app.web.deps.webhook import find_managed_webhook
from app.web.openapi import CHANGED, CREATED, GONE, PAGED
from app.web.preconditions import ExpectedVersion

router = api_router("Webhooks")


ORDERS: Orders[WebhookRow] = {
    "name": lambda row: order_key(row.name),
    "id": lambda row: row.id,
}


class WebhookFilters(Paging):
    """Which webhooks are asked for."""

    programme: ProgrammeSlug | Absent = Field(None, description="Only of the programme with this slug.")
    state: WebhookState | Absent = Field(None, description="Only in this state.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("name", description=SORT)

    def match(self, row: WebhookRow) -> bool:
        """Return whether it is asked for."""
        return self.programme in (None, row.programme) and self.state in (None, row.state)


class DeliveryFilters(Paging):
    """Which deliveries are asked for; the last event comes first."""

    state: DeliveryState | Absent = Field(None, description="Only in this state.")


@router.get("/webhooks", name="api.webhook.index", response_model=collection_of(Webhook), responses=PAGED)
def index(filters: Annotated[WebhookFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the webhooks that you manage."""

    def load() -> CachedResponse:
        rows = webhooks(access.session, access.viewer.rights.connected())
        page = cut_page(access, [row for row in rows if filters.match(row)], filters, ORDERS)
        return write_page((_shape(row) for row in page.rows), page.after)

    return respond(access, load, keep=False)


@dataclass(frozen=True, slots=True)
class ManagedWebhook:
    """A webhook that the viewer manages."""

    access: ProgrammesAccess
    row: WebhookRow

    @property
    def id(self) -> int:
        """The id of the webhook."""
        return self.row.id

    def show(self) -> CachedResponse:
        """Write it as it is by now."""
        return _write(self.access, self.id)

    def answer(self) -> Response:
        """Answer with the webhook as it is after a change."""
        return answer_changed(self.access, self.show(), self.row.programme_id)


def load_managed_webhook(access: ReadableProgrammes, id: Id) -> ManagedWebhook:
    """Load the webhook in the path. Refuses people who may not manage it."""
    return ManagedWebhook(access, find_managed_webhook(access.session, access.viewer, id))


Managed = Annotated[ManagedWebhook, Depends(load_managed_webhook)]


@router.get("/webhooks/{id}", name="api.webhook.show", response_model=Webhook)
def show(managed: Managed, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get a webhook, and how it fares."""
    return respond(managed.access, managed.show, keep=False)


@router.post(
    "/webhooks",
    name="api.webhook.create",
    status_code=HTTPStatus.CREATED,
    response_model=WebhookWithSecret,
    responses=CREATED,
)
def create(access: ChangeableWithSecret, body: NewWebhook) -> Response:
    """Add a webhook of a programme, or of all of them. Its secret is in this answer only.

    No Idempotency-Key is taken, since the secret is never kept.
    """
    programme_id = access.programme_called(body.programme).id if body.programme else None
    if not access.viewer.rights.may_connect(programme_id):
        raise Forbidden("Only the programme office and an administrator manage webhooks.")
    new = WebhookInput(body.name, body.address, body.kinds, body.types)
    with body.faults():
        webhook_id, secret = webhook.add(access.session, access.act, _keeper(access), programme_id, new)
    location = access.request.app.state.paths("api.webhook.show", id=webhook_id)
    return _answer_with_secret(access, webhook_id, secret, HTTPStatus.CREATED, {"Location": location})


@router.patch("/webhooks/{id}", name="api.webhook.update", response_model=Webhook, responses=CHANGED)
def update(managed: Managed, if_match: IfMatch, body: WebhookChange) -> Response:
    """Change where a webhook goes, or of what it is told; what waits goes there too."""
    access, row = managed.access, managed.row
    now = {"name": row.name, "address": row.address, "kinds": row.kinds, "types": row.types}
    new = WebhookInput(**(now | body.given()))
    with body.faults(), if_match.judge(row.version, managed.show) as version:
        webhook.revise(access.session, access.act, _keeper(access), row.id, version, new)
    return managed.answer()


@router.delete(
    "/webhooks/{id}",
    name="api.webhook.remove",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def remove(managed: Managed, if_match: IfMatch) -> Response:
    """Remove a webhook, with what waits for it."""
    with if_match.judge(managed.row.version, managed.show) as version:
        webhook.remove(managed.access.session, managed.access.act, managed.id, version)
    return answer_gone(managed.access, managed.row.programme_id)


@router.post("/webhooks/{id}/_pause", name="api.webhook.pause", response_model=Webhook, responses=CHANGED)
def pause(_sent: Changeable, managed: Managed, if_match: IfMatch) -> Response:
    """Send nothing for now; events are kept."""
    with if_match.judge(managed.row.version, managed.show) as version:
        webhook.pause(managed.access.session, managed.access.act, managed.id, version)
    return managed.answer()


@router.post("/webhooks/{id}/_resume", name="api.webhook.resume", response_model=Webhook, responses=CHANGED)
def resume(_sent: Changeable, managed: Managed, if_match: IfMatch) -> Response:
    """Send again, what was kept first."""
    with if_match.judge(managed.row.version, managed.show) as version:
        webhook.resume(managed.access.session, managed.access.act, managed.id, version)
    return managed.answer()


@router.post(
    "/webhooks/{id}/_rotate", name="api.webhook.rotate", response_model=WebhookWithSecret, responses=CHANGED
)
def rotate(_sent: ChangeableWithSecret, managed: Managed, if_match: IfMatch) -> Response:
    """Renew the secret, which is in this answer only. The one of before signs as well for a day."""
    access = managed.access
    with if_match.judge(managed.row.version, managed.show) as version:
        secret = webhook.rotate(access.session, access.act, _keeper(access), managed.id, version)
    return _answer_with_secret(access, managed.id, secret, HTTPStatus.OK)


@router.post("/webhooks/{id}/_test", name="api.webhook.test", response_model=Webhook, responses=CHANGED)
def test(_sent: Changeable, managed: Managed, if_match: IfMatch) -> Response:
    """Send an event that tells of no change; it stands among the deliveries."""
    with if_match.judge(managed.row.version, managed.show):
        webhook.test(managed.access.session, managed.access.act, managed.id)
    return managed.answer()


@router.get(
    "/webhooks/{id}/deliveries",
    name="api.webhook_delivery.index",
    response_model=collection_of(WebhookDelivery),
    responses=PAGED,
)
def index_deliveries(managed: Managed, filters: Annotated[DeliveryFilters, Query()]) -> Response:
    """List the events of a webhook of the last thirty days, the last one first."""
    access = managed.access

    def load() -> CachedResponse:
        before = None if filters.after is None else int(read_cursor(access, filters)[0] or 0)
        states = (filters.state,) if filters.state else ()
        rows = deliveries(access.session, managed.id, states=states, before=before, limit=filters.limit + 1)
        last = rows[filters.limit - 1] if len(rows) > filters.limit else None
        after = None if last is None else write_cursor(access, filters, (last.id,))
        return write_page(map(_delivery_shape, rows[: filters.limit]), after)

    return respond(managed.access, load, keep=False)


@dataclass(frozen=True, slots=True)
class ManagedDelivery:
    """An event on its way to a webhook that the viewer manages."""

    webhook: ManagedWebhook
    row: DeliveryRow

    def show(self) -> CachedResponse:
        """Write it as it is by now."""
        row = require_one(deliveries(self.webhook.access.session, self.webhook.id, event_id=self.row.id))
        return write_one(_delivery_shape(row), row.attempts)

    def settle(self, if_match: ExpectedVersion, action: Callable[..., None]) -> Response:
        """Let an action decide on it, and answer with the delivery as it is then."""
        access = self.webhook.access
        with if_match.judge(self.row.attempts, self.show):
            action(access.session, access.act, self.webhook.id, self.row.id)
        return answer_changed(access, self.show(), self.webhook.row.programme_id)


def load_managed_delivery(managed: Managed, delivery: Id) -> ManagedDelivery:
    """Load the delivery in the path. Refuses people who may not manage its webhook."""
    rows = deliveries(managed.access.session, managed.id, event_id=delivery)
    return ManagedDelivery(managed, require_one(rows))


Delivery = Annotated[ManagedDelivery, Depends(load_managed_delivery)]


@router.get(
    "/webhooks/{id}/deliveries/{delivery}", name="api.webhook_delivery.show", response_model=WebhookDelivery
)
def show_delivery(managed_delivery: Delivery, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get an event of a webhook, and how far it is."""
    return respond(managed_delivery.webhook.access, managed_delivery.show, keep=False)


@router.post(
    "/webhooks/{id}/deliveries/{delivery}/_replay",
    name="api.webhook_delivery.replay",
    response_model=WebhookDelivery,
    responses=CHANGED,
)
def replay(_sent: Changeable, managed_delivery: Delivery, if_match: IfMatch) -> Response:
    """Have an event sent again that was not delivered; later ones of its subject follow."""
    return managed_delivery.settle(if_match, webhook.replay)


@router.post(
    "/webhooks/{id}/deliveries/{delivery}/_drop",
    name="api.webhook_delivery.drop",
    response_model=WebhookDelivery,
    responses=CHANGED,
)
def drop(_sent: Changeable, managed_delivery: Delivery, if_match: IfMatch) -> Response:
    """Give an event up that was not delivered, so that later ones of its subject go."""
    return managed_delivery.settle(if_match, webhook.drop)


def _keeper(access: ProgrammesAccess) -> SecretKeeper:
    return SecretKeeper(access.app_state.key, access.app_state.settings.webhook_allowed)


def _load(access: ProgrammesAccess, webhook_id: int) -> WebhookRow:
    return require_one(webhooks(access.session, None, webhook_id))


def _write(access: ProgrammesAccess, webhook_id: int) -> CachedResponse:
    row = _load(access, webhook_id)
    return write_one(_shape(row), row.version)


def _answer_with_secret(
    access: ProgrammesAccess,
    webhook_id: int,
    secret: str,
    status: HTTPStatus,
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer with a webhook and its secret; its ETag is that of the webhook without it."""
    row = _load(access, webhook_id)
    content = WebhookWithSecret(**_shape(row).model_dump(by_alias=False), secret=secret)
    return Response(
        content.model_dump_json(exclude_unset=True),
        status,
        {"ETag": write_one(_shape(row), row.version).etag} | (headers or {}),
        "application/json",
    )


def _shape(row: WebhookRow) -> Webhook:
    return Webhook.of(row, last_delivered_at=row.delivered_at, secret_renewed_until_at=row.renewed_until)


def _delivery_shape(row: DeliveryRow) -> WebhookDelivery:
    return WebhookDelivery.of(
        row,
        subject=name_subject(row.object_type, row.object_id, row.programme),
        subject_version=row.version,
        recorded_at=row.at,
        held=row.is_held,
        failure=row.failure or None,
        version=row.attempts,
    )
