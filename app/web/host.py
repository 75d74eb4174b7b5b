"""Requests that name no host that could be are refused before an address is made of it (RFC 9112, 3.2)."""

import re
from http import HTTPStatus
from ipaddress import IPv6Address

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web import errors

_HOST = re.compile(r"(?:\[(?P<ip>[^\]]*)\]|[\w.~-]*)(?::(?P<port>\d{0,5}))?", re.ASCII)


class Host:
    """A plain ASGI layer around the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer that the request is not as it should be."""
        if scope["type"] == "http" and not _is_host(Request(scope).headers.get("host", "")):
            await errors.answer(Request(scope), HTTPStatus.BAD_REQUEST)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_host(named: str) -> bool:
    """A name, an address, or that of IPv6 between brackets, and perhaps a port."""
    parts = _HOST.fullmatch(named)
    if parts is None or int(parts["port"] or 0) >= 2**16:
        return False
    try:
        return parts["ip"] is None or bool(IPv6Address(parts["ip"]))
    except ValueError:
        return False
