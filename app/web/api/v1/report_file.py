"""The files of the report of a reporting period: which there are, and each in bytes, as pages hand it out."""

from base64 import b64encode
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from app.queries.report.archive import FiledReport, frozen_languages, frozen_now
from app.queries.report.reading import read_report
from app.queries.reporting_period import is_adopted, is_fixed
from app.renderers.archive import FORMAT_NAMES, format_named
from app.web.api.v1.access import ReadableProgrammes, readable_programmes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.filters import Id, Parameters
from app.web.api.v1.reporting_period import reported_period
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ReportFile, collection_of
from app.web.auth import CredentialsDep, note_use_apart
from app.web.conditions import send
from app.web.openapi import ANSWERS, MAY_CONFLICT
from app.web.report_files import COME_BACK_AFTER, FileRequest, ServedFile, fetch_file, look_up_file
from app.web.views.report_files import Download, list_downloads, list_kept_downloads

router = api_router("Reporting periods")
bytes_router = api_router("Reporting periods", looks_up_names=False)

FormatName = Literal["html", "pdf", "docx", "odt", "md", "json", "mdto", "zip"]


class FileParameters(BaseModel):
    """Which edition is asked for."""

    model_config = ConfigDict(extra="forbid")

    language: Literal["nl", "en"] = Field("nl", description="The language of the report.")


@router.get(
    "/reporting-periods/{id}/report/files",
    name="api.report_file.index",
    response_model=collection_of(ReportFile),
)
def index(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """List the files of the report of a reporting period, with the hash of each that is kept.

    Those of an adopted report are made once, and never change; those of a draft are made anew.
    """

    def load() -> CachedResponse:
        period = reported_period(access, id)
        programme, session = access.programmes[period.programme_id], access.session
        if not is_adopted(period):
            languages: tuple[str, ...] = LANGUAGES
            if is_fixed(period):
                languages = read_report(session, programme, period, None, DEFAULT_LANGUAGE).languages
            return write_page(_shape(download) for download in list_downloads(languages))
        frozen = frozen_now(session, [programme.id])[period.id]
        downloads = list_kept_downloads(
            session,
            FiledReport(programme, period, frozen),
            frozen_languages(session, frozen.id),
            access.app_state.now(),
        )
        return write_page(_shape(download) for download in downloads)

    return respond(access, load, keep=False)


_BYTES = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: ANSWERS[200]
    | {
        "description": "The file.",
        "content": {format_named(name).media_type.partition(";")[0]: _BYTES for name in FORMAT_NAMES}
        | {"application/json": {"schema": {"type": "object"}}},
    },
    202: {
        "description": "It is being made; `Retry-After` says after how many seconds to ask again.",
        "headers": {
            "API-Version": {"$ref": "#/components/headers/ApiVersion"},
            "Retry-After": {"$ref": "#/components/headers/RetryAfter"},
        },
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
}


@bytes_router.get(
    "/reporting-periods/{id}/report/files/{format}",
    name="api.report_file.show",
    response_class=Response,
    responses=_FILE | MAY_CONFLICT,
)
async def show(
    request: Request,
    credentials: CredentialsDep,
    id: Id,
    format: Annotated[FormatName, Path(description="Which of its files.")],
    parameters: Annotated[FileParameters, Query()],
) -> Response:
    """Get a file of the report of a reporting period: the same bytes as its page and the command line give.

    One of an adopted report has its SHA-256 as `Repr-Digest`.
    """
    app_state = credentials.app_state

    def look_up(session: Session) -> FileRequest:
        access = readable_programmes(request, session, credentials)
        period = reported_period(access, id)
        place = access.programmes[period.programme_id], period
        day = None if is_fixed(period) else access.today
        return look_up_file(session, app_state, place, (format, parameters.language), day)

    wanted = await app_state.read(look_up)
    viewer_id: int = request.state.viewer_id
    file = await fetch_file(app_state, app_state.act(viewer_id, "api"), wanted)
    await note_use_apart(request)
    if file is None:
        return JSONResponse(
            {"state": "being_made"}, HTTPStatus.ACCEPTED, {"Retry-After": str(COME_BACK_AFTER)}
        )
    return _answer(request, file)


def _answer(request: Request, file: ServedFile) -> Response:
    headers = {
        "ETag": f'"{file.hash}"',
        "Content-Disposition": f'attachment; filename="{file.name}"',
    }
    if file.is_kept:
        headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(file.hash)).decode()}:"
    return send(request, file.content, file.media_type, headers)


def _shape(download: Download) -> ReportFile:
    state = "on_request"
    if download.hash:
        state = "kept"
    elif download.has_failed:
        state = "failed"
    elif download.is_made:
        state = "being_made"
    return ReportFile(
        format=download.format,
        language=download.language,
        media_type=format_named(download.format).media_type,
        state=state,
        size=download.size,
        hash=download.hash or None,
    )
