"""A report as a file; of an adopted report always the same bytes, those that were rendered first."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions.report.archive import RenderedFile, store_file
from app.domain.language import DEFAULT_LANGUAGE
from app.queries.report.archive import StoredFile, stored_file
from app.queries.report.reading import Reading, read_report
from app.renderers import format_named
from app.templating import LANGUAGES
from app.web.auth import CredentialsDep, note_use_apart
from app.web.deps.report import PeriodAccess, load_readable_period, load_readable_reports, resolve_day
from app.web.deps.session import AsOf, AsOfDep

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


@dataclass(frozen=True, slots=True)
class FileToServe:
    """The file of a report; `is_new` if it is still to be stored."""

    access: PeriodAccess
    reading: Reading
    file: StoredFile
    is_new: bool


@router.get("/{half_year}/bestand.{format}", name="report.file")
async def show(
    request: Request,
    credentials: CredentialsDep,
    as_of: AsOfDep,
    slug: str,
    half_year: Annotated[str, Path(max_length=20)],
    format: Annotated[str, Path(max_length=20)],
    taal: Annotated[str, Query()] = DEFAULT_LANGUAGE,
    versie: Annotated[str, Query()] = "",
) -> Response:
    """Return the report as a file; in English with `?taal=en`.

    Takes no session as a dependency: the reading transaction ends before the one that stores a new file.
    """
    language = taal if taal in LANGUAGES else DEFAULT_LANGUAGE

    def read(session: Session) -> FileToServe:
        access = load_readable_period(load_readable_reports(session, credentials, as_of, slug), half_year)
        return _read(session, access, as_of, format, language, versie)

    read_file = await credentials.app_state.read(read)
    file = await _store(read_file, format) if read_file.is_new else read_file.file
    await note_use_apart(request)
    name = format_named(format).name_file(read_file.reading.report)
    headers = {"Content-Disposition": f'{"inline" if format == "html" else "attachment"}; filename="{name}"'}
    if format == "html":
        headers["Content-Security-Policy"] = _content_security_policy(file.content)
    return Response(file.content, as_of.status_code, headers, file.media_type)


def _read(
    session: Session, access: PeriodAccess, as_of: AsOf, format: str, language: str, version: str
) -> FileToServe:
    """Return the stored file, or render it if there is none."""
    renderer, day = format_named(format), resolve_day(access.period, as_of)
    reading = read_report(session, access.programme, access.period, day, language, version)
    frozen = reading.frozen
    stored = stored_file(session, frozen.id, format, reading.report.language) if frozen else None
    if stored is not None:
        return FileToServe(access, reading, stored, is_new=False)
    content = renderer.write(reading.report, frozen.hash if frozen else None)
    return FileToServe(access, reading, StoredFile(content, renderer.media_type), is_new=frozen is not None)


async def _store(read_file: FileToServe, format: str) -> StoredFile:
    """Store a new file in a transaction of its own; if another request was first, return its file."""
    reports, frozen = read_file.access.reports, read_file.reading.frozen
    assert frozen is not None
    rendered = RenderedFile(
        format, read_file.reading.report.language, read_file.file.media_type, read_file.file.content
    )
    act = reports.app_state.act(reports.viewer.id if reports.viewer else None, "web")
    return await reports.app_state.write(
        lambda session: store_file(session, act, reports.programme.id, frozen, rendered)
    )


def _content_security_policy(document: bytes) -> str:
    """Allow the document its own inline styles, by their hashes, and nothing else."""
    styles = [b64encode(sha256(style).digest()).decode() for style in _STYLE.findall(document)]
    allowed = " ".join(f"'sha256-{hashed}'" for hashed in styles) or "'none'"
    nothing = "; ".join(f"{what} 'none'" for what in ("base-uri", "form-action", "frame-ancestors"))
    return f"default-src 'none'; style-src {allowed}; {nothing}"
