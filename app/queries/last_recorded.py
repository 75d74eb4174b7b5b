"""What was recorded last of a thing whose history is kept: when, and by whom, so that they can undo it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.tables.tracked import (
    DELIVERABLE,
    EXTERNAL_DEPENDENCY,
    INPUTS,
    INVOLVED,
    RISK,
    TOUCHED,
    WAITING,
    TrackedEntity,
    TrackedLink,
)

LINKS: Mapping[TrackedEntity, tuple[TrackedLink, ...]] = {
    DELIVERABLE: (INPUTS, INVOLVED),
    RISK: (TOUCHED,),
    EXTERNAL_DEPENDENCY: (WAITING,),
}
"""The links that are said together with the facts of a thing."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """A thing of which this viewer recorded something last; `version` is what an undo of it names."""

    id: int
    version: int


def last_recorded_at(session: Session, tracked: TrackedEntity, entity_id: int) -> datetime:
    """Return when something was recorded last of an entity, its links included. One query."""
    at: datetime = session.execute(_moments(tracked, entity_id)).mappings().all()[0]["recorded_at"]
    return at


def find_undoable(
    session: Session, tracked: TrackedEntity, programme_id: int, entity_id: int, viewer_id: int
) -> Undoable | None:
    """Return an entity of the programme if what was recorded last of it is the viewer's. Two queries."""
    last = session.execute(_moments(tracked, entity_id)).mappings().first()
    if last is None or last["author_id"] != viewer_id:
        return None
    entity = tracked.table.c
    own = entity.programme_id if "programme_id" in entity else entity.id
    select = sa.select(entity.version).where(entity.id == entity_id, own == programme_id)
    if "retracted_on" in entity:
        select = select.where(entity.retracted_on.is_(None))
    version = session.scalar(select)
    return None if version is None else Undoable(entity_id, version)


def _moments(tracked: TrackedEntity, entity_id: int) -> sa.Select[*tuple[Any, ...]]:
    """Select when and by whom something was recorded of an entity, the last first."""
    statement = tracked.statement_table.c
    selects = [
        sa.select(statement.recorded_at, statement.author_id).where(tracked.key_column == entity_id),
        *(
            sa.select(link.table.c.recorded_at, link.table.c.author_id).where(
                link.table.c[link.owner_key] == entity_id
            )
            for link in LINKS.get(tracked, ())
        ),
    ]
    statements = sa.union_all(*selects).subquery()
    return sa.select(statements).order_by(statements.c.recorded_at.desc()).limit(1)
