"""Somebody on their way to their organisation and back: what they must bring along to be let in.

The browser holds one random secret, signed together with when and where to; `state`, `nonce` and the
verifier of PKCE are made from it under the installation's key. So nothing is stored for whoever never comes
back, and what a stranger sees of it on the way gives nothing away.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.identity import ATTEMPT_LASTS
from app.security import derived, fresh_secret, is_same

ATTEMPT_COOKIE = "__Host-mijlpaal-attempt"
_LONGEST_ONWARD = 1000
"""Characters; a browser keeps a cookie of 4096 bytes."""


@dataclass(frozen=True, slots=True)
class Attempt:
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


def begun(now: datetime, onward: str) -> Attempt:
    """A new attempt; a place too long to carry along is left behind."""
    return Attempt(fresh_secret(), now, onward if len(onward) <= _LONGEST_ONWARD else "/")


def opened(key: str, held: str, now: datetime) -> Attempt | None:
    """The attempt that a browser holds; none where it holds nothing of ours, or has taken too long."""
    told, _, seal = held.rpartition(".")
    if not told or not is_same(derived(key, "oidc attempt", told), seal):
        return None
    secret, began, onward = told.split(".")
    began_at = datetime.fromtimestamp(int(began), UTC)
    if now - began_at >= ATTEMPT_LASTS:
        return None
    return Attempt(secret, began_at, urlsafe_b64decode(onward).decode())
