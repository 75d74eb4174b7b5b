"""The JSON Schemas of a report, for everyone: what is published can be checked without an account."""

from fastapi.responses import Response
from fastapi.routing import APIRouter

from app.renderers import schema
from app.web.openapi import BASE

router = APIRouter(prefix=f"{BASE}/schemas", include_in_schema=False)


@router.get("/report", name="api.schema.report")
async def show_report() -> Response:
    """Return the schema of a report as JSON."""
    return Response(schema.write_report_schema(), media_type=schema.MEDIA_TYPE)


@router.get("/frozen-report", name="api.schema.frozen_report")
async def show_frozen_report() -> Response:
    """Return the schema of what is hashed when a report is adopted."""
    return Response(schema.write_frozen_schema(), media_type=schema.MEDIA_TYPE)
