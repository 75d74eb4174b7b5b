"""A report as a file: of one that was adopted always the same bytes, those that were made first."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from app.actions import report_file
from app.queries.report_file import KeptFile, kept_file
from app.queries.report_reading import Reading, reading
from app.renderers import format_named
from app.templating import LANGUAGES
from app.web.answer import LANGUAGE
from app.web.deps import AsOfDep
from app.web.report_door import PeriodDoor, ReadablePeriod, asked_day

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


@router.get("/{half_year}/bestand.{format}", name="report.file")
async def show(
    asked: ReadablePeriod,
    as_of: AsOfDep,
    format: Annotated[str, Path(max_length=20)],
    taal: Annotated[str, Query()] = LANGUAGE,
    versie: Annotated[str, Query()] = "",
) -> Response:
    """The report as a file; in English with `?taal=en`."""
    written, language = format_named(format), taal if taal in LANGUAGES else LANGUAGE
    day = asked_day(asked.period, as_of)
    read = await run_in_threadpool(
        reading, asked.session, asked.programme, asked.period, day, language, versie
    )
    if read.frozen is None:
        file = KeptFile(written.write(read.report, None).encode(), written.media_type)
    else:
        file = await _kept(asked, read, format)
    report = read.report
    name = f"{report.programme}-{report.half_year}.{format}"
    headers = {"Content-Disposition": f'{"inline" if format == "html" else "attachment"}; filename="{name}"'}
    if format == "html":
        headers["Content-Security-Policy"] = _policy(file.content)
    return Response(file.content, as_of.status_code, headers, file.media_type)


def _policy(document: bytes) -> str:
    """The document may use the style that stands in it, known by its hash, and nothing else."""
    styles = [b64encode(sha256(style).digest()).decode() for style in _STYLE.findall(document)]
    allowed = " ".join(f"'sha256-{hashed}'" for hashed in styles) or "'none'"
    nothing = "; ".join(f"{what} 'none'" for what in ("base-uri", "form-action", "frame-ancestors"))
    return f"default-src 'none'; style-src {allowed}; {nothing}"


async def _kept(asked: PeriodDoor, read: Reading, format: str) -> KeptFile:
    """The file that was kept; where there is none yet it is made, and kept in a transaction of its own."""
    frozen, language, world = read.frozen, read.report.language, asked.reports.world
    assert frozen is not None
    found = await run_in_threadpool(kept_file, asked.session, frozen.id, format, language)
    if found is not None:
        return found
    written = format_named(format)
    content = await run_in_threadpool(written.write, read.report, frozen.hash)
    made = report_file.Made(format, language, written.media_type, content.encode())
    viewer = asked.reports.viewer
    act = world.act(viewer.id if viewer else None, "web")
    return await world.change(
        lambda session: report_file.keep(session, act, asked.programme.id, frozen, made)
    )
