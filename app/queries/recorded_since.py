"""Which things were touched after a moment: by the audit trail, and by what was said of them in bulk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import DONE, chain_of
from app.tables import AuditEntry
from app.tables.tracked import TRACKED_ENTITIES


@dataclass(frozen=True, slots=True)
class Touched:
    """The ids of things of one kind of which something was recorded; `own` is in these programmes alone."""

    every: frozenset[int]
    own: frozenset[int]


def touched_since(
    session: Session, kind: str, programme_ids: Collection[int], since: datetime, *, by: str = ""
) -> Touched:
    """Return what was touched after a moment, of what belongs to these programmes or to all. Two queries.

    `kind` is a type of the audit trail. What was entered as a table or copied has one entry for all its rows,
    so that their statements are looked at too. `by` is how the names of the actions begin that count: that
    somebody signed in is no change of who they are.
    """
    chains = [chain_of(None), *map(chain_of, programme_ids)]
    entries = sa.select(col(AuditEntry.object_id), col(AuditEntry.programme_id)).where(
        col(AuditEntry.object_type) == kind,
        col(AuditEntry.result) == DONE,
        col(AuditEntry.at) > since,
        col(AuditEntry.chain).in_(chains),
        *([col(AuditEntry.action).startswith(by, autoescape=True)] if by else ()),
    )
    touched = [(row.object_id, row.programme_id) for row in session.execute(entries)]
    stated = _stated_since(session, kind, programme_ids, since)
    return Touched(
        every=frozenset(number for number, _programme in touched) | stated,
        own=frozenset(number for number, programme_id in touched if programme_id is not None) | stated,
    )


def _stated_since(
    session: Session, kind: str, programme_ids: Collection[int], since: datetime
) -> frozenset[int]:
    """Return of what something was said after a moment; nothing of a kind without statements."""
    tracked = next((tracked for tracked in TRACKED_ENTITIES if tracked.name == kind), None)
    if tracked is None:
        return frozenset()
    entity = tracked.table.c
    programme_id = entity.programme_id if "programme_id" in entity else entity.id
    statement = (
        sa.select(tracked.key_column)
        .join_from(tracked.statement_table, tracked.table, entity.id == tracked.key_column)
        .where(tracked.statement_table.c.recorded_at > since, programme_id.in_(programme_ids))
    )
    return frozenset(session.scalars(statement))
