"""The file of a report for a request: the one that is kept, or one that is made now, or by the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TypeVar

from anyio import from_thread
from anyio.lowlevel import EventLoopToken, current_token
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.report.archive import leave_to_worker
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict
from app.domain.report import Report
from app.filing import Filing, ReportDraft
from app.queries.mail import mail_state
from app.queries.programme import ProgrammeRow
from app.queries.report.archive import (
    FiledReport,
    StoredFile,
    frozen_languages,
    frozen_length,
    frozen_versions,
    stored_file,
)
from app.queries.report.reading import require_edition
from app.queries.reporting_period import PeriodRow, is_adopted
from app.renderers.archive import ARCHIVE_FORMATS, format_named
from app.web.making import CANNOT_BE_MADE_SO, make_file
from app.web.state import AppState

T = TypeVar("T")

LARGE = 1_000_000
"""In characters of the stored tree: from here on a typesetter takes seconds, and no request waits for it."""
COME_BACK_AFTER = 3
"""In seconds: when to ask again for a file that is being made."""


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file as a request gets it."""

    name: str
    media_type: str
    content: bytes
    hash: str
    """The SHA-256 of its bytes."""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class FileRequest:
    """Which file is asked for; `stored` where it is there. `is_left` to the worker what takes long."""

    format: str
    language: str
    source: FiledReport | ReportDraft
    key: tuple[object, ...] = ()
    stored: StoredFile | None = None
    is_left: bool = False


def look_up_file(
    session: Session,
    app_state: AppState,
    place: tuple[ProgrammeRow, PeriodRow],
    which: tuple[str, str],
    day: date | None = None,
    version: str = "",
) -> FileRequest:
    """Look up a file by format and language.

    Refuses an unknown format, and of an adopted report a language without an edition, and a day.
    """
    programme, period = place
    name, language = which
    form = format_named(name)
    if name in ARCHIVE_FORMATS:
        language = DEFAULT_LANGUAGE
    if not is_adopted(period):
        key = ("file", programme.id, programme.revision, period.id, day, name, language)
        return FileRequest(name, language, ReportDraft(programme, period, day), key)
    if day is not None:
        raise Conflict("This report is in review or adopted: it says what it says, whatever the day.")
    filed = FiledReport(programme, period, frozen_versions(session, period, version)[-1])
    stored = stored_file(session, filed.key_of(name, language))
    if stored is None:  # so that nobody is asked to make what cannot be
        require_edition(frozen_languages(session, filed.frozen.id), language)
    is_left = (
        stored is None
        and form.is_slow
        and frozen_length(session, filed.frozen.id) > LARGE
        and mail_state(session, app_state.now()).has_worker
    )
    return FileRequest(name, language, filed, stored=stored, is_left=is_left)


async def fetch_file(app_state: AppState, act: AuditContext, request: FileRequest) -> ServedFile | None:
    """Return the file, made where it is not there; none while somebody else makes it.

    Refuses (`NotMade`) where it cannot be made.
    """
    if isinstance(request.source, FiledReport):
        return await _fetch_kept(app_state, act, request, request.source)
    draft, name, language = request.source, request.format, request.language
    write = partial(_filing(app_state).write_draft, draft, name, language)
    is_kept = name not in ARCHIVE_FORMATS  # a ZIP holds all others, and is asked for by few

    def make() -> tuple[Report, bytes]:
        return app_state.drafts.get(request.key, write, keep=is_kept)

    form = format_named(name)
    report, content = await make_file(
        app_state, request.key, make, is_slow=form.is_slow, words=CANNOT_BE_MADE_SO
    )
    return ServedFile(form.name_file(report), form.media_type, content, sha256(content).hexdigest())


async def _fetch_kept(
    app_state: AppState, act: AuditContext, request: FileRequest, filed: FiledReport
) -> ServedFile | None:
    name, language, frozen_id = request.format, request.language, filed.frozen.id
    stored = request.stored
    if stored is None and request.is_left:
        await app_state.write(lambda session: leave_to_worker(session, act.at, frozen_id, name, language))
        return None
    if stored is None:
        filing, is_slow = _filing(app_state), format_named(name).is_slow
        keep = partial(filing.keep_claimed if is_slow else filing.keep, act, frozen_id, name, language)
        key = (frozen_id, name, language)
        stored = await make_file(app_state, key, keep, is_slow=is_slow, words=CANNOT_BE_MADE_SO)
    if stored is None:
        return None
    served_name = filed.name_file(name, language)
    return ServedFile(served_name, stored.media_type, stored.content, stored.hash, is_kept=True)


def _filing(app_state: AppState) -> Filing:
    sessions = AdmittedSessions(app_state, current_token())
    return Filing(sessions, app_state.settings, app_state.now, app_state.write_file)


@dataclass(frozen=True, slots=True)
class AdmittedSessions:
    """Sessions for a thread that makes a file: each step takes its own place among the requests."""

    app_state: AppState
    loop: EventLoopToken
    """The one that the requests run in, which other threads than its own must name."""

    def read(self, query: Callable[[Session], T]) -> T:
        """Look something up."""
        return from_thread.run(partial(self.app_state.read, query, patiently=True), token=self.loop)

    def write(self, action: Callable[[Session], T]) -> T:
        """Change something, in one transaction."""
        return from_thread.run(partial(self.app_state.write, action, patiently=True), token=self.loop)
