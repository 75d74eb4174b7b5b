"""Ending a deliverable before it was delivered: cancelling it, or merging it into another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions.audit_log import AuditContext
from app.actions.deliverable import advance_version, need
from app.actions.history import StatementInput
from app.actions.status_update import StatusUpdateInput, submit
from app.actions.structure import (
    get_row,
    record_change,
    refuse_itself,
    require_reason,
    require_running,
    require_target,
    save_statement,
)
from app.domain.assessment import StatusRecord
from app.domain.refusal import Conflict, Invalid
from app.domain.status import Status
from app.queries.deliverable_records import last_status_said
from app.queries.need import needs_of
from app.queries.scope import Scope
from app.tables import Deliverable
from app.tables.tracked import DELIVERABLE


@dataclass(frozen=True, slots=True)
class RunningDeliverable:
    """A deliverable that is neither done nor cancelled, and what was said of it last."""

    id: int
    title: str
    version: int
    last: StatusRecord | None


def list_running(session: Session, project_ids: Collection[int]) -> list[RunningDeliverable]:
    """Return the deliverables of these projects that still run, in order."""
    query = (
        sa.select(col(Deliverable.id), col(Deliverable.title), col(Deliverable.version))
        .where(col(Deliverable.project_id).in_(project_ids), col(Deliverable.retracted_on).is_(None))
        .order_by(col(Deliverable.position), col(Deliverable.id))
    )
    rows = session.execute(query).all()
    last = last_status_said(session, Scope(ids=[row.id for row in rows]), date.max) if rows else {}
    deliverables = [RunningDeliverable(row.id, row.title, row.version, last.get(row.id)) for row in rows]
    return [running for running in deliverables if running.last is None or not running.last.status.is_closed]


def cancel(
    session: Session, act: AuditContext, running: RunningDeliverable, statement: StatementInput
) -> None:
    """Cancel a deliverable together with what it belongs to.

    Refuses a day before what was said of it last.
    """
    said_on = statement.said_on or act.on
    if running.last is not None and running.last.said_on > said_on:
        raise Invalid.because(
            "said_on",
            "Something was said of “%(title)s” on %(day)s. Choose that day or a later one.",
            title=running.title,
            day=running.last.said_on,
        )
    update = StatusUpdateInput(Status.CANCELLED, running.version, said_on, reason=statement.reason)
    submit(session, act, running.id, update, today=act.on)


def merge(
    session: Session, act: AuditContext, deliverable_id: int, target_id: int | None, statement: StatementInput
) -> None:
    """Merge a deliverable into another of the programme.

    It is cancelled, and what waited for it waits for the other. Refuses itself, one of another programme, one
    that was merged or cancelled, and to merge what was delivered: that stays a promise of its own.
    """
    refuse_itself(deliverable_id, target_id)
    row = get_row(session, DELIVERABLE, deliverable_id)
    require_running(row)
    target = require_target(session, DELIVERABLE, target_id, row["programme_id"], "target")
    require_reason(statement)
    said_on = statement.said_on or act.on
    last = _require_mergeable(session, deliverable_id, target["id"], said_on, act.on)
    version = row["version"] if statement.version is None else statement.version
    if last is None or last.status is not Status.CANCELLED:
        update = StatusUpdateInput(Status.CANCELLED, version, said_on, reason=statement.reason)
        submit(session, act, deliverable_id, update, today=act.on)
    else:
        advance_version(session, deliverable_id, version, act.at)
    later = statement.without_version
    change = save_statement(
        session, act, DELIVERABLE, deliverable_id, later, {"merged_into_id": target["id"]}
    )
    waiting = _move_waiting(session, act, row["programme_id"], deliverable_id, target["id"], later)
    record_change(
        session,
        act,
        "deliverable.merge",
        ("deliverable", deliverable_id),
        statement,
        change,
        into=target["title"],
        waiting=waiting,
    )


def unmerge(session: Session, act: AuditContext, deliverable_id: int, statement: StatementInput) -> None:
    """Undo a merge; the deliverable stays cancelled until its lead resumes it."""
    row = get_row(session, DELIVERABLE, deliverable_id)
    if row["merged_into_id"] is None:
        raise Conflict("This was not merged.")
    require_reason(statement)
    change = save_statement(session, act, DELIVERABLE, deliverable_id, statement, {"merged_into_id": None})
    record_change(session, act, "deliverable.unmerge", ("deliverable", deliverable_id), statement, change)


def _require_mergeable(
    session: Session, deliverable_id: int, target_id: int, said_on: date, today: date
) -> StatusRecord | None:
    """What was said last of the one that goes; refuses where that or the other one stands in the way."""
    records = last_status_said(session, Scope(ids=[deliverable_id, target_id]), today)
    if target_id in records and records[target_id].status is Status.CANCELLED:
        raise Invalid.because("target", "That one is cancelled. Take it up again first.")
    last = records.get(deliverable_id)
    if last is not None and last.status.is_done:
        raise Conflict("This was delivered. What is delivered is not merged.")
    if last is not None and last.said_on > said_on:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=last.said_on,
        )
    return last


def _move_waiting(
    session: Session,
    act: AuditContext,
    programme_id: int,
    merged_id: int,
    target_id: int,
    statement: StatementInput,
) -> list[int]:
    """Whoever needed the one that was merged needs the other now; refuses where that would close a circle."""
    needs = needs_of(session, programme_id)
    waiting = sorted(
        waiting_id for waiting_id, inputs in needs.items() if merged_id in inputs and waiting_id != target_id
    )
    for deliverable_id in waiting:
        inputs = [target_id if needed == merged_id else needed for needed in needs[deliverable_id]]
        need(session, act, deliverable_id, inputs, statement, field="target")
    if merged_id in needs.get(target_id, ()):
        inputs = [needed for needed in needs[target_id] if needed != merged_id]
        need(session, act, target_id, inputs, statement)
    return waiting
