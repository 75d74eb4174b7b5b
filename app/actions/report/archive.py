"""Storing a file that was rendered of an adopted report: the first one stays, whatever is rendered later."""

from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.queries.report.archive import FrozenRow, StoredFile, stored_file
from app.tables import FileContent, FrozenReport, ReportFile


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file as it was just rendered of a frozen report."""

    format: str
    language: str
    media_type: str
    content: bytes


def store_file(
    session: Session, act: AuditContext, programme_id: int, frozen: FrozenRow, file: RenderedFile
) -> StoredFile:
    """Store a file under the hash of its bytes; returns the one that is stored: the first rendered."""
    # Of two who make the same file at once the second waits here, and finds that of the first.
    session.execute(
        sa.select(col(FrozenReport.id)).where(col(FrozenReport.id) == frozen.id).with_for_update()
    )
    stored = stored_file(session, frozen.id, file.format, file.language)
    if stored is not None:
        return stored
    digest = sha256(file.content).hexdigest()
    if session.get(FileContent, digest) is None:
        session.add(FileContent(hash=digest, content=file.content, recorded_at=act.at))
        session.flush()
    session.add(
        ReportFile(
            frozen_report_id=frozen.id,
            format=file.format,
            language=file.language,
            programme_id=programme_id,
            hash=digest,
            media_type=file.media_type,
            recorded_at=act.at,
        )
    )
    audit_log.record(
        session,
        act,
        "report_file.keep",
        ("reporting_period", frozen.period_id),
        programme_id=programme_id,
        format=file.format,
        language=file.language,
        hash=digest,
    )
    return StoredFile(file.content, file.media_type)
