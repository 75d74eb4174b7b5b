"""Where deliverables were promised, and what shows that they were delivered, for many at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.deliverable_history import EvidenceRow, SourceRow
from app.queries.frame import is_shown
from app.tables import Evidence, Source

_SOURCE = Source.__table__  # type: ignore[attr-defined]
_EVIDENCE = Evidence.__table__  # type: ignore[attr-defined]


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
