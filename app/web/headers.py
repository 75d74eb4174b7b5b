"""The headers that every answer carries: what a browser may do with it, and the version of the API."""

from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

API_VERSION = "1.0.0"
_CSP = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; img-src 'self' data:"
)
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


_OF_FILES = _raw(_EVERY | {"Cache-Control": "public, max-age=31536000, immutable"})
_OF_PAGES = _raw(_EVERY | {"Cache-Control": "no-store"})
_OF_THE_API = [*_OF_PAGES, *_raw({"API-Version": API_VERSION, "Access-Control-Allow-Origin": "*"})]


class Headers:
    """Puts the headers on; a plain ASGI layer, since those that wrap requests cost a task each."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added; files under /static may be kept, anything else may not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = put_on(message["headers"], path)
            await send(message)

        await self.app(scope, receive, with_headers)


def put_on(given: Iterable[tuple[bytes, bytes]], path: str) -> Raw:
    """The headers given, and after them what is missing for an answer at this path."""
    headers = list(given)
    names = {name for name, _ in headers}
    more = _OF_PAGES
    if path.startswith("/static/"):
        more = _OF_FILES
    elif path.startswith("/api/"):
        more = _OF_THE_API
    return headers + [one for one in more if one[0] not in names]
