"""What is sent: an event as CloudEvents 1.0 in the NL GOV profile, signed as Standard Webhooks says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.webhook.event import name_subject

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
LARGEST = 64 * 1024
"""Bytes of a message, as the profile bounds it; ours have some 500."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event as it was recorded; `programme` is the slug of its programme."""

    id: int
    type: str
    programme: str | None
    object_type: str
    object_id: int
    sequence: int
    version: int | None
    at: datetime


def write_message(event: EventFacts, source: str, site: str) -> bytes:
    """Return an event as JSON (structured mode): the same bytes for every attempt.

    `time` is when the change was recorded in Mijlpaal. `sequence` counts the events of one subject, in digits
    of one length, so that they sort as text. The data hold no more than ids, and the address at which the
    thing is read by whoever may.
    """
    # Only who sends an event waits for them to be imported.
    from cloudevents.core.formats.json import JSONFormat
    from cloudevents.core.v1.event import CloudEvent

    subject = name_subject(event.object_type, event.object_id, event.programme)
    address = f"{site.rstrip('/')}/api/v1/{subject}"
    attributes = {
        "specversion": "1.0",
        "id": str(event.id),
        "source": source,
        "type": event.type,
        "subject": subject,
        "time": event.at.astimezone(UTC),
        "datacontenttype": "application/json",
        "dataref": address,
        "sequence": f"{event.sequence:010}",
    }
    data = {
        "kind": event.object_type,
        "id": event.object_id,
        "version": event.version,
        "programme": event.programme,
        "url": address,
    }
    return JSONFormat().write(CloudEvent(attributes, data))


def sign_message(secrets: Sequence[str], id: str, at: datetime, content: bytes) -> dict[str, str]:
    """Return the headers of a signed message: a signature under each of these secrets, the newest first."""
    from standardwebhooks import Webhook

    signatures = [Webhook(secret).sign(id, at.astimezone(UTC), content.decode()) for secret in secrets]
    return {
        "Content-Type": CONTENT_TYPE,
        "User-Agent": "Mijlpaal",
        "webhook-id": id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
