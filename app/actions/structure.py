"""What the parts of a programme have in common when they change: who may lead, what is gone, which order."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import EntityChange, StatementInput
from app.domain.refusal import Conflict, Invalid
from app.domain.sequence import move_to_place
from app.queries.history import last_statement_id
from app.queries.lead import programmes_to_lead_in
from app.tables.lengths import length_objections
from app.tables.tracked import TrackedEntity


def get_row(session: Session, tracked: TrackedEntity, entity_id: int) -> Mapping[str, Any]:
    """Return an entity as it is now. Raises `NoResultFound` where there is none."""
    query = sa.select(tracked.table).where(tracked.table.c.id == entity_id)
    return dict(session.execute(query).mappings().one())


def find_row(session: Session, tracked: TrackedEntity, entity_id: int) -> Mapping[str, Any] | None:
    """Return an entity as it is now, none where there is no such entity, or it was made by mistake."""
    query = sa.select(tracked.table).where(tracked.table.c.id == entity_id)
    row = session.execute(query).mappings().one_or_none()
    return None if row is None or row.get("retracted_on") is not None else dict(row)


def save_statement(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    entity_id: int,
    statement: StatementInput,
    changes: Mapping[str, Any],
    *,
    is_correction: bool = False,
) -> EntityChange:
    """Save what an entity is from a day on; a correction takes the place of the last statement."""
    if not is_correction:
        return history.restate(session, act, tracked, entity_id, statement, **changes)
    last_id = last_statement_id(session, tracked, entity_id)
    version = statement.version or 0
    return history.correct(
        session, act, tracked, last_id, version=version, reason=statement.reason, **changes
    )


def day_of_change(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    entity_id: int,
    statement: StatementInput,
    *,
    is_correction: bool,
) -> date:
    """Return the day on which a change is said; a correction takes that of what it corrects."""
    if not is_correction:
        return statement.said_on or act.on
    rows = tracked.statement_table.c
    last_id = last_statement_id(session, tracked, entity_id)
    said_on: date = session.execute(sa.select(rows.said_on).where(rows.id == last_id)).scalar_one()
    return said_on


def record_change(
    session: Session,
    act: AuditContext,
    action: str,
    entity: tuple[str, int],
    statement: StatementInput,
    change: EntityChange,
    **values: object,
) -> None:
    """Leave the trace of a statement: only what changed, with why, and on which day."""
    becomes: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    becomes |= change.becomes
    becomes |= {"reason": statement.reason.strip(), "said_on": statement.said_on or act.on}
    audit_log.record(
        session, act, action, entity, programme_id=change.programme_id, was=change.was, **becomes
    )


def check_title(tracked: TrackedEntity, title: str, field: str = "title") -> str:
    """Return a title without the space around it. Refuses an empty one, and one that is too long."""
    title = title.strip()
    if not title:
        raise Invalid.because(field, "Give it a title.")
    if wrong := length_objections(tracked.table, {"title": title}, beside=field):
        raise Invalid(wrong)
    return title


def require_reason(statement: StatementInput) -> None:
    """Refuse what goes without a reason."""
    if not statement.reason.strip():
        raise Invalid.because("reason", "Say in one sentence why.")


def require_possible_lead(session: Session, person_id: int | None, programme_id: int) -> None:
    """Refuse a lead who could not update what they lead; nobody may be chosen."""
    if person_id is not None and programme_id not in programmes_to_lead_in(session, person_id):
        raise Invalid.because("lead", "This person has no role to lead with here. Give them that first.")


def require_running(row: Mapping[str, Any]) -> None:
    """Refuse to change what was merged or withdrawn."""
    if row["merged_into_id"] is not None:
        raise Conflict("This was merged into another. Change that one.")
    if row.get("withdrawn"):
        raise Conflict("This was withdrawn. Take it up again first.")


def require_target(
    session: Session, tracked: TrackedEntity, entity_id: int | None, programme_id: int, field: str
) -> Mapping[str, Any]:
    """Return what an entity goes to. Refuses what is not there, not of this programme, or gone itself."""
    row = find_row(session, tracked, entity_id) if entity_id else None
    if row is None or row["programme_id"] != programme_id:
        raise Invalid.because(field, "Choose one of this programme.")
    if row["merged_into_id"] is not None:
        raise Invalid.because(field, "That one was merged into another. Choose the one that is left.")
    if row.get("withdrawn"):
        raise Invalid.because(field, "That one was withdrawn. Choose one that still runs.")
    return row


def refuse_itself(entity_id: int, target_id: int | None) -> None:
    """Refuse to merge an entity into itself."""
    if entity_id == target_id:
        raise Invalid.because("target", "Nothing can be merged into itself. Choose another one.")


def reorder(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    entity_id: int,
    place: int,
    among: Mapping[str, int],
) -> None:
    """Put an entity at a place (from 1) among those with these columns.

    Only those that move get a new statement, on the day of the action.
    """
    columns = tracked.table.c
    now = list_ids(session, tracked, among)
    then = move_to_place(now, entity_id, place)
    rows = session.execute(sa.select(columns.id, columns.position).where(columns.id.in_(then)))
    positions = {row.id: row.position for row in rows}
    if then != now or len(set(positions.values())) < len(positions):
        for position, moved_id in enumerate(then, start=1):
            if positions[moved_id] != position:
                history.restate(session, act, tracked, moved_id, StatementInput(None), position=position)


def next_position(session: Session, tracked: TrackedEntity, among: Mapping[str, int]) -> int:
    """Return the position after the last of those with these columns."""
    query = sa.select(sa.func.max(tracked.table.c.position)).where(*_are_among(tracked, among))
    return (session.scalar(query) or 0) + 1


def list_ids(session: Session, tracked: TrackedEntity, among: Mapping[str, int]) -> list[int]:
    """Return the ids of those with these columns, in order."""
    columns = tracked.table.c
    query = sa.select(columns.id).where(*_are_among(tracked, among))
    return list(session.scalars(query.order_by(columns.position, columns.id)))


def _are_among(tracked: TrackedEntity, among: Mapping[str, int]) -> Sequence[sa.ColumnElement[bool]]:
    return [tracked.table.c[name] == value for name, value in among.items()]
