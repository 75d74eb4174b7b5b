"""Taking back a thing that was made by mistake: it is shown on no day; the trail tells that it was there."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput, correct, mark_updated
from app.actions.structure import require_reason
from app.db import get_for_update
from app.domain.refusal import Conflict, Stale
from app.domain.report import Record
from app.queries.history import is_uncorrected, last_statement_id, links_as_of, state_as_of
from app.queries.need import titles_of
from app.queries.report.printed import is_printed
from app.tables import ActionLine, Deliverable, Indicator, Measurement, Project
from app.tables.lengths import LONGEST_TEXT, longest, refuse_long_texts
from app.tables.tracked import (
    ACTION_LINE,
    DECISION,
    DELIVERABLE,
    INDICATOR,
    INPUTS,
    PROJECT,
    TrackedEntity,
)

_TRACES = {INDICATOR: "indicator.retract_whole"}
"""What the trail calls it, where the name of the kind is taken: measurements are retracted too."""


def retract_entity(
    session: Session, act: AuditContext, tracked: TrackedEntity, entity_id: int, statement: StatementInput
) -> None:
    """Take back a thing that was made by mistake: a deliverable, a project, an action line, a risk and so on.

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
    _free_name(session, act, tracked, entity)
    entity.retracted_on = act.on
    entity.version += 1
    mark_updated(entity, act.at)
    session.flush()
    audit_log.record(
        session,
        act,
        _TRACES.get(tracked, f"{tracked.name}.retract"),
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
        within = _find_named(session, col(Deliverable.project_id) == entity_id)
        if within or session.scalar(merged.limit(1)) is not None:
            raise Conflict("There is something in this project. Take that back or move it first.")
    if tracked is ACTION_LINE:
        _refuse_used_line(session, entity_id)
    if tracked is INDICATOR:
        _refuse_used_indicator(session, entity_id)
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
        *_find_named(
            session,
            sa.or_(col(Deliverable.merged_into_id) == entity_id, col(Deliverable.split_from_id) == entity_id),
        ),
    ]
    titles = titles_of(session, naming) if naming else {}
    if titles:
        raise Conflict("“%(title)s” names this. Change that first.", title=next(iter(titles.values())))


def _refuse_used_line(session: Session, line_id: int) -> None:
    """Refuse an action line with projects or indicators in it, and one that another was merged into."""
    used = [
        sa.select(col(table.id)).where(condition, col(table.retracted_on).is_(None)).limit(1)
        for table, condition in (
            (Project, col(Project.action_line_id) == line_id),
            (Indicator, col(Indicator.action_line_id) == line_id),
            (ActionLine, col(ActionLine.merged_into_id) == line_id),
        )
    ]
    if any(session.scalar(query) is not None for query in used):
        raise Conflict("There is something in this action line. Take that back or move it first.")


def _refuse_used_indicator(session: Session, indicator_id: int) -> None:
    """Refuse an indicator of which something was measured, and one from which a ratio is computed."""
    measured = sa.select(col(Measurement.id)).where(
        col(Measurement.indicator_id) == indicator_id, is_uncorrected(Measurement)
    )
    if session.scalar(measured.limit(1)) is not None:
        raise Conflict("Something was measured of this. Take the measurements back first.")
    ratio = sa.select(col(Indicator.id)).where(
        sa.or_(col(Indicator.numerator_id) == indicator_id, col(Indicator.denominator_id) == indicator_id),
        col(Indicator.retracted_on).is_(None),
    )
    if session.scalar(ratio.limit(1)) is not None:
        raise Conflict("A ratio is computed from this. Take that back first.")


def _free_name(session: Session, act: AuditContext, tracked: TrackedEntity, entity: Any) -> None:
    """Free what may stand once in a programme, such as a code, for another one."""
    name = {ACTION_LINE: "code", INDICATOR: "name"}.get(tracked)
    if name is None:
        return
    mark = f"-x{entity.id}"
    most = longest(tracked.table.c[name]) or LONGEST_TEXT
    freed = f"{getattr(entity, name)[: most - len(mark)]}{mark}"
    last = last_statement_id(session, tracked, entity.id)
    correct(session, act, tracked, last, version=entity.version, reason="", **{name: freed})


def _find_named(session: Session, condition: sa.ColumnElement[bool]) -> list[int]:
    statement = sa.select(col(Deliverable.id)).where(condition, col(Deliverable.retracted_on).is_(None))
    return list(session.scalars(statement))
