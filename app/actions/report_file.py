"""Keeping a file that was made of a report as adopted: the first one stays, whatever is made later."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.actions import audit
from app.actions.act import Act
from app.queries.frozen_report import FrozenRow
from app.queries.report_file import KeptFile, kept_file
from app.tables import FileContent, ReportFile

_FILE = ReportFile.__table__  # type: ignore[attr-defined]
_CONTENT = FileContent.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it was just made of a frozen report."""

    format: str
    language: str
    media_type: str
    content: bytes


def keep(session: Session, act: Act, programme_id: int, frozen: FrozenRow, made: Made) -> KeptFile:
    """Keep the file under the hash of its bytes; gives back the one that is kept, the first that was made."""
    digest = sha256(made.content).hexdigest()
    _once(session, _CONTENT, hash=digest, content=made.content, recorded_at=act.at)
    is_first = _once(
        session,
        _FILE,
        frozen_report_id=frozen.id,
        format=made.format,
        language=made.language,
        programme_id=programme_id,
        hash=digest,
        media_type=made.media_type,
        recorded_at=act.at,
    )
    if is_first:
        audit.record(
            session,
            act,
            "report_file.keep",
            ("reporting_period", frozen.period_id),
            programme_id=programme_id,
            format=made.format,
            language=made.language,
            hash=digest,
        )
    kept = kept_file(session, frozen.id, made.format, made.language)
    assert kept is not None
    return kept


def _once(session: Session, table: sa.Table, **row: object) -> bool:
    """Insert a row where its key is not there yet; whether it was inserted."""
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    asked = dialect.insert(table).values(**row).on_conflict_do_nothing()
    return bool(session.execute(asked.returning(table.c.hash)).all())
