"""Asking the provider something over the network: shortly, never by another way, and bounded in size."""

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
MOST = 256 * 1024
"""Bytes of an answer."""


def silent() -> Unavailable:
    """The refusal for whoever waits for an answer."""
    return Unavailable("Your organisation does not answer at the moment. Try again later.")


class Wire:
    """Keeps nothing open: people sign in rarely."""

    async def get(self, address: str, token: str | None = None) -> dict[str, Any]:
        """What lies at an address, shown a token where that is asked. Refuses anything but a good answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        status, answer = await self._ask("GET", address, headers=headers)
        if status != httpx.codes.OK:
            raise silent()
        return answer

    async def post(self, address: str, form: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """The status of an answer to a form, and the answer."""
        return await self._ask("POST", address, data=form)

    async def _ask(self, method: str, address: str, **more: Any) -> tuple[int, dict[str, Any]]:
        if not is_safe(address):
            raise silent()
        try:
            async with (
                asyncio.timeout(PATIENCE),
                httpx.AsyncClient(verify=_authorities(), timeout=_STEP, follow_redirects=False) as client,
                client.stream(method, address, **more) as answer,
            ):
                body = b""
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) > MOST:
                        raise silent()
            found = json.loads(body)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as wrong:
            raise silent() from wrong
        if not isinstance(found, dict) or answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise silent()
        return answer.status_code, found


@cache
def _authorities() -> ssl.SSLContext:
    """The machine's own list of authorities, read once: a ministry has one of its own."""
    return ssl.create_default_context()
