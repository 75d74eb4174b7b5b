"""What a webhook sends and how a receiver checks it, for whoever builds one."""

import json
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.webhook.retry import LONGEST, MOST_ATTEMPTS
from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.responses import render_page
from app.web.state import get_app_state
from app.web.views.webhook import list_types
from app.webhook.message import EventFacts, write_message

router = APIRouter(include_in_schema=False)

EXAMPLE = EventFacts(
    4217,
    "nl.mijlpaal.deliverable.status-reported.v1",
    "voorbeeld",
    "deliverable",
    12,
    3,
    5,
    datetime(2024, 1, 15, 9, tzinfo=UTC),
)
RECEIVER = '''\
from standardwebhooks import Webhook, WebhookVerificationError

SECRET = "whsec_…"  # is shown once, where the webhook is added


def receive(headers: dict[str, str], body: bytes) -> int:
    """Return the HTTP status with which to answer."""
    try:
        event = Webhook(SECRET).verify(body, headers)
    except WebhookVerificationError:
        return 401  # not from Mijlpaal, or older than five minutes
    if not is_known(event["id"]):  # the same event may come twice
        keep(event)  # first keep it, then answer, and work on it later
    return 204
'''
"""Code that a test runs as it stands on the page."""


@router.get("/api/webhooks", name="webhook_docs.show")
def show(request: Request, session: SessionDep, credentials: CredentialsDep) -> Response:
    """Show it to everybody, signed in or not."""
    settings = get_app_state(request).settings
    message = json.loads(write_message(EXAMPLE, settings.event_source, settings.public_url))
    context = {
        "message": json.dumps(message, indent=2, ensure_ascii=False),
        "receiver": RECEIVER,
        "types": list_types(),
        "most_attempts": MOST_ATTEMPTS,
        "longest": int(LONGEST),
    }
    return render_page(request, "webhook_docs/show.html", context, viewer=credentials.find_viewer(session))
