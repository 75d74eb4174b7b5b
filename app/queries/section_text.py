"""The texts that the office wrote in the sections of a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.report.facts import WrittenText
from app.domain.report.tree import Record
from app.readers.written import blocks
from app.tables import Person, SectionText

_TABLE = SectionText.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Written:
    """One version of the text of a section in one language, in Markdown."""

    id: int
    section_key: str
    language: str
    number: int
    text: str
    recorded_at: datetime
    author_id: int
    author: str


def written_now(session: Session, period_id: int) -> Mapping[tuple[str, str], Written]:
    """The current version of each section and language of a report. One query."""
    rows = session.execute(_asked(period_id).order_by(_TABLE.c.number))
    return {(row.section_key, row.language): Written(*row) for row in rows}


def texts_now(session: Session, period_id: int) -> dict[tuple[str, str], WrittenText]:
    """The same as a report takes it in: read as blocks. One query."""
    return {
        place: WrittenText(one.id, one.text, blocks(one.text, Record("section_text", one.id)))
        for place, one in written_now(session, period_id).items()
    }


def versions(session: Session, period_id: int, section_key: str) -> list[Written]:
    """Every version of one section in every language, the last first. One query."""
    asked = _asked(period_id).where(_TABLE.c.section_key == section_key)
    return [Written(*row) for row in session.execute(asked.order_by(_TABLE.c.id.desc()))]


def _asked(period_id: int) -> sa.Select[tuple[object, ...]]:
    columns = [_TABLE.c[name] for name in Written.__slots__ if name != "author"]
    return (
        sa.select(*columns, _PERSON.c.name)
        .join_from(_TABLE, _PERSON, _PERSON.c.id == _TABLE.c.author_id)
        .where(_TABLE.c.reporting_period_id == period_id)
    )
