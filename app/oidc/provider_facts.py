"""What the provider says of itself: its addresses and its keys, asked once and kept for a while."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.oidc.registration import is_safe
from app.oidc.wire import Wire, silent

KEPT = timedelta(hours=1)
AGAIN = timedelta(minutes=1)
"""Keys are asked for no oftener, whatever strangers send us."""


@dataclass(frozen=True, slots=True)
class Described:
    """The addresses of a provider (OpenID Connect Discovery), and the algorithms that it signs with."""

    authorization: str
    token: str
    jwks: str
    userinfo: str | None
    end_session: str | None
    algorithms: frozenset[str]
    names_itself: bool
    """Whether it says who it is when it sends somebody back (RFC 9207)."""


class ProviderFacts:
    """Asked by one at a time: who comes meanwhile waits for the same answer."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self.wire = Wire()
        self._described: tuple[datetime, Described] | None = None
        self._keys: tuple[datetime, KeySet] | None = None
        self._turn = asyncio.Lock()

    async def described(self, now: datetime) -> Described:
        """What the provider says of itself. Refuses another issuer, and addresses that are not safe."""
        async with self._turn:
            if self._described is None or now - self._described[0] >= KEPT:
                said = await self.wire.get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
                self._described = now, _described(said, self._issuer)
            return self._described[1]

    async def keys(self, now: datetime) -> KeySet:
        """The keys that the provider signs with."""
        described = await self.described(now)
        async with self._turn:
            if self._keys is None or now - self._keys[0] >= KEPT:
                self._keys = now, _key_set(await self.wire.get(described.jwks))
            return self._keys[1]

    async def newer_keys(self, now: datetime) -> KeySet | None:
        """The same, asked again; none where they were asked for a moment ago."""
        described = await self.described(now)
        async with self._turn:
            if self._keys is not None and now - self._keys[0] < AGAIN:
                return None
            self._keys = now, _key_set(await self.wire.get(described.jwks))
            return self._keys[1]


def _described(said: dict[str, Any], issuer: str) -> Described:
    if said.get("issuer") != issuer:
        raise silent()
    algorithms = said.get("id_token_signing_alg_values_supported")
    return Described(
        authorization=_address(said, "authorization_endpoint"),
        token=_address(said, "token_endpoint"),
        jwks=_address(said, "jwks_uri"),
        userinfo=_address(said, "userinfo_endpoint") if said.get("userinfo_endpoint") else None,
        end_session=_address(said, "end_session_endpoint") if said.get("end_session_endpoint") else None,
        algorithms=frozenset(map(str, algorithms)) if isinstance(algorithms, list) else frozenset({"RS256"}),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(said: dict[str, Any], name: str) -> str:
    address = said.get(name)
    if not isinstance(address, str) or not is_safe(address):
        raise silent()
    return address


def _key_set(said: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(said)  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise silent() from wrong
