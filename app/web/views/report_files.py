"""The downloads of a report, as its page lists them: what each is for, its size and its hash."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.mail import mail_state
from app.queries.report.archive import (
    FiledReport,
    FileJob,
    FrozenRow,
    KeptFile,
    file_jobs,
    frozen_now,
    kept_files,
)
from app.renderers.archive import ARCHIVE_FORMATS, FORMAT_NAMES, format_named
from app.web.deps.report import PeriodAccess
from app.web.deps.session import AsOf

ORDER = ("zip", "pdf", "docx", "odt", "html", "md", "json", "mdto")
"""The ZIP first: it is what an archive takes; then what most people read."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be fetched; `size` in bytes and `hash` of one that is kept.

    `is_made` while somebody makes it or the worker is about to. Where that failed: `again_at` when the worker
    tries again, `is_given_up` where it does not any more, neither where there is no worker.
    """

    format: str
    language: str
    label: str
    size: int | None = None
    hash: str = ""
    is_made: bool = False
    has_failed: bool = False
    again_at: datetime | None = None
    is_given_up: bool = False

    @property
    def is_translation(self) -> bool:
        """Whether it is in another language than that of the programme."""
        return self.language != DEFAULT_LANGUAGE


def show_downloads(
    session: Session, access: PeriodAccess, as_of: AsOf, frozen: FrozenRow | None, languages: Iterable[str]
) -> dict[str, object]:
    """Return what the list of downloads is drawn from. Queries only of a report that was adopted."""
    period, reports = access.period, access.reports
    query: dict[str, object] = dict(as_of.query)
    downloads = list_downloads(languages)
    if frozen is not None:
        filed = FiledReport(access.programme, period, frozen)
        downloads = list_kept_downloads(session, filed, languages, reports.app_state.now())
        last = frozen_now(session, [access.programme.id])[period.id]
        query |= {"versie": frozen.version} if last.id != frozen.id else {}
    return {"downloads": downloads, "file_query": query, "frozen": frozen, "half_year": period.half_year}


def list_downloads(languages: Iterable[str]) -> tuple[Download, ...]:
    """Return what can be fetched of a report in these languages."""
    return tuple(_list_all(list(languages)))


def list_kept_downloads(
    session: Session, filed: FiledReport, languages: Iterable[str], now: datetime
) -> tuple[Download, ...]:
    """Return the same of a report that was adopted, with what is there. At most three queries."""
    kept = kept_files(session, filed.frozen.id)
    files = [
        (download, kept.get(filed.key_of(download.format, download.language)))
        for download in list_downloads(languages)
    ]
    if all(file for _, file in files):
        return tuple(_fill(download, file) for download, file in files if file)
    jobs, has_worker = file_jobs(session, filed.frozen.id), mail_state(session, now).has_worker
    return tuple(
        _fill(download, file)
        if file
        else _tell(download, jobs.get((download.format, download.language)), now, has_worker=has_worker)
        for download, file in files
    )


def _fill(download: Download, file: KeptFile) -> Download:
    return replace(download, size=file.size, hash=file.hash)


def _tell(download: Download, job: FileJob | None, now: datetime, *, has_worker: bool) -> Download:
    if job is None:
        return download
    if job.again_at is not None or job.is_given_up:
        again_at = job.again_at if has_worker and not job.is_given_up else None
        return replace(download, has_failed=True, again_at=again_at, is_given_up=job.is_given_up)
    return replace(download, is_made=has_worker or (job.taken_until is not None and job.taken_until > now))


def _list_all(languages: list[str]) -> Iterator[Download]:
    known = [name for name in ORDER if name in FORMAT_NAMES]
    for name in (*known, *(name for name in FORMAT_NAMES if name not in ORDER)):
        for language in [DEFAULT_LANGUAGE] if name in ARCHIVE_FORMATS else languages:
            yield Download(name, language, format_named(name).label or name.upper())
