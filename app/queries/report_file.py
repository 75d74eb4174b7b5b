"""The files that were made of reports as adopted, and are served ever after."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from app.tables import FileContent, ReportFile

_FILE = ReportFile.__table__  # type: ignore[attr-defined]
_CONTENT = FileContent.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The bytes of a file, and what it is called on the wire."""

    content: bytes
    media_type: str


def kept_file(session: Session, frozen_id: int, format: str, language: str) -> KeptFile | None:
    """The file that was made first in this format and language, if one was. One query."""
    row = session.execute(
        sa.select(_CONTENT.c.content, _FILE.c.media_type)
        .join_from(_FILE, _CONTENT, _CONTENT.c.hash == _FILE.c.hash)
        .where(
            _FILE.c.frozen_report_id == frozen_id,
            _FILE.c.format == format,
            _FILE.c.language == language,
        )
    ).one_or_none()
    return KeptFile(*row) if row else None
