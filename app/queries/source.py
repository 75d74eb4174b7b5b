"""Where deliverables were promised, what shows their delivery, and when what recurs took place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_grouped
from app.queries.history import is_shown
from app.tables import Evidence, Occurrence, Person, Source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where it was promised."""

    id: int
    said_on: date
    recorded_at: datetime
    author: str | None
    """The e-mail address of who said it, where that is known."""
    document: str
    section: str
    heading: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What shows that it was delivered."""

    id: int
    said_on: date
    recorded_at: datetime
    author: str | None
    """The e-mail address of who said it, where that is known."""
    title: str
    url: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """A day on which it took place."""

    id: int
    said_on: date
    recorded_at: datetime
    author: str | None
    """The e-mail address of who said it, where that is known."""
    on: date
    note: str


def sources_of(session: Session, deliverable_ids: Collection[int], as_of: date) -> dict[int, list[SourceRow]]:
    """Return the sources of these deliverables up to a day, by id. One query."""
    statement = (
        sa.select(col(Source.deliverable_id), col(Source.id), *_saying(Source))
        .add_columns(col(Source.document), col(Source.section), col(Source.heading), col(Source.quote))
        .outerjoin(Person, col(Person.id) == col(Source.author_id))
        .where(col(Source.deliverable_id).in_(deliverable_ids), is_shown(Source, as_of))
        .order_by(col(Source.id))
    )
    return fetch_grouped(session, statement, SourceRow, by="deliverable_id")


def evidence_of(
    session: Session, deliverable_ids: Collection[int], as_of: date
) -> dict[int, list[EvidenceRow]]:
    """Return the evidence of these deliverables up to a day, by id. One query."""
    statement = (
        sa.select(col(Evidence.deliverable_id), col(Evidence.id), *_saying(Evidence))
        .add_columns(col(Evidence.title), col(Evidence.url), col(Evidence.on))
        .outerjoin(Person, col(Person.id) == col(Evidence.author_id))
        .where(col(Evidence.deliverable_id).in_(deliverable_ids), is_shown(Evidence, as_of))
        .order_by(col(Evidence.id))
    )
    return fetch_grouped(session, statement, EvidenceRow, by="deliverable_id")


def occurrences_of(
    session: Session, deliverable_ids: Collection[int], as_of: date
) -> dict[int, list[OccurrenceRow]]:
    """Return when these deliverables took place, as known on a day, by id; the first day first. One query."""
    statement = (
        sa.select(col(Occurrence.deliverable_id), col(Occurrence.id), *_saying(Occurrence))
        .add_columns(col(Occurrence.on), col(Occurrence.note))
        .outerjoin(Person, col(Person.id) == col(Occurrence.author_id))
        .where(col(Occurrence.deliverable_id).in_(deliverable_ids), is_shown(Occurrence, as_of))
        .order_by(col(Occurrence.on), col(Occurrence.id))
    )
    return fetch_grouped(session, statement, OccurrenceRow, by="deliverable_id")


def _saying(table: type[Source] | type[Evidence] | type[Occurrence]) -> Sequence[Any]:
    """The columns that tell when, and by whom, something was said."""
    return col(table.said_on), col(table.recorded_at), col(Person.email).label("author")
