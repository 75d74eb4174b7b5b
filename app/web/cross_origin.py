"""The API for scripts on pages of other sites (CORS): what they may send, and what they may read of it.

Starlette's middleware names one list of methods for every address, and the site of who has a cookie. Here a
preflight names the methods that the address has, and every site is `*`: to it no browser sends a cookie.
"""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.api_address import is_of_api
from app.web.responses import allowed_methods

_SENT = (
    "Accept-Language",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
)
_READ = (
    "API-Version",
    "Content-Disposition",
    "Content-Language",
    "Deprecation",
    "ETag",
    "Link",
    "Location",
    "Repr-Digest",
    "Retry-After",
    "Sunset",
    "WWW-Authenticate",
)
_LASTS = 600
"""For so many seconds a browser need not ask again; a new version may allow less."""

FOR_OTHER_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(_READ),
}
"""On every answer of the API, also to who asks too much: a script must be able to read that."""


class Preflight:
    """Answer the question whether a script may send a request, which browsers ask before they send it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on whatever is no such question to the API."""
        if scope["type"] != "http" or scope["method"] != "OPTIONS" or not is_of_api(scope):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if not {"origin", "access-control-request-method"} <= set(request.headers.keys()):
            await self.app(scope, receive, send)
            return
        headers = {
            "Access-Control-Allow-Methods": allowed_methods(request),
            "Access-Control-Allow-Headers": ", ".join(_SENT),
            "Access-Control-Max-Age": str(_LASTS),
        }
        await Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)(scope, receive, send)
