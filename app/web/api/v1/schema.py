"""The JSON Schemas of a report and of a programme as a file, for everyone: no account is needed."""

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRouter

from app.renderers import schema
from app.tables.programme_schema import write_programme_schema
from app.web.api.v1.caching import send_published
from app.web.api_address import BASE

router = APIRouter(prefix=f"{BASE}/schemas", include_in_schema=False)


@router.get("/report", name="api.schema.report")
async def show_report(request: Request) -> Response:
    """Return the schema of a report as JSON."""
    return send_published(request, schema.write_report_schema(), schema.MEDIA_TYPE)


@router.get("/frozen-report", name="api.schema.frozen_report")
async def show_frozen_report(request: Request) -> Response:
    """Return the schema of what is hashed when a report is adopted."""
    return send_published(request, schema.write_frozen_schema(), schema.MEDIA_TYPE)


@router.get("/programme", name="api.schema.programme")
async def show_programme(request: Request) -> Response:
    """Return the schema of a whole programme as one file."""
    return send_published(request, write_programme_schema(), schema.MEDIA_TYPE)
