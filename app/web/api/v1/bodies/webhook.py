"""What is sent of a webhook."""

from typing import Annotated

from app.domain.webhook.event import EventKind
from app.web.api.v1.bodies.values import Body, Title
from app.web.api.v1.filters import ProgrammeSlug
from app.web.api.v1.shapes.values import or_null

OptionalProgramme = Annotated[ProgrammeSlug | None, or_null("string")]


class WebhookFacts(Body):
    """All that is said of a webhook; without kinds or types it is told of all of them."""

    name: Title = ""
    address: Title = ""
    kinds: tuple[EventKind, ...] = ()
    types: tuple[Title, ...] = ()


class NewWebhook(WebhookFacts):
    """A webhook to add: to a programme, or without one to all of them."""

    name: Title
    address: Title
    programme: OptionalProgramme = None


class WebhookChange(WebhookFacts):
    """What changes of a webhook: what is absent stays."""
