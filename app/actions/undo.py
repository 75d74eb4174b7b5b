"""Undoing what was recorded last of a thing: what was said before holds again, and what was made goes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput, set_links
from app.actions.mistake import retract_entity
from app.db import get_for_update
from app.domain.refusal import Conflict, Stale
from app.queries.history import StatementRow, linked_ids, list_uncorrected, statements
from app.queries.last_recorded import LINKS, last_recorded_at
from app.tables.tracked import TrackedEntity, TrackedLink


def undo_last(
    session: Session, act: AuditContext, tracked: TrackedEntity, entity_id: int, version: int, reason: str
) -> None:
    """Undo what was recorded last of an entity, its links included.

    What was said before is said again, as a correction of what is undone; a thing of which nothing was said
    before is taken back whole. Refuses as stale what was changed since.
    """
    entity: Any = get_for_update(session, tracked.entity, entity_id)
    if entity.version != version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    at = last_recorded_at(session, tracked, entity_id)
    programme_id = int(getattr(entity, "programme_id", entity_id))
    rows = statements(session, tracked, [programme_id], date.max, entity_id).get(entity_id, [])
    standing = list_uncorrected(rows)
    last = standing[-1]
    if at == last.recorded_at:
        facts = _facts_before(rows, standing)
        if facts is None and "retracted_on" not in tracked.table.c:
            raise Conflict("There is nothing to undo.")  # a programme is never taken back whole
        if facts is None:
            retract_entity(session, act, tracked, entity_id, StatementInput(version, reason))
            return
        history.correct(session, act, tracked, last.id, version=version, reason=reason, **facts)
    else:
        entity.version += 1
        history.mark_updated(entity, act.at)
        session.flush()
    for link in LINKS.get(tracked, ()):
        _restore_links(session, act, link, entity_id, programme_id=programme_id, at=at)
    audit_log.record(
        session,
        act,
        f"{tracked.name}.undo",
        (tracked.name, entity_id),
        programme_id=programme_id,
        reason=reason,
    )


def _facts_before(rows: Sequence[StatementRow], standing: Sequence[StatementRow]) -> Mapping[str, Any] | None:
    """Return what was said before the last statement: what it corrects, or what stood before it."""
    last = standing[-1]
    if last.corrects_id is not None:
        return next(row.facts for row in rows if row.id == last.corrects_id)
    if len(standing) == 1:
        return None
    return standing[-2].facts


def _restore_links(
    session: Session, act: AuditContext, link: TrackedLink, owner_id: int, *, programme_id: int, at: datetime
) -> None:
    """Let hold what held before the links that were recorded at this moment."""
    table = link.table.c
    link_rows = session.execute(
        sa.select(table[link.member_key].label("member"), table.holds, table.said_on).where(
            table[link.owner_key] == owner_id, table.recorded_at == at
        )
    ).all()
    if not link_rows:
        return
    now = set(linked_ids(session, link, [programme_id], date.max, owner_id).get(owner_id, ()))
    before = (now - {row.member for row in link_rows if row.holds}) | {
        row.member for row in link_rows if not row.holds
    }
    said_on = max(row.said_on for row in link_rows)
    set_links(session, act, link, owner_id, sorted(before), programme_id=programme_id, said_on=said_on)
