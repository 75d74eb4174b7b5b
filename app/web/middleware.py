"""ASGI middleware around every route: headers, HEAD, host check, size and rate limits; log filter."""

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
from app.web.api_address import API_VERSION, is_of_api
from app.web.cross_origin import FOR_OTHER_SITES
from app.web.deprecation import deprecation_headers
from app.web.origin import read_client_address
from app.web.state import get_app_state
from app.web.upload import longest_upload

_SECRET = re.compile(
    r"(?<=/uitnodiging/)[^/?]+|(?<=/kalender/)[^/?]+|(?<=[?&]code=)[^&]+|(?<=[?&]state=)[^&]+"
)


class SecretFilter(logging.Filter):
    """Hide secrets in the access log of uvicorn."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace secrets in the arguments of the record; no record is dropped."""
        if isinstance(record.args, tuple):
            record.args = tuple(hide_secrets(a) if isinstance(a, str) else a for a in record.args)
        return True


def hide_secrets(address: str) -> str:
    """Return an address with its secrets replaced by an ellipsis."""
    return _SECRET.sub("…", address)


def install_log_filter() -> None:
    """Add the filter to uvicorn's access log, once per process."""
    log = logging.getLogger("uvicorn.access")
    if not any(isinstance(filter, SecretFilter) for filter in log.filters):
        log.addFilter(SecretFilter())


class Application(FastAPI):
    """FastAPI with our headers on every response.

    FastAPI answers faults (500) outside all middleware that one can add: the headers wrap its whole stack.
    """

    def build_middleware_stack(self) -> ASGIApp:
        """Return the middleware stack of FastAPI, with our headers around it."""
        return ResponseHeaders(super().build_middleware_stack())


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
_OF_THE_API = {"API-Version": API_VERSION} | FOR_OTHER_SITES


class ResponseHeaders:
    """Add headers to every response. Pure ASGI: BaseHTTPMiddleware would start a task per request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add each header that the response does not have already."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _list_headers(scope, message["status"]).items():
                    headers.setdefault(name, value)
                for name, value in deprecation_headers(scope).items():
                    headers.append(name, value)  # a page of a list has a Link of its own
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _list_headers(scope: Scope, status: int) -> dict[str, str]:
    """Return the headers of a response.

    Static files may be cached, for ever if their address has a version; everything else may not.
    """
    path: str = scope["path"]
    if path.startswith("/static/") and status in (200, 206, 304):
        has_version = scope["query_string"].startswith(b"v=")
        return _OF_EVERY_ANSWER | {"Cache-Control": _FOR_EVER if has_version else "public, max-age=3600"}
    of_the_api = _OF_THE_API if is_of_api(scope) else {}
    return _OF_EVERY_ANSWER | {"Cache-Control": "no-store"} | of_the_api


LONGEST_ADDRESS = 8 * 1024
"""In bytes, path and query; our own pages stay under 2,000 with every filter set."""

LONGEST_HEADERS = 32 * 1024
"""In bytes, all headers together; `BoundedHttp` cuts off endless ones before they get here."""

LONGEST_BODY = 2 * 1024 * 1024
"""In bytes; no form of ours comes near it."""


class RequestLimits:
    """Refuse requests that are too long or too frequent, before the database is used."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with the reason for refusing it."""
        if scope["type"] == "http":
            refusal = await _refuse_early(Request(scope))
            await (refusal or self.app)(scope, _limit_body(receive, longest_body(scope["path"])), send)
        else:
            await self.app(scope, receive, send)


async def _refuse_early(request: Request) -> Response | None:
    scope = request.scope
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        return errors.answer_status(request, 414)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        return errors.answer_status(request, 431)
    if _is_too_long(request.headers.get("content-length", ""), longest_body(scope["path"])):
        return errors.answer_status(request, 413)
    app_state = get_app_state(request)
    try:
        app_state.rate_limits.count_address(read_client_address(request), app_state.now())
    except TooMany as answer_refusal:
        return await errors.answer_refusal(request, answer_refusal)
    return None


def longest_body(path: str) -> int:
    """Return how many bytes may be sent to this address."""
    return max(longest_upload(path), LONGEST_BODY)


def _is_too_long(length: str, most: int) -> bool:
    """Whether the announced length of a body is over the limit."""
    digits = length.lstrip("0")
    return digits.isdecimal() and (len(digits) > len(str(most)) or int(digits) > most)


def _limit_body(receive: Receive, most: int) -> Receive:
    """Count the body while it is read, since its length may not have been announced."""
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receive_counted


_HOST = re.compile(r"(?:\[(?P<ip>[^\]]*)\]|[\w.~-]*)(?::(?P<port>\d{0,5}))?", re.ASCII)


class HostCheck:
    """Refuse requests with a malformed Host header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400."""
        if scope["type"] == "http" and not _is_host(Request(scope).headers.get("host", "")):
            await errors.answer_status(Request(scope), HTTPStatus.BAD_REQUEST)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_host(host: str) -> bool:
    """Whether a Host header is a name, an address or an IPv6 address in brackets, with or without a port."""
    parts = _HOST.fullmatch(host)
    if parts is None or int(parts["port"] or 0) >= 2**16:
        return False
    try:
        return parts["ip"] is None or bool(IPv6Address(parts["ip"]))
    except ValueError:
        return False


class HeadAsGet:
    """Answer HEAD requests, for which the routes have no method of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request as GET and drop the body (RFC 9110, 9.3.2)."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, without_body)
