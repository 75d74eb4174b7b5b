"""The webhook in the path, and those of a programme or of the installation, for those who manage them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.webhook import SecretKeeper
from app.domain.refusal import Forbidden, NotFound
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.queries.webhook import WebhookRow, webhooks
from app.web.auth import CredentialsDep
from app.web.deps.people import require_allowed
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import Id, SessionDep
from app.web.state import AppState

REFUSED = Forbidden("Only the programme office and an administrator manage webhooks.")


@dataclass(frozen=True, slots=True)
class WebhooksAccess:
    """The webhooks that the viewer manages: of a programme, or of the installation where there is none."""

    session: Session
    viewer: Viewer
    app_state: AppState
    programme: ProgrammeRow | None

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, from a page."""
        return self.app_state.act(self.viewer.id, "web")

    @property
    def keeper(self) -> SecretKeeper:
        """What webhooks are made with."""
        return SecretKeeper(self.app_state.key, self.app_state.settings.webhook_allowed)


async def require_webhook_right(access: ReadableProgramme) -> WebhooksAccess:
    """Return the webhooks of the programme in the path. Refuses people who may not manage them."""
    if not access.viewer.rights.may_connect(access.programme.id):
        raise REFUSED
    return WebhooksAccess(access.session, access.viewer, access.app_state, access.programme)


ManagedWebhooks = Annotated[WebhooksAccess, Depends(require_webhook_right)]


def require_webhook_administrator(session: SessionDep, credentials: CredentialsDep) -> WebhooksAccess:
    """Return the webhooks of the installation. 404 for people without any role, 403 for others."""
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer, viewer.rights.may_connect(None), Forbidden("Only an administrator manages these webhooks.")
    )
    return WebhooksAccess(session, viewer, credentials.app_state, None)


AdministeredWebhooks = Annotated[WebhooksAccess, Depends(require_webhook_administrator)]


@dataclass(frozen=True, slots=True)
class WebhookAccess(WebhooksAccess):
    """A webhook that the viewer manages."""

    webhook: WebhookRow

    @property
    def id(self) -> int:
        """The id of the webhook."""
        return self.webhook.id


def load_managed_webhook(session: SessionDep, credentials: CredentialsDep, webhook_id: Id) -> WebhookAccess:
    """Load the webhook in the path. Two queries. 404 for strangers, 403 for who may not manage it."""
    viewer = credentials.require_viewer(session)
    row = find_managed_webhook(session, viewer, webhook_id)
    return WebhookAccess(session, viewer, credentials.app_state, None, row)


def find_managed_webhook(session: Session, viewer: Viewer, webhook_id: int) -> WebhookRow:
    """Return a webhook that the viewer manages. One query. Refuses others as its page does."""
    rows = webhooks(session, None, webhook_id)
    rights = viewer.rights
    if not rows or not (
        rights.may_read(rows[0].programme_id) if rows[0].programme_id else rights.readable() is None
    ):
        raise NotFound("There is no such webhook.")
    if not rights.may_connect(rows[0].programme_id):
        raise REFUSED
    return rows[0]


ManagedWebhook = Annotated[WebhookAccess, Depends(load_managed_webhook)]
