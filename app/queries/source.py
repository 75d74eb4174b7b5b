"""Where deliverables were promised, and what shows that they were delivered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.prepared import Prepared
from app.queries.frame import is_shown
from app.tables import Evidence, Source

_SOURCE = Source.__table__  # type: ignore[attr-defined]
_EVIDENCE = Evidence.__table__  # type: ignore[attr-defined]


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

    title: str
    url: str | None
    on: date | None


def sources_of(session: Session, deliverable_ids: Collection[int], as_of: date) -> dict[int, list[SourceRow]]:
    """The sources of these deliverables up to a day, by id. One query."""
    columns = [_SOURCE.c[name] for name in SourceRow.__slots__]
    asked = sa.select(_SOURCE.c.deliverable_id, *columns).where(
        _SOURCE.c.deliverable_id.in_(list(deliverable_ids)), is_shown(_SOURCE)
    )
    found: dict[int, list[SourceRow]] = defaultdict(list)
    for deliverable, *fields in session.execute(asked.order_by(_SOURCE.c.id), {"as_of": as_of}):
        found[deliverable].append(SourceRow(*fields))
    return found


def evidence_of(
    session: Session, deliverable_ids: Collection[int], as_of: date
) -> dict[int, list[EvidenceRow]]:
    """The evidence of these deliverables up to a day, by id. One query."""
    columns = [_EVIDENCE.c[name] for name in EvidenceRow.__slots__]
    asked = sa.select(_EVIDENCE.c.deliverable_id, *columns).where(
        _EVIDENCE.c.deliverable_id.in_(list(deliverable_ids)), is_shown(_EVIDENCE)
    )
    found: dict[int, list[EvidenceRow]] = defaultdict(list)
    for deliverable, *fields in session.execute(asked.order_by(_EVIDENCE.c.id), {"as_of": as_of}):
        found[deliverable].append(EvidenceRow(*fields))
    return found


def sources_of_one(session: Session, deliverable_id: int, as_of: date) -> tuple[SourceRow, ...]:
    """The sources of one deliverable up to a day. One query."""
    asked = {"id": deliverable_id, "as_of": as_of}
    return tuple(SourceRow(*row) for row in _SOURCES.rows(session, asked))


def evidence_of_one(session: Session, deliverable_id: int, as_of: date) -> tuple[EvidenceRow, ...]:
    """The evidence of one deliverable up to a day. One query."""
    asked = {"id": deliverable_id, "as_of": as_of}
    return tuple(EvidenceRow(*row) for row in _SHOWN.rows(session, asked))


_ID = sa.bindparam("id", type_=sa.Integer)
_SOURCES = Prepared(
    sa.select(*(_SOURCE.c[name] for name in SourceRow.__slots__))
    .where(_SOURCE.c.deliverable_id == _ID, is_shown(_SOURCE))
    .order_by(_SOURCE.c.id)
)
_SHOWN = Prepared(
    sa.select(*(_EVIDENCE.c[name] for name in EvidenceRow.__slots__))
    .where(_EVIDENCE.c.deliverable_id == _ID, is_shown(_EVIDENCE))
    .order_by(_EVIDENCE.c.id)
)
