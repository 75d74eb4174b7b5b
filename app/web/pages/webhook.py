"""Webhooks: which other systems are told of changes, and whether what they are told arrives."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app.actions import webhook
from app.actions.webhook import WebhookInput
from app.domain.refusal import Invalid, Message, Stale
from app.domain.webhook.retry import UNSETTLED
from app.queries.mail import mail_state
from app.queries.webhook import DeliveryRow, WebhookRow, deliveries, webhooks
from app.tables.columns import LARGEST_ID
from app.web.deps.session import Id
from app.web.deps.webhook import (
    AdministeredWebhooks,
    ManagedWebhook,
    ManagedWebhooks,
    WebhookAccess,
    WebhooksAccess,
)
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.views.webhook import list_kinds, list_types, say_wanted, show_deliveries

router = APIRouter(include_in_schema=False)
_OWN_FORM = [Depends(require_own_form)]
_PAGE = 50
"""Messages on a page."""


@router.get("/programmas/{slug}/webhooks", name="webhook.index")
def index(request: Request, access: ManagedWebhooks) -> Response:
    """List the webhooks of a programme. Three queries."""
    return _render_index(request, access)


@router.get("/beheer/webhooks", name="webhook.all")
def index_all(request: Request, access: AdministeredWebhooks) -> Response:
    """List every webhook, also of the programmes. Two queries."""
    return _render_index(request, access)


@router.get("/programmas/{slug}/webhooks/nieuw", name="webhook.new")
def new(request: Request, access: ManagedWebhooks) -> Response:
    """Show the form for a webhook of a programme. Two queries."""
    return _render_form(request, access, Typed())


@router.get("/beheer/webhooks/nieuw", name="webhook.new_for_all")
def new_for_all(request: Request, access: AdministeredWebhooks) -> Response:
    """Show the form for a webhook of every programme. One query."""
    return _render_form(request, access, Typed())


@router.post("/programmas/{slug}/webhooks", name="webhook.create", dependencies=_OWN_FORM)
def create(request: Request, access: ManagedWebhooks, typed: TypedDep) -> Response:
    """Add a webhook of a programme, and show its secret this once."""
    return _create(request, access, typed)


@router.post("/beheer/webhooks", name="webhook.create_for_all", dependencies=_OWN_FORM)
def create_for_all(request: Request, access: AdministeredWebhooks, typed: TypedDep) -> Response:
    """Add a webhook of every programme, and show its secret this once."""
    return _create(request, access, typed)


@router.get("/webhooks/{webhook_id}", name="webhook.show")
def show(
    request: Request,
    access: ManagedWebhook,
    toon: str = "",
    voor: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    gedaan: str = "",
) -> Response:
    """Show a webhook and its messages, the last one first. Four queries."""
    return _render_webhook(request, access, only_open=toon == "open", before=voor, done=gedaan)


@router.get("/webhooks/{webhook_id}/bewerken", name="webhook.edit")
def edit(request: Request, access: ManagedWebhook) -> Response:
    """Show the form with what a webhook is now. Two queries."""
    return _render_form(request, access, _fill_in(access.webhook), access.webhook)


@router.post("/webhooks/{webhook_id}/bewerken", name="webhook.update", dependencies=_OWN_FORM)
def update(request: Request, access: ManagedWebhook, typed: TypedDep) -> Response:
    """Change a webhook; a refusal shows the form again with what was typed."""
    row, version = access.webhook, read_number(typed["version"])
    try:
        with all_or_nothing(access.session):
            webhook.revise(access.session, access.act, access.keeper, row.id, version, _read_input(typed))
    except Invalid as refused:
        return _render_form(request, access, typed, row, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        renewed = Typed({**typed.values, "version": str(row.version)})
        return _render_form(request, access, renewed, row, status=HTTPStatus.CONFLICT)
    return redirect_to(request, "webhook.show", {"gedaan": "bewaard"}, webhook_id=row.id)


@router.post("/webhooks/{webhook_id}/pauze", name="webhook.pause", dependencies=_OWN_FORM)
def pause(request: Request, access: ManagedWebhook, typed: TypedDep) -> Response:
    """Send nothing for now."""
    webhook.pause(access.session, access.act, access.id, read_number(typed["version"]))
    return redirect_to(request, "webhook.show", webhook_id=access.id)


@router.post("/webhooks/{webhook_id}/hervatten", name="webhook.resume", dependencies=_OWN_FORM)
def resume(request: Request, access: ManagedWebhook, typed: TypedDep) -> Response:
    """Send again, what was kept first."""
    webhook.resume(access.session, access.act, access.id, read_number(typed["version"]))
    return redirect_to(request, "webhook.show", webhook_id=access.id)


@router.post("/webhooks/{webhook_id}/geheim", name="webhook.rotate", dependencies=_OWN_FORM)
def rotate(request: Request, access: ManagedWebhook, typed: TypedDep) -> Response:
    """Renew the secret, and show the new one this once."""
    version = read_number(typed["version"])
    secret = webhook.rotate(access.session, access.act, access.keeper, access.id, version)
    return _render_secret(request, access, access.id, secret)


@router.post("/webhooks/{webhook_id}/proef", name="webhook.test", dependencies=_OWN_FORM)
def test(request: Request, access: ManagedWebhook) -> Response:
    """Send a message that tells of no change."""
    webhook.test(access.session, access.act, access.id)
    return redirect_to(request, "webhook.show", {"gedaan": "proef"}, webhook_id=access.id)


@router.post("/webhooks/{webhook_id}/verwijderen", name="webhook.remove", dependencies=_OWN_FORM)
def remove(request: Request, access: ManagedWebhook, typed: TypedDep) -> Response:
    """Remove a webhook, with what waits for it."""
    webhook.remove(access.session, access.act, access.id, read_number(typed["version"]))
    if access.webhook.programme is None:
        return redirect_to(request, "webhook.all")
    return redirect_to(request, "webhook.index", slug=access.webhook.programme)


@router.post(
    "/webhooks/{webhook_id}/berichten/{event_id}/opnieuw", name="webhook.replay", dependencies=_OWN_FORM
)
def replay(request: Request, access: ManagedWebhook, event_id: Id) -> Response:
    """Have a message sent again."""
    webhook.replay(access.session, access.act, access.id, event_id)
    return redirect_to(request, "webhook.show", {"toon": "open"}, "berichten", webhook_id=access.id)


@router.post(
    "/webhooks/{webhook_id}/berichten/{event_id}/vervallen", name="webhook.drop", dependencies=_OWN_FORM
)
def drop(request: Request, access: ManagedWebhook, event_id: Id) -> Response:
    """Give a message up, so that those behind it can go."""
    webhook.drop(access.session, access.act, access.id, event_id)
    return redirect_to(request, "webhook.show", {"toon": "open"}, "berichten", webhook_id=access.id)


def _create(request: Request, access: WebhooksAccess, typed: Typed) -> Response:
    programme_id = access.programme.id if access.programme else None
    try:
        with all_or_nothing(access.session):
            webhook_id, secret = webhook.add(
                access.session, access.act, access.keeper, programme_id, _read_input(typed)
            )
    except Invalid as refused:
        return _render_form(request, access, typed, None, refused.fields, HTTPStatus.BAD_REQUEST)
    return _render_secret(request, access, webhook_id, secret)


def _read_input(typed: Typed) -> WebhookInput:
    """Return what was typed; of what a webhook is told is ticked by boxes of their own."""
    ticked = [name for name, value in typed.values.items() if value]
    return WebhookInput(
        typed["name"],
        typed["address"],
        [name.removeprefix("kind-") for name in ticked if name.startswith("kind-")],
        [name.removeprefix("type-") for name in ticked if name.startswith("type-")],
    )


def _fill_in(row: WebhookRow) -> Typed:
    ticked = {f"kind-{kind}": "on" for kind in row.kinds} | {f"type-{type}": "on" for type in row.types}
    return Typed({"name": row.name, "address": row.address, "version": str(row.version), **ticked})


def _render_index(request: Request, access: WebhooksAccess) -> Response:
    programme_ids = [access.programme.id] if access.programme else None
    rows = webhooks(access.session, programme_ids)
    context = {
        "active_page": "portfolio.index",
        "active_tab": "webhook.index",
        "programme": access.programme,
        "rows": [(row, say_wanted(row.kinds, row.types)) for row in rows],
    }
    return render_page(request, "webhook/index.html", context, viewer=access.viewer)


def _render_form(
    request: Request,
    access: WebhooksAccess,
    typed: Typed,
    row: WebhookRow | None = None,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    of_programme = access.programme is not None or (row is not None and row.programme_id is not None)
    context = {
        "active_page": "portfolio.index",
        "active_tab": "webhook.index",
        "programme": access.programme,
        "row": row,
        "typed": typed,
        "errors": errors or {},
        "is_stale": status is HTTPStatus.CONFLICT,
        "kinds": list_kinds(of_programme=of_programme),
        "types": list_types(of_programme=of_programme),
    }
    return render_page(request, "webhook/edit.html", context, viewer=access.viewer, status_code=status)


def _render_secret(request: Request, access: WebhooksAccess, webhook_id: int, secret: str) -> Response:
    """Show a secret this once; the form that asked for it, sent again, leads to the page without it."""
    redirect_to(request, "webhook.show", webhook_id=webhook_id)
    (row,) = webhooks(access.session, None, webhook_id)
    shown = WebhookAccess(access.session, access.viewer, access.app_state, access.programme, row)
    return _render_webhook(request, shown, secret=secret)


def _render_webhook(
    request: Request,
    access: WebhookAccess,
    *,
    only_open: bool = False,
    before: int | None = None,
    done: str = "",
    secret: str = "",
) -> Response:
    row, states = access.webhook, UNSETTLED if only_open else ()
    messages = deliveries(access.session, row.id, states=states, before=before, limit=_PAGE + 1)
    context = {
        "active_page": "portfolio.index",
        "row": row,
        "wanted": say_wanted(row.kinds, row.types),
        "messages": show_deliveries(messages[:_PAGE]),
        "older": _older(messages, only_open=only_open),
        "only_open": only_open,
        "done": done,
        "secret": secret,
        "has_worker": mail_state(access.session, access.app_state.now()).has_worker,
    }
    response = render_page(request, "webhook/show.html", context, viewer=access.viewer)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response


def _older(messages: Sequence[DeliveryRow], *, only_open: bool) -> dict[str, object]:
    """Return the query of the page behind this one; empty where there is none."""
    if len(messages) <= _PAGE:
        return {}
    return {"voor": messages[_PAGE - 1].id} | ({"toon": "open"} if only_open else {})
