"""What the parts of a programme have in common when they change: who may lead, what is gone, which order."""

from collections.abc import Mapping, Sequence
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


def get_row(session: Session, tracked: TrackedEntity, thing_id: int) -> sa.RowMapping:
    """A thing as it is now."""
    asked = sa.select(tracked.table).where(tracked.table.c.id == thing_id)
    return session.execute(asked).mappings().one()


def find_row(session: Session, tracked: TrackedEntity, thing_id: int) -> sa.RowMapping | None:
    """The same, none where there is no such thing."""
    asked = sa.select(tracked.table).where(tracked.table.c.id == thing_id)
    return session.execute(asked).mappings().one_or_none()


def save_statement(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    thing_id: int,
    statement: StatementInput,
    changes: Mapping[str, Any],
    *,
    is_correction: bool = False,
) -> EntityChange:
    """Say what a thing is from a day on; a correction takes the place of what was said last."""
    if not is_correction:
        return history.restate(session, act, tracked, thing_id, statement, **changes)
    last = last_statement_id(session, tracked, thing_id)
    version = statement.version or 0
    return history.correct(session, act, tracked, last, version=version, reason=statement.reason, **changes)


def record_change(
    session: Session,
    act: AuditContext,
    action: str,
    thing: tuple[str, int],
    statement: StatementInput,
    told: EntityChange,
    **more: object,
) -> None:
    """Leave the trace of what was said: only what changed, with why, and on which day."""
    values: dict[str, Any] = {name: value for name, value in more.items() if value is not None}
    values |= told.becomes
    values |= {"reason": statement.reason.strip(), "said_on": statement.said_on or act.on}
    audit_log.record(session, act, action, thing, programme_id=told.programme_id, was=told.was, **values)


def check_title(tracked: TrackedEntity, title: str, field: str = "title") -> str:
    """A title without the space around it. Refuses an empty one, and one that is too long for its thing."""
    title = title.strip()
    if not title:
        raise Invalid.because(field, "Give it a title.")
    if wrong := length_objections(tracked.table, {"title": title}, beside=field):
        raise Invalid(wrong)
    return title


def require_reason(statement: StatementInput) -> None:
    """Refuses what goes without a reason."""
    if not statement.reason.strip():
        raise Invalid.because("reason", "Say in one sentence why.")


def require_possible_lead(session: Session, person_id: int | None, programme_id: int) -> None:
    """Refuses a lead who could not update what they lead; nobody may be chosen."""
    if person_id is not None and programme_id not in programmes_to_lead_in(session, person_id):
        raise Invalid.because("lead", "This person has no role to lead with here. Give them that first.")


def require_running(row: sa.RowMapping) -> None:
    """Refuses to change what was merged or withdrawn."""
    if row["merged_into_id"] is not None:
        raise Conflict("This was merged into another. Change that one.")
    if row.get("withdrawn"):
        raise Conflict("This was withdrawn. Take it up again first.")


def require_target(
    session: Session, tracked: TrackedEntity, thing_id: int | None, programme_id: int, field: str
) -> Any:
    """What a thing goes to. Refuses what is not there, not of this programme, or gone itself."""
    row = get_row(session, tracked, thing_id) if thing_id and exists(session, tracked, thing_id) else None
    if row is None or row["programme_id"] != programme_id:
        raise Invalid.because(field, "Choose one of this programme.")
    if row["merged_into_id"] is not None:
        raise Invalid.because(field, "That one was merged into another. Choose the one that is left.")
    if row.get("withdrawn"):
        raise Invalid.because(field, "That one was withdrawn. Choose one that still runs.")
    return row


def refuse_itself(thing_id: int, target_id: int | None) -> None:
    """Refuses to merge a thing into itself."""
    if thing_id == target_id:
        raise Invalid.because("target", "Nothing can be merged into itself. Choose another one.")


def exists(session: Session, tracked: TrackedEntity, thing_id: int) -> bool:
    """Whether there is such a thing."""
    return session.scalar(sa.select(tracked.table.c.id).where(tracked.table.c.id == thing_id)) is not None


def reorder(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    thing_id: int,
    place: int,
    among: Mapping[str, int],
) -> list[int]:
    """Put a thing at a place (from 1) among those with these columns; returns the new order.

    Only what comes to stand elsewhere is said anew, on the day of the act.
    """
    columns = tracked.table.c
    asked = sa.select(columns.id).where(*(columns[name] == value for name, value in among.items()))
    now = list(session.scalars(asked.order_by(columns.position, columns.id)))
    then = move_to_place(now, thing_id, place)
    positions = dict(
        session.execute(sa.select(columns.id, columns.position).where(columns.id.in_(then))).all()
    )
    if then != now or len(set(positions.values())) < len(positions):
        for position, one in enumerate(then, start=1):
            if positions[one] != position:
                history.restate(session, act, tracked, one, StatementInput(None), position=position)
    return then


def next_position(session: Session, tracked: TrackedEntity, among: Mapping[str, int]) -> int:
    """The position after the last of those with these columns."""
    columns = tracked.table.c
    asked = sa.select(sa.func.max(columns.position)).where(
        *(columns[name] == value for name, value in among.items())
    )
    return (session.scalar(asked) or 0) + 1


def list_ids(session: Session, tracked: TrackedEntity, among: Mapping[str, int]) -> Sequence[int]:
    """Those with these columns, in order."""
    columns = tracked.table.c
    asked = sa.select(columns.id).where(*(columns[name] == value for name, value in among.items()))
    return list(session.scalars(asked.order_by(columns.position, columns.id)))
