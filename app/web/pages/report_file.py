"""A report as a file: of one that was adopted always the same bytes, those that were made first."""

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
from app.web.deps.report import PeriodDoor, load_readable_period, load_readable_reports, resolve_day
from app.web.deps.session import AsOf, AsOfDep

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The file of a report that may be read; `is_new` where it is still to be kept."""

    door: PeriodDoor
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
    """The report as a file; in English with `?taal=en`.

    It has no session of the request: the one in which it is read ends before that in which it is kept begins.
    """
    language = taal if taal in LANGUAGES else DEFAULT_LANGUAGE

    def read(session: Session) -> ReadFile:
        door = load_readable_period(load_readable_reports(session, credentials, slug), half_year)
        return _read(session, door, as_of, format, language, versie)

    found = await credentials.app_state.read(read)
    file = await _keep(found, format) if found.is_new else found.file
    await note_use_apart(request)
    report = found.reading.report
    name = f"{report.programme}-{report.half_year}.{format}"
    headers = {"Content-Disposition": f'{"inline" if format == "html" else "attachment"}; filename="{name}"'}
    if format == "html":
        headers["Content-Security-Policy"] = _policy(file.content)
    return Response(file.content, as_of.status_code, headers, file.media_type)


def _read(
    session: Session, door: PeriodDoor, as_of: AsOf, format: str, language: str, version: str
) -> ReadFile:
    """The file that was kept; where there is none yet it is made."""
    written, day = format_named(format), resolve_day(door.period, as_of)
    read = read_report(session, door.programme, door.period, day, language, version)
    frozen = read.frozen
    kept = stored_file(session, frozen.id, format, read.report.language) if frozen else None
    if kept is not None:
        return ReadFile(door, read, kept, is_new=False)
    content = written.write(read.report, frozen.hash if frozen else None)
    return ReadFile(door, read, StoredFile(content.encode(), written.media_type), is_new=frozen is not None)


async def _keep(made: ReadFile, format: str) -> StoredFile:
    """The file, kept in a transaction of its own; where another was first, that one."""
    reports, frozen = made.door.reports, made.reading.frozen
    assert frozen is not None
    fresh = RenderedFile(format, made.reading.report.language, made.file.media_type, made.file.content)
    act = reports.app_state.act(reports.viewer.id if reports.viewer else None, "web")
    return await reports.app_state.write(
        lambda session: store_file(session, act, reports.programme.id, frozen, fresh)
    )


def _policy(document: bytes) -> str:
    """The document may use the style that stands in it, known by its hash, and nothing else."""
    styles = [b64encode(sha256(style).digest()).decode() for style in _STYLE.findall(document)]
    allowed = " ".join(f"'sha256-{hashed}'" for hashed in styles) or "'none'"
    nothing = "; ".join(f"{what} 'none'" for what in ("base-uri", "form-action", "frame-ancestors"))
    return f"default-src 'none'; style-src {allowed}; {nothing}"
