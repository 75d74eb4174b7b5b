"""Asking the provider over the network: for a short time, without redirects, and bounded in size."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx

from app.domain.refusal import Unavailable
from app.oidc.registration import is_safe

PATIENCE = 10.0
"""Seconds for one answer as a whole; whoever signs in waits for it."""
_STEP = httpx.Timeout(5.0)
LARGEST_ANSWER = 256 * 1024
"""Bytes of an answer."""


def describe_silence() -> Unavailable:
    """Return the refusal for whoever waits for an answer."""
    return Unavailable("Your organisation does not answer at the moment. Try again later.")


class ProviderClient:
    """Asks the provider over HTTP. No connection stays open: people sign in rarely."""

    async def get(self, address: str, token: str | None = None) -> dict[str, Any]:
        """Return the JSON at an address, with a token where there is one. Refuses all but a good answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        status, answer = await self._ask("GET", address, headers=headers)
        if status != httpx.codes.OK:
            raise describe_silence()
        return answer

    async def post(self, address: str, form: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """Send a form; returns the status of the answer, and the answer."""
        return await self._ask("POST", address, data=form)

    async def _ask(self, method: str, address: str, **options: Any) -> tuple[int, dict[str, Any]]:
        if not is_safe(address):
            raise describe_silence()
        try:
            async with (
                asyncio.timeout(PATIENCE),
                httpx.AsyncClient(verify=_authorities(), timeout=_STEP, follow_redirects=False) as client,
                client.stream(method, address, **options) as answer,
            ):
                body = b""
                async for chunk in answer.aiter_bytes():
                    body += chunk
                    if len(body) > LARGEST_ANSWER:
                        raise describe_silence()
            content = json.loads(body)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as wrong:
            raise describe_silence() from wrong
        if not isinstance(content, dict) or answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise describe_silence()
        return answer.status_code, content


@cache
def _authorities() -> ssl.SSLContext:
    """The machine's own certificate authorities, read once: a ministry has some of its own."""
    return ssl.create_default_context()
