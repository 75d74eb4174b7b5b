"""Where deliverables were promised, and what shows that they were delivered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_grouped
from app.queries.history import is_shown
from app.tables import Evidence, Source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where it was promised."""

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


def sources_of(session: Session, deliverable_ids: Collection[int], as_of: date) -> dict[int, list[SourceRow]]:
    """Return the sources of these deliverables up to a day, by id. One query."""
    statement = (
        sa.select(col(Source.deliverable_id))
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
