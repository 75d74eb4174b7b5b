"""The application with ours around all that FastAPI does: nothing leaves without its headers."""

from fastapi import FastAPI, Request
from starlette.datastructures import Headers as HeadersOf
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web import errors
from app.web.headers import Headers


class Application(FastAPI):
    """FastAPI answers a fault, and a body that is too big, outside every layer that one may add to it."""

    def build_middleware_stack(self) -> ASGIApp:
        """The layers of FastAPI, with ours around them."""
        return Headers(_OwnWords(super().build_middleware_stack()))


class _OwnWords:
    """Says in our words, as a page or a problem, what FastAPI says of a body that is too big."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; whatever else is sent goes by untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_said = False

        async def in_ours(message: Message) -> None:
            nonlocal is_said
            if message["type"] == "http.response.start" and _is_theirs(message):
                is_said = True
                await errors.answer(Request(scope), 413)(scope, receive, send)
            if not is_said:
                await send(message)

        await self.app(scope, receive, in_ours)


def _is_theirs(start: Message) -> bool:
    kind = HeadersOf(raw=start.get("headers", [])).get("content-type", "")
    return bool(start["status"] == 413 and kind.startswith("text/plain"))
