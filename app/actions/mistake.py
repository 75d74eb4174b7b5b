"""Taking back a thing that was made by mistake: it is shown on no day; the trail tells that it was there."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput, mark_updated
from app.actions.structure import require_reason
from app.db import get_for_update
from app.domain.refusal import Conflict, Stale
from app.domain.report import Record
from app.queries.history import links_as_of, state_as_of
from app.queries.need import titles_of
from app.queries.report.printed import is_printed
from app.tables import Deliverable, Project
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import DECISION, DELIVERABLE, INPUTS, PROJECT, TrackedEntity


def retract_entity(
    session: Session, act: AuditContext, tracked: TrackedEntity, entity_id: int, statement: StatementInput
) -> None:
    """Take back a deliverable, project, risk, external dependency or commitment that was made by mistake.

    Refuses what an adopted report tells of, what others rest on, what was taken back before, a missing
    reason, and as stale what was changed since it was read.
    """
    require_reason(statement)
    refuse_long_texts(tracked.statement_table, {"reason": statement.reason.strip()})
    entity: Any = get_for_update(session, tracked.entity, entity_id)
    if entity.retracted_on is not None:
        raise Conflict("This was taken back before.")
    if statement.version is not None and entity.version != statement.version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    if is_printed(session, entity.programme_id, Record(tracked.name, entity_id)):
        raise Conflict("An adopted report tells of this. Withdraw it instead: it then stays visible.")
    _refuse_leaned_on(session, tracked, entity_id, entity.programme_id)
    entity.retracted_on = act.on
    entity.version += 1
    mark_updated(entity, act.at)
    session.flush()
    audit_log.record(
        session,
        act,
        f"{tracked.name}.retract",
        (tracked.name, entity_id),
        programme_id=entity.programme_id,
        reason=statement.reason.strip(),
        retracted_on=act.on,
    )


def _refuse_leaned_on(session: Session, tracked: TrackedEntity, entity_id: int, programme_id: int) -> None:
    """Refuse a project with deliverables in it, and a deliverable that another one names."""
    if tracked is PROJECT:
        merged = sa.select(col(Project.id)).where(
            col(Project.merged_into_id) == entity_id, col(Project.retracted_on).is_(None)
        )
        within = _named(session, col(Deliverable.project_id) == entity_id)
        if within or session.scalar(merged.limit(1)) is not None:
            raise Conflict("There is something in this project. Take that back or move it first.")
    if tracked is not DELIVERABLE:
        return
    links, decision = links_as_of(INPUTS).c, state_as_of(DECISION).c
    until = {"as_of": date.max}
    naming = [
        *session.scalars(sa.select(links.deliverable_id).where(links.input_id == entity_id), until),
        *session.scalars(
            sa.select(decision.id)
            .where(decision.programme_id == programme_id, decision.adopts_id == entity_id)
            .order_by(decision.id),
            until,
        ),
        *_named(
            session,
            sa.or_(col(Deliverable.merged_into_id) == entity_id, col(Deliverable.split_from_id) == entity_id),
        ),
    ]
    titles = titles_of(session, naming) if naming else {}
    if titles:
        raise Conflict("“%(title)s” names this. Change that first.", title=next(iter(titles.values())))


def _named(session: Session, condition: sa.ColumnElement[bool]) -> list[int]:
    statement = sa.select(col(Deliverable.id)).where(condition, col(Deliverable.retracted_on).is_(None))
    return list(session.scalars(statement))
