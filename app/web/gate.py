"""Before any door: what is too long, and who asks too fast, go no further."""

from http import HTTPStatus

from fastapi import HTTPException, Request
from fastapi.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.refusal import TooMany
from app.web import errors
from app.web.origin import address_of
from app.web.state import app_state_of

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
        return errors.answer(request, 414)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        return errors.answer(request, 431)
    if _is_too_much(request.headers.get("content-length", "")):
        return errors.answer(request, 413)
    app_state = app_state_of(request)
    try:
        app_state.rate_limits.address(address_of(request), app_state.now())
    except TooMany as refused:
        return await errors.refused(request, refused)
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
