"""A report as a file; of an adopted report always the same bytes, those that were rendered first."""

import re
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Invalid, NotFound
from app.queries.report.archive import frozen_languages, frozen_versions
from app.queries.report.reading import read_report
from app.queries.reporting_period import is_adopted, is_fixed
from app.renderers.archive import FORMAT_NAMES
from app.templating import LANGUAGES
from app.web.auth import CredentialsDep, note_use_apart
from app.web.conditions import send
from app.web.deps.report import (
    PeriodAccess,
    ReadablePeriod,
    load_readable_reports,
    resolve_day,
)
from app.web.deps.session import AsOf, AsOfDep, DayOfFileDep
from app.web.report_files import COME_BACK_AFTER, FileRequest, fetch_file, look_up_file
from app.web.responses import is_partial, render_page, render_part
from app.web.views.report_files import show_downloads

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


@router.get("/{half_year}/bestand.{format}", name="report.file")
async def show(
    request: Request,
    credentials: CredentialsDep,
    as_of: DayOfFileDep,
    slug: str,
    half_year: Annotated[str, Path(max_length=20)],
    format: Annotated[str, Path(max_length=20)],
    taal: Annotated[str, Query()] = DEFAULT_LANGUAGE,
    versie: Annotated[str, Query()] = "",
) -> Response:
    """Return the report as a file; in English with `?taal=en`. While it is made: a page that waits for it.

    Takes no session as a dependency: no transaction is open while a file is made.
    """
    app_state = credentials.app_state

    def look_up(session: Session) -> tuple[PeriodAccess, FileRequest]:
        access = load_readable_reports(session, credentials, as_of, slug).require_period(half_year)
        if format not in FORMAT_NAMES:
            raise NotFound("There is nothing here, or not for you.")
        if taal not in LANGUAGES:
            raise Invalid.because("taal", "“%(value)s” is no choice here.", value=taal)
        place, day = (access.programme, access.period), resolve_day(access.period, as_of)
        return access, look_up_file(session, app_state, place, (format, taal), day, versie)

    access, wanted = await app_state.read(look_up)
    viewer = access.reports.viewer
    file = await fetch_file(app_state, app_state.act(viewer.id if viewer else None, "web"), wanted)
    await note_use_apart(request)
    if file is None:
        return await app_state.read(lambda session: _render_waiting(request, session, access, as_of, versie))
    disposition = "inline" if format == "html" else "attachment"
    headers = {"ETag": f'"{file.hash}"', "Content-Disposition": f'{disposition}; filename="{file.name}"'}
    if format == "html":
        headers["Content-Security-Policy"] = _content_security_policy(file.content)
    return send(request, file.content, file.media_type, headers)


@router.get("/{half_year}/bestanden", name="report.files")
def index(
    request: Request, access: ReadablePeriod, as_of: AsOfDep, versie: Annotated[str, Query()] = ""
) -> Response:
    """List the files of a report, with what has become of those that are being made."""
    context = _list_context(access.session, access, as_of, versie)
    if is_partial(request):
        return render_part(request, "report/_files.html", context, viewer=access.reports.viewer)
    return render_page(request, "report/files.html", context, viewer=access.reports.viewer)


def _render_waiting(
    request: Request, session: Session, access: PeriodAccess, as_of: AsOf, version: str
) -> Response:
    """Answer that the file is not there yet: 202, with the list that says when it is."""
    context = _list_context(session, access, as_of, version) | {"waits_for": str(request.url)}
    answer = render_page(
        request,
        "report/files.html",
        context,
        viewer=access.reports.viewer,
        status_code=HTTPStatus.ACCEPTED,
    )
    answer.headers["Retry-After"] = str(COME_BACK_AFTER)
    return answer


def _list_context(session: Session, access: PeriodAccess, as_of: AsOf, version: str) -> dict[str, object]:
    period = access.period
    languages: tuple[str, ...] = LANGUAGES
    reports, frozen = access.reports, None
    if is_adopted(period):
        frozen = frozen_versions(session, period, version)[-1]
        languages = frozen_languages(session, frozen.id)
    elif is_fixed(period):
        languages = read_report(session, access.programme, period, None, DEFAULT_LANGUAGE).languages
    return {
        **reports.layout_context,
        **show_downloads(session, access, as_of, frozen, languages),
        "waits_for": "",
    }


def _content_security_policy(document: bytes) -> str:
    """Allow the document its own inline styles, by their hashes, and nothing else."""
    styles = [b64encode(sha256(style).digest()).decode() for style in _STYLE.findall(document)]
    allowed = " ".join(f"'sha256-{hashed}'" for hashed in styles) or "'none'"
    nothing = "; ".join(f"{what} 'none'" for what in ("base-uri", "form-action", "frame-ancestors"))
    return f"default-src 'none'; style-src {allowed}; {nothing}"
