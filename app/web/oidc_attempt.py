"""A sign-in at one's own organisation that has begun: what the browser carries until it comes back."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from app.domain.identity import ATTEMPT_LASTS
from app.domain.refusal import NotFound
from app.security import derived, fresh_secret, is_same
from app.web.deps.session import AppStateDep
from app.web.state import AppState

if TYPE_CHECKING:  # loaded with the provider itself: it takes long
    from app.oidc.provider import Provider


ATTEMPT_COOKIE = "__Host-mijlpaal-attempt"
_LONGEST_ONWARD = 1000
"""Characters; a browser keeps a cookie of 4096 bytes."""


@dataclass(frozen=True, slots=True)
class OidcAttempt:
    """One way there and back; `onward` is where somebody was going."""

    secret: str
    began_at: datetime
    onward: str

    def state(self, key: str) -> str:
        """What the provider gives back with whoever it sends back."""
        return derived(key, "oidc state", self.secret)

    def nonce(self, key: str) -> str:
        """What the provider signs, so that its word is for this attempt only."""
        return derived(key, "oidc nonce", self.secret)

    def verifier(self, key: str) -> str:
        """What proves to the provider that who asked is who redeems (RFC 7636)."""
        return derived(key, "oidc verifier", self.secret)

    def sealed(self, key: str) -> str:
        """What the browser holds: nobody else can make it, and no part of it can be changed."""
        onward = urlsafe_b64encode(self.onward.encode("utf-8", "replace")).decode()
        told = f"{self.secret}.{int(self.began_at.timestamp())}.{onward}"
        return f"{told}.{derived(key, 'oidc attempt', told)}"


def begun(now: datetime, onward: str) -> OidcAttempt:
    """A new attempt; a place too long to carry along is left behind."""
    return OidcAttempt(fresh_secret(), now, onward if len(onward) <= _LONGEST_ONWARD else "/")


def opened(key: str, held: str, now: datetime) -> OidcAttempt | None:
    """The attempt that a browser holds; none where it holds nothing of ours, or has taken too long."""
    told, _, seal = held.rpartition(".")
    if not told or not is_same(derived(key, "oidc attempt", told), seal):
        return None
    secret, began, onward = told.split(".")
    began_at = datetime.fromtimestamp(int(began), UTC)
    if now - began_at >= ATTEMPT_LASTS:
        return None
    return OidcAttempt(secret, began_at, urlsafe_b64decode(onward).decode())


@dataclass(frozen=True, slots=True)
class OrganisationDoor:
    """An opened door: a provider that can be asked."""

    request: Request
    app_state: AppState
    provider: "Provider"

    def address(self, name: str) -> str:
        """One of our own addresses as the provider knows it: from the settings, never from a request."""
        path: str = self.request.app.state.paths(name)
        return self.app_state.settings.public_url.rstrip("/") + path


async def organisation(request: Request, app_state: AppStateDep) -> OrganisationDoor:
    """The organisation's own provider. There is no such page without one."""
    if app_state.provider is None:
        raise NotFound("There is no organisation to sign in through.")
    return OrganisationDoor(request, app_state, app_state.provider)


Organisation = Annotated[OrganisationDoor, Depends(organisation)]
