"""Files of adopted reports: who makes one, what is asked of the worker, and that the first made one stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, job
from app.actions.audit_log import AuditContext
from app.actions.job import TakenJob
from app.domain.language import DEFAULT_LANGUAGE
from app.queries.report.archive import FILE_JOB, FiledReport, FileKey, StoredFile, stored_file
from app.queries.report.dossier import KEPT
from app.renderers import FORMATS
from app.renderers.archive import ARCHIVE_FORMATS
from app.tables import FileContent, FrozenReport, ReportFile


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file as it was just rendered of a frozen report."""

    key: FileKey
    media_type: str
    content: bytes


def store_file(session: Session, act: AuditContext, filed: FiledReport, file: RenderedFile) -> StoredFile:
    """Store a file under the hash of its bytes; returns the one that is stored: the first rendered."""
    # Of two who make the same file at once the second waits here, and finds that of the first.
    _lock(session, file.key.frozen_id)
    stored = stored_file(session, file.key)
    if stored is not None:
        return stored
    digest = sha256(file.content).hexdigest()
    if session.get(FileContent, digest) is None:
        session.add(FileContent(hash=digest, content=file.content, recorded_at=act.at))
        session.flush()
    session.add(
        ReportFile(
            frozen_report_id=file.key.frozen_id,
            format=file.key.format,
            language=file.key.language,
            programme_id=filed.programme.id,
            hash=digest,
            media_type=file.media_type,
            recorded_at=act.at,
        )
    )
    audit_log.record(
        session,
        act,
        KEPT,
        ("reporting_period", filed.period.id),
        programme_id=filed.programme.id,
        format=file.key.format,
        language=file.key.language,
        hash=digest,
    )
    return StoredFile(file.content, file.media_type, digest, act.at)


def enqueue_files(session: Session, at: datetime, frozen_id: int, languages: Iterable[str]) -> None:
    """Have the worker make every file of a report that was just adopted; the ZIP, which holds all, last."""
    for name in FORMATS:
        for language in languages:
            job.enqueue(session, FILE_JOB, content_of(frozen_id, name, language), at)
    enqueue_archive_files(session, at, frozen_id)


def enqueue_archive_files(session: Session, at: datetime, frozen_id: int) -> None:
    """Have the worker make what goes into an archive: anew once a report is published, for it says so."""
    for name in ARCHIVE_FORMATS:
        job.enqueue(session, FILE_JOB, content_of(frozen_id, name, DEFAULT_LANGUAGE), at)


def leave_to_worker(session: Session, at: datetime, frozen_id: int, name: str, language: str) -> None:
    """Have the worker make a file, once, however many ask for it."""
    _lock(session, frozen_id)
    job.ensure(session, FILE_JOB, content_of(frozen_id, name, language), at)


def claim_file(session: Session, at: datetime, frozen_id: int, name: str, language: str) -> TakenJob | None:
    """Take the making of a file upon oneself; none where somebody else makes it now."""
    _lock(session, frozen_id)
    return job.take_now(session, FILE_JOB, content_of(frozen_id, name, language), at)


def content_of(frozen_id: int, name: str, language: str) -> dict[str, object]:
    """Return what the job of a file says: which one."""
    return {"frozen_id": frozen_id, "format": name, "language": language}


def _lock(session: Session, frozen_id: int) -> None:
    session.execute(
        sa.select(col(FrozenReport.id)).where(col(FrozenReport.id) == frozen_id).with_for_update()
    )
