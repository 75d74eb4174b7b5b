"""The headers that every answer carries: what a browser may do with it, and the version of the API."""

from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

API_VERSION = "1.0.0"
_CSP = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; img-src 'self' data:"
)
_FOR_EVER = "public, max-age=31536000, immutable"
_EVERY = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}

Raw = list[tuple[bytes, bytes]]


def _raw(headers: Mapping[str, str]) -> Raw:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _with_keeping(how: str) -> Raw:
    return _raw(_EVERY | {"Cache-Control": how})


_OF_PAGES = _with_keeping("no-store")
_OF_FILES = _with_keeping("public, max-age=3600")
_OF_FILES_OF_A_VERSION = _with_keeping(_FOR_EVER)
_OF_THE_API = [*_OF_PAGES, *_raw({"API-Version": API_VERSION, "Access-Control-Allow-Origin": "*"})]


class Headers:
    """Puts the headers on; a plain ASGI layer, since those that wrap requests cost a task each."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _put_on(message["headers"], _fitting(scope, message["status"]))
            await send(message)

        await self.app(scope, receive, with_headers)


def _put_on(given: Iterable[tuple[bytes, bytes]], more: Raw) -> Raw:
    """The headers given, and after them what is missing."""
    headers = list(given)
    names = {name for name, _ in headers}
    return headers + [one for one in more if one[0] not in names]


def _fitting(scope: Scope, status: int) -> Raw:
    """What an answer of this status to this request carries.

    A file of ours may be kept, for ever where its content is in its address; anything else may not be.
    """
    path: str = scope["path"]
    if path.startswith("/static/") and status in (200, 206, 304):
        return _OF_FILES_OF_A_VERSION if scope["query_string"].startswith(b"v=") else _OF_FILES
    return _OF_THE_API if path.startswith("/api/") else _OF_PAGES
