"""What was entered as one table: the deliverables and projects of it that are still there."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.tables import ActionLine, BulkEntry, Deliverable, Project


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One table that was saved; `deliverables` and `projects` are pairs of id and title."""

    id: int
    recorded_at: datetime
    is_undone: bool
    count: int
    changed: int
    """How many rows of a workbook were changed or new; none where it was a table of promises."""
    new: int
    """How many of these were new."""
    deliverables: tuple[tuple[int, str], ...]
    projects: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, str], ...]


def entry_of(session: Session, programme_id: int, entry_id: int) -> EntryRow | None:
    """Return an entry of a programme, None where it has no such entry. At most four queries."""
    undoing = sa.orm.aliased(BulkEntry)
    statement = (
        sa.select(col(BulkEntry.id), col(BulkEntry.contents), col(BulkEntry.recorded_at))
        .add_columns(col(undoing.id).label("undone_by"))
        .outerjoin_from(BulkEntry, undoing, col(undoing.undoes_id) == col(BulkEntry.id))
        .where(col(BulkEntry.id) == entry_id, col(BulkEntry.programme_id) == programme_id)
        .where(col(BulkEntry.undoes_id).is_(None))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    contents = json.loads(row.contents)
    made = [id for id, _version in contents.get("deliverables", ())]
    return EntryRow(
        id=row.id,
        recorded_at=row.recorded_at,
        is_undone=row.undone_by is not None,
        count=len(made),
        changed=contents.get("rows", len(contents.get("changed", ()))),
        new=contents.get("new", 0),
        deliverables=_titles(session, Deliverable, made),
        projects=_titles(session, Project, contents.get("projects", ())),
        lines=_titles(session, ActionLine, contents.get("lines", ())),
    )


@dataclass(frozen=True, slots=True)
class EntryRecords:
    """What one entry made and changed: pairs of a type and an id."""

    id: int
    programme_id: int
    recorded_at: datetime
    is_undone: bool
    made: tuple[tuple[str, int], ...]
    changed: tuple[tuple[str, int], ...]


def records_of(session: Session, programme_ids: Collection[int], entry_id: int) -> EntryRecords | None:
    """Return what an entry made and changed, None where none of these programmes has it. One query."""
    undoing = sa.orm.aliased(BulkEntry)
    statement = (
        sa.select(col(BulkEntry.id), col(BulkEntry.programme_id), col(BulkEntry.contents))
        .add_columns(col(BulkEntry.recorded_at))
        .add_columns(col(undoing.id).label("undone_by"))
        .outerjoin_from(BulkEntry, undoing, col(undoing.undoes_id) == col(BulkEntry.id))
        .where(col(BulkEntry.id) == entry_id, col(BulkEntry.programme_id).in_(programme_ids))
        .where(col(BulkEntry.undoes_id).is_(None))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    contents = json.loads(row.contents)
    made = (
        *(("action_line", id) for id in contents.get("lines", ())),
        *(("project", id) for id in contents.get("projects", ())),
        *(("deliverable", id) for id, _version in contents.get("deliverables", ())),
    )
    changed = tuple((noun, id) for noun, id, *_rest in contents.get("changed", ()))
    return EntryRecords(row.id, row.programme_id, row.recorded_at, row.undone_by is not None, made, changed)


def _titles(
    session: Session, entity: type[Deliverable] | type[Project] | type[ActionLine], ids: list[int]
) -> tuple[tuple[int, str], ...]:
    statement = (
        sa.select(col(entity.id), col(entity.title))
        .where(col(entity.id).in_(ids), col(entity.retracted_on).is_(None))
        .order_by(col(entity.id))
    )
    return tuple((row.id, row.title) for row in session.execute(statement)) if ids else ()
