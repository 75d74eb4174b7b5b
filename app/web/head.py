"""HEAD is answered as GET would be, without the body; so no route has to name it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


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
