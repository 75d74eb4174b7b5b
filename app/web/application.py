"""The application with our headers around all that FastAPI does: nothing leaves without them."""

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.web.headers import Headers


class Application(FastAPI):
    """FastAPI answers a fault outside every layer that one may add to it."""

    def build_middleware_stack(self) -> ASGIApp:
        """The layers of FastAPI, with ours around them."""
        return Headers(super().build_middleware_stack())
