"""The headers that every answer carries: what a browser may do with it, and the version of the API."""

from starlette.datastructures import MutableHeaders
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
                _put_on(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await self.app(scope, receive, with_headers)


def _put_on(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Add what is missing for an answer of this status to this request."""
    for name, value in _EVERY.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", _kept(scope, status))
    if scope["path"].startswith("/api/"):
        headers["API-Version"] = API_VERSION
        headers["Access-Control-Allow-Origin"] = "*"


def _kept(scope: Scope, status: int) -> str:
    """A file of ours may be kept, for ever where its content is in its address; anything else may not be."""
    if not scope["path"].startswith("/static/") or status not in (200, 206, 304):
        return "no-store"
    return _FOR_EVER if scope["query_string"].startswith(b"v=") else "public, max-age=3600"
