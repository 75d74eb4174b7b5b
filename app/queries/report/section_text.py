"""The texts that the office wrote in the sections of a report, in every version and language."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.report.facts import WrittenText
from app.domain.report.tree import Record
from app.domain.time_zone import AMSTERDAM
from app.readers.written import read_blocks
from app.tables import Person, SectionText


@dataclass(frozen=True, slots=True)
class SectionVersion:
    """One version of the text of a section in one language, in Markdown."""

    id: int
    section_key: str
    language: str
    number: int
    text: str
    written_on: date | None
    recorded_at: datetime
    author_id: int
    author: str
    email: str

    @property
    def day(self) -> date:
        """Return the day on which it was written; of the first rows only the moment is known."""
        return self.written_on or self.recorded_at.astimezone(AMSTERDAM).date()


def current_texts(
    session: Session, period_id: int, as_of: date = date.max, *, recorded_until: datetime | None = None
) -> Mapping[tuple[str, str], SectionVersion]:
    """Return the version of each section and language of a report at the end of a day. One query."""
    statement = _select_versions(period_id).order_by(col(SectionText.number))
    if recorded_until is not None:
        statement = statement.where(col(SectionText.recorded_at) <= recorded_until)
    versions = fetch_all(session, statement, SectionVersion)
    return {(version.section_key, version.language): version for version in versions if version.day <= as_of}


def current_blocks(
    session: Session, period_id: int, as_of: date = date.max, *, recorded_until: datetime | None = None
) -> dict[tuple[str, str], WrittenText]:
    """Return the same as a report includes it, read as blocks. One query.

    With `recorded_until` as they were at a moment.
    """
    return {
        place: WrittenText(
            version.id, version.text, read_blocks(version.text, Record("section_text", version.id))
        )
        for place, version in current_texts(session, period_id, as_of, recorded_until=recorded_until).items()
    }


def section_versions(session: Session, period_id: int, section_key: str) -> list[SectionVersion]:
    """Return every version of one section in every language, the last first. One query."""
    statement = _select_versions(period_id).where(col(SectionText.section_key) == section_key)
    return fetch_all(session, statement.order_by(col(SectionText.id).desc()), SectionVersion)


def period_texts(session: Session, period_id: int, language: str) -> Mapping[str, Mapping[int, str]]:
    """Return every version of every section of a report in one language: by key, by number. One query."""
    text = SectionText
    statement = sa.select(col(text.section_key), col(text.number), col(text.text)).where(
        col(text.reporting_period_id) == period_id, col(text.language) == language
    )
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    for row in session.execute(statement):
        texts[row.section_key][row.number] = row.text
    return texts


def section_writers(session: Session, period_id: int) -> Mapping[str, frozenset[int]]:
    """Return who wrote in each section of a report, in any version and language, by key. One query."""
    statement = (
        sa.select(col(SectionText.section_key), col(SectionText.author_id))
        .where(col(SectionText.reporting_period_id) == period_id)
        .distinct()
    )
    authors: dict[str, set[int]] = defaultdict(set)
    for row in session.execute(statement):
        authors[row.section_key].add(row.author_id)
    return {key: frozenset(ids) for key, ids in authors.items()}


def _select_versions(period_id: int) -> sa.Select[*tuple[Any, ...]]:
    text = SectionText
    return (
        sa.select(col(text.id), col(text.section_key), col(text.language), col(text.number), col(text.text))
        .add_columns(col(text.written_on), col(text.recorded_at), col(text.author_id))
        .add_columns(col(Person.name).label("author"), col(Person.email))
        .join_from(text, Person, col(Person.id) == col(text.author_id))
        .where(col(text.reporting_period_id) == period_id)
    )
