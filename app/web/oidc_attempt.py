"""A sign-in through the organisation that is under way: what the browser carries until it returns."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from app.domain.identity import ATTEMPT_LASTS
from app.domain.refusal import NotFound
from app.security import derive_secret, fresh_secret, is_same
from app.web.deps.session import AppStateDep
from app.web.state import AppState

if TYPE_CHECKING:  # slow to import, so only loaded where a provider is configured
    from app.oidc.provider import Provider


ATTEMPT_COOKIE = "__Host-mijlpaal-attempt"
_LONGEST_ONWARD = 1000
"""In characters: browsers keep cookies of up to 4096 bytes."""


@dataclass(frozen=True, slots=True)
class OidcAttempt:
    """One round trip to the provider; `onward` is the path that the person was going to."""

    secret: str
    began_at: datetime
    onward: str

    def state(self, key: str) -> str:
        """Return the `state` that the provider sends back with the browser."""
        return derive_secret(key, "oidc state", self.secret)

    def nonce(self, key: str) -> str:
        """Return the `nonce` that the provider signs, which binds its ID token to this attempt."""
        return derive_secret(key, "oidc nonce", self.secret)

    def verifier(self, key: str) -> str:
        """Return the PKCE verifier, which proves that the client that asked redeems the code (RFC 7636)."""
        return derive_secret(key, "oidc verifier", self.secret)

    def seal(self, key: str) -> str:
        """Return the value of the cookie; its signature prevents forging or changing it."""
        onward = urlsafe_b64encode(self.onward.encode("utf-8", "replace")).decode()
        payload = f"{self.secret}.{int(self.began_at.timestamp())}.{onward}"
        return f"{payload}.{derive_secret(key, 'oidc attempt', payload)}"


def begin_attempt(now: datetime, onward: str) -> OidcAttempt:
    """Return a new attempt; a path that is too long for the cookie is replaced by the front page."""
    return OidcAttempt(fresh_secret(), now, onward if len(onward) <= _LONGEST_ONWARD else "/")


def open_attempt(key: str, cookie: str, now: datetime) -> OidcAttempt | None:
    """Return the attempt in a cookie; None if it is not one of ours or has taken too long."""
    payload, _, signature = cookie.rpartition(".")
    if not payload or not is_same(derive_secret(key, "oidc attempt", payload), signature):
        return None
    secret, began, onward = payload.split(".")
    began_at = datetime.fromtimestamp(int(began), UTC)
    if now - began_at >= ATTEMPT_LASTS:
        return None
    return OidcAttempt(secret, began_at, urlsafe_b64decode(onward).decode())


@dataclass(frozen=True, slots=True)
class OrganisationAccess:
    """The identity provider of the organisation, for one request."""

    request: Request
    app_state: AppState
    provider: "Provider"

    def address(self, name: str) -> str:
        """Return the absolute URL of a route, built from the settings: a Host header could be forged."""
        path: str = self.request.app.state.paths(name)
        return self.app_state.settings.public_url.rstrip("/") + path


async def require_organisation(request: Request, app_state: AppStateDep) -> OrganisationAccess:
    """Return the provider of the organisation. 404 where none is configured."""
    if app_state.provider is None:
        raise NotFound("There is no organisation to sign in through.")
    return OrganisationAccess(request, app_state, app_state.provider)


Organisation = Annotated[OrganisationAccess, Depends(require_organisation)]
