"""What every route of version 1 shares: its prefix, what it may answer, and how it is described."""

from fastapi import Depends
from fastapi.routing import APIRoute, APIRouter

from app.web.api.v1.access import provide_names
from app.web.api_address import BASE
from app.web.openapi import ANSWERS


def api_router(tag: str, *, looks_up_names: bool = True) -> APIRouter:
    """Return a router for one noun. Its routes are named `api.{noun}.{function}`.

    Without looking up names no session is open while a route answers; its parameters can then name nothing.
    """
    return APIRouter(
        prefix=BASE,
        tags=[tag],
        responses=ANSWERS,
        dependencies=[Depends(provide_names)] if looks_up_names else [],
        generate_unique_id_function=_operation_id,
    )


def _operation_id(route: APIRoute) -> str:
    return route.name.removeprefix("api.")
