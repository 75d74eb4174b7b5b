"""The layers around every route: headers, HEAD, host, size and rate limits, secrets out of the log."""

import logging
import re
from http import HTTPStatus
from ipaddress import IPv6Address

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.refusal import TooMany
from app.web import errors
from app.web.origin import address_of
from app.web.state import app_state_of

_SECRET = re.compile(r"(?<=/uitnodiging/)[^/?]+|(?<=[?&]code=)[^&]+|(?<=[?&]state=)[^&]+")


class SecretFilter(logging.Filter):
    """Puts dots in place of secrets in whatever uvicorn logs of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the arguments of the record; every record is kept."""
        if isinstance(record.args, tuple):
            record.args = tuple(hide_secrets(a) if isinstance(a, str) else a for a in record.args)
        return True


def hide_secrets(address: str) -> str:
    """The address with its secrets taken out."""
    return _SECRET.sub("…", address)


def install_log_filter() -> None:
    """Hide from now on, once in a process."""
    log = logging.getLogger("uvicorn.access")
    if not any(isinstance(known, SecretFilter) for known in log.filters):
        log.addFilter(SecretFilter())


class Application(FastAPI):
    """FastAPI answers a fault outside every layer that one may add to it."""

    def build_middleware_stack(self) -> ASGIApp:
        """The layers of FastAPI, with ours around them."""
        return Headers(super().build_middleware_stack())


API_VERSION = "1.0.0"
_CSP = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; img-src 'self' data:"
)
_FOR_EVER = "public, max-age=31536000, immutable"
_OF_EVERY_ANSWER = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
_OF_THE_API = {"API-Version": API_VERSION, "Access-Control-Allow-Origin": "*"}


class Headers:
    """Add headers to every answer. Pure ASGI: BaseHTTPMiddleware would start a task per request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added that the answer does not have by itself."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers_of(scope, message["status"]).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _headers_of(scope: Scope, status: int) -> dict[str, str]:
    """What an answer of this status to this request carries.

    A file of ours may be kept, for ever where its content is in its address; anything else may not be.
    """
    path: str = scope["path"]
    if path.startswith("/static/") and status in (200, 206, 304):
        has_version = scope["query_string"].startswith(b"v=")
        return _OF_EVERY_ANSWER | {"Cache-Control": _FOR_EVER if has_version else "public, max-age=3600"}
    of_the_api = _OF_THE_API if path.startswith("/api/") else {}
    return _OF_EVERY_ANSWER | {"Cache-Control": "no-store"} | of_the_api


LONGEST_ADDRESS = 8 * 1024
"""Bytes of path and query; the longest that a page of ours makes, with every filter set, is under 2,000."""

LONGEST_HEADERS = 32 * 1024
"""Bytes of all headers together; those without an end are cut off before they come here."""

LONGEST_BODY = 2 * 1024 * 1024
"""Bytes; no form of ours is near it."""


class Gate:
    """A plain ASGI layer around the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer with why not; nothing was asked of the database by then."""
        if scope["type"] == "http":
            stopped = await _stopped(Request(scope))
            await (stopped or self.app)(scope, _counted(receive), send)
        else:
            await self.app(scope, receive, send)


async def _stopped(request: Request) -> Response | None:
    scope = request.scope
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        return errors.answer_status(request, 414)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        return errors.answer_status(request, 431)
    if _is_too_much(request.headers.get("content-length", "")):
        return errors.answer_status(request, 413)
    app_state = app_state_of(request)
    try:
        app_state.rate_limits.address(address_of(request), app_state.now())
    except TooMany as answer_refusal:
        return await errors.answer_refusal(request, answer_refusal)
    return None


def _is_too_much(length: str) -> bool:
    """Whether a body says beforehand that it is longer."""
    digits = length.lstrip("0")
    return digits.isdecimal() and (len(digits) > len(str(LONGEST_BODY)) or int(digits) > LONGEST_BODY)


def _counted(receive: Receive) -> Receive:
    """A body may say nothing beforehand; whoever reads it is refused more."""
    came = 0

    async def counted() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > LONGEST_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return counted


_HOST = re.compile(r"(?:\[(?P<ip>[^\]]*)\]|[\w.~-]*)(?::(?P<port>\d{0,5}))?", re.ASCII)


class Host:
    """A plain ASGI layer around the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer that the request is not as it should be."""
        if scope["type"] == "http" and not _is_host(Request(scope).headers.get("host", "")):
            await errors.answer_status(Request(scope), HTTPStatus.BAD_REQUEST)(scope, receive, send)
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


class Head:
    """A plain ASGI layer around the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask as GET, and let the body fall (RFC 9110, HEAD)."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, without_body)
