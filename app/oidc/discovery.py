"""What the provider says of itself: its addresses and its keys, fetched once and kept for a while."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.oidc.client import ProviderClient, describe_silence
from app.oidc.registration import is_safe

KEPT_FOR = timedelta(hours=1)
REFETCHED_AFTER = timedelta(minutes=1)
"""Keys are fetched no oftener, whatever strangers send us."""


@dataclass(frozen=True, slots=True)
class ProviderMetadata:
    """The addresses of a provider (OpenID Connect Discovery), and the algorithms that it signs with."""

    authorization: str
    token: str
    jwks: str
    userinfo: str | None
    end_session: str | None
    algorithms: frozenset[str]
    names_itself: bool
    """Whether it says who it is when it sends somebody back (RFC 9207)."""


class Discovery:
    """Fetches and keeps what the provider says of itself; requests at the same time wait for one answer."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self.client = ProviderClient()
        self._metadata: tuple[datetime, ProviderMetadata] | None = None
        self._keys: tuple[datetime, KeySet] | None = None
        self._lock = asyncio.Lock()

    async def get_metadata(self, now: datetime) -> ProviderMetadata:
        """Return its addresses and algorithms. Refuses another issuer, and addresses that are not safe."""
        async with self._lock:
            if self._metadata is None or now - self._metadata[0] >= KEPT_FOR:
                document = await self.client.get(
                    f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
                )
                self._metadata = now, _read_metadata(document, self._issuer)
            return self._metadata[1]

    async def get_keys(self, now: datetime) -> KeySet:
        """Return the keys that the provider signs with."""
        metadata = await self.get_metadata(now)
        async with self._lock:
            if self._keys is None or now - self._keys[0] >= KEPT_FOR:
                self._keys = now, _read_keys(await self.client.get(metadata.jwks))
            return self._keys[1]

    async def refetch_keys(self, now: datetime) -> KeySet | None:
        """Fetch the keys again; returns none where they were fetched a moment ago."""
        metadata = await self.get_metadata(now)
        async with self._lock:
            if self._keys is not None and now - self._keys[0] < REFETCHED_AFTER:
                return None
            self._keys = now, _read_keys(await self.client.get(metadata.jwks))
            return self._keys[1]


def _read_metadata(document: dict[str, Any], issuer: str) -> ProviderMetadata:
    if document.get("issuer") != issuer:
        raise describe_silence()
    algorithms = document.get("id_token_signing_alg_values_supported")
    return ProviderMetadata(
        authorization=_read_address(document, "authorization_endpoint"),
        token=_read_address(document, "token_endpoint"),
        jwks=_read_address(document, "jwks_uri"),
        userinfo=_read_address(document, "userinfo_endpoint") if document.get("userinfo_endpoint") else None,
        end_session=_read_address(document, "end_session_endpoint")
        if document.get("end_session_endpoint")
        else None,
        algorithms=frozenset(map(str, algorithms)) if isinstance(algorithms, list) else frozenset({"RS256"}),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _read_address(document: dict[str, Any], name: str) -> str:
    address = document.get(name)
    if not isinstance(address, str) or not is_safe(address):
        raise describe_silence()
    return address


def _read_keys(document: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(document)  # type: ignore[arg-type]  # any JSON object: what is no set of keys is refused below
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise describe_silence() from wrong
