"""For whoever watches over the server: does it live, and can it work."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app.web.deps.session import AppStateDep
from app.web.errors import TRY_AGAIN_AFTER, after, in_words

router = APIRouter(include_in_schema=False)


@router.get("/healthz", name="probe.live")
async def live() -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz", name="probe.ready")
async def ready(app_state: AppStateDep) -> Response:
    """The database answers, and is as this version needs it; else why not."""
    fault = await app_state.readiness.fault()
    if fault is None:
        return PlainTextResponse("ok")
    return after(TRY_AGAIN_AFTER, PlainTextResponse(in_words(fault), HTTPStatus.SERVICE_UNAVAILABLE))
