"""The description of the API, for everyone, from whatever site."""

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRouter

from app.web.api.v1.caching import send_published
from app.web.api_address import BASE
from app.web.openapi import describe_once

router = APIRouter(prefix=BASE, include_in_schema=False)


@router.get("/openapi.json", name="api.description.show")
def show(request: Request) -> Response:
    """OpenAPI, the same as the command line prints; no coroutine, since it takes long to make."""
    answer = JSONResponse(describe_once(request.app))
    return send_published(request, bytes(answer.body), "application/json")
