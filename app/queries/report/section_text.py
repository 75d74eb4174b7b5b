"""The texts that the office wrote in the sections of a report, in every version and language."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.report.facts import WrittenText
from app.domain.report.tree import Record
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
    recorded_at: datetime
    author_id: int
    author: str


def current_texts(session: Session, period_id: int) -> Mapping[tuple[str, str], SectionVersion]:
    """Return the current version of each section and language of a report. One query."""
    statement = _select_versions(period_id).order_by(col(SectionText.number))
    versions = fetch_all(session, statement, SectionVersion)
    return {(version.section_key, version.language): version for version in versions}


def current_blocks(session: Session, period_id: int) -> dict[tuple[str, str], WrittenText]:
    """Return the same as a report includes it, read as blocks. One query."""
    return {
        place: WrittenText(
            version.id, version.text, read_blocks(version.text, Record("section_text", version.id))
        )
        for place, version in current_texts(session, period_id).items()
    }


def section_versions(session: Session, period_id: int, section_key: str) -> list[SectionVersion]:
    """Return every version of one section in every language, the last first. One query."""
    statement = _select_versions(period_id).where(col(SectionText.section_key) == section_key)
    return fetch_all(session, statement.order_by(col(SectionText.id).desc()), SectionVersion)


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
        .add_columns(col(text.recorded_at), col(text.author_id), col(Person.name).label("author"))
        .join_from(text, Person, col(Person.id) == col(text.author_id))
        .where(col(text.reporting_period_id) == period_id)
    )
