"""Where deliverables were promised, what shows their delivery, and when what recurs took place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_grouped
from app.queries.history import is_shown
from app.tables import Evidence, Occurrence, Source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where it was promised."""

    id: int
    said_on: date
    document: str
    section: str
    heading: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What shows that it was delivered."""

    id: int
    said_on: date
    title: str
    url: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """A day on which it took place."""

    id: int
    said_on: date
    on: date
    note: str


def sources_of(session: Session, deliverable_ids: Collection[int], as_of: date) -> dict[int, list[SourceRow]]:
    """Return the sources of these deliverables up to a day, by id. One query."""
    statement = (
        sa.select(col(Source.deliverable_id), col(Source.id), col(Source.said_on))
        .add_columns(col(Source.document), col(Source.section), col(Source.heading), col(Source.quote))
        .where(col(Source.deliverable_id).in_(deliverable_ids), is_shown(Source, as_of))
        .order_by(col(Source.id))
    )
    return fetch_grouped(session, statement, SourceRow, by="deliverable_id")


def evidence_of(
    session: Session, deliverable_ids: Collection[int], as_of: date
) -> dict[int, list[EvidenceRow]]:
    """Return the evidence of these deliverables up to a day, by id. One query."""
    statement = (
        sa.select(col(Evidence.deliverable_id), col(Evidence.id), col(Evidence.said_on))
        .add_columns(col(Evidence.title), col(Evidence.url), col(Evidence.on))
        .where(col(Evidence.deliverable_id).in_(deliverable_ids), is_shown(Evidence, as_of))
        .order_by(col(Evidence.id))
    )
    return fetch_grouped(session, statement, EvidenceRow, by="deliverable_id")


def occurrences_of(
    session: Session, deliverable_ids: Collection[int], as_of: date
) -> dict[int, list[OccurrenceRow]]:
    """Return when these deliverables took place, as known on a day, by id; the first day first. One query."""
    statement = (
        sa.select(col(Occurrence.deliverable_id), col(Occurrence.id), col(Occurrence.said_on))
        .add_columns(col(Occurrence.on), col(Occurrence.note))
        .where(col(Occurrence.deliverable_id).in_(deliverable_ids), is_shown(Occurrence, as_of))
        .order_by(col(Occurrence.on), col(Occurrence.id))
    )
    return fetch_grouped(session, statement, OccurrenceRow, by="deliverable_id")
