"""For whoever watches over the server: does it live, and can it work."""

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app.web.deps import SessionDep

router = APIRouter(include_in_schema=False)


@router.get("/healthz", name="probe.live")
async def live() -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz", name="probe.ready")
def ready(session: SessionDep) -> Response:
    """The database answers."""
    session.execute(sa.text("SELECT 1"))
    return PlainTextResponse("ok")
