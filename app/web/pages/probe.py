"""Probes for monitoring: whether the process is alive, and whether it can serve requests."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app.web.deps.session import AppStateDep
from app.web.errors import TRY_AGAIN_AFTER, set_retry_after, translate

router = APIRouter(include_in_schema=False)


@router.get("/healthz", name="probe.live")
async def live() -> Response:
    """Report that the process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz", name="probe.ready")
async def ready(app_state: AppStateDep) -> Response:
    """Report whether the database answers and has the tables of this version, or else why not."""
    fault = await app_state.readiness.find_fault()
    if fault is None:
        return PlainTextResponse("ok")
    return set_retry_after(
        TRY_AGAIN_AFTER, PlainTextResponse(translate(fault), HTTPStatus.SERVICE_UNAVAILABLE)
    )
