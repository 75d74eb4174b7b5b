"""Merging a deliverable into another: it falls, says into which, and whoever waited for it waits for that."""

from datetime import date

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.claim import claim
from app.actions.deliverable import need
from app.actions.history import StatementInput
from app.actions.status_update import Said, submit
from app.actions.structure import because, other, place_for, record, row_of, say, still_there
from app.domain.assessment import StatusRecord
from app.domain.refusal import Conflict, Invalid
from app.domain.status import Status
from app.queries.deliverable_records import last_status_said
from app.queries.need import needs_of
from app.queries.scope import Scope
from app.tables.tracked import DELIVERABLE


def merge(
    session: Session, act: AuditContext, deliverable_id: int, target_id: int | None, statement: StatementInput
) -> None:
    """Let a deliverable be part of another of the programme from now on.

    Refuses itself, one of another programme, one that was merged or cancelled, and to merge what was
    delivered: that stays a promise of its own.
    """
    other(deliverable_id, target_id)
    row = row_of(session, DELIVERABLE, deliverable_id)
    still_there(row)
    target = place_for(session, DELIVERABLE, target_id, row["programme_id"], "target")
    because(statement)
    said_on = statement.said_on or act.on
    said = _mergeable(session, deliverable_id, target["id"], said_on, act.on)
    version = row["version"] if statement.version is None else statement.version
    if said is None or said.status is not Status.CANCELLED:
        falls = Said(Status.CANCELLED, version, said_on, reason=statement.reason)
        submit(session, act, deliverable_id, falls, today=act.on)
    else:
        claim(session, deliverable_id, version, act.at)
    unread = statement.without_version
    told = say(session, act, DELIVERABLE, deliverable_id, unread, {"merged_into_id": target["id"]})
    waiting = _wait_for(session, act, row["programme_id"], deliverable_id, target["id"], unread)
    record(
        session,
        act,
        "deliverable.merge",
        ("deliverable", deliverable_id),
        statement,
        told,
        into=target["title"],
        waiting=waiting,
    )


def _mergeable(
    session: Session, deliverable_id: int, target_id: int, said_on: date, today: date
) -> StatusRecord | None:
    """What was said last of the one that goes; refuses where that or the other one stands in the way."""
    last = last_status_said(session, Scope(ids=[deliverable_id, target_id]), today)
    if target_id in last and last[target_id].status is Status.CANCELLED:
        raise Invalid.because("target", "That one is cancelled. Take it up again first.")
    said = last.get(deliverable_id)
    if said is not None and said.status.is_done:
        raise Conflict("This was delivered. What is delivered is not merged.")
    if said is not None and said.said_on > said_on:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=said.said_on,
        )
    return said


def unmerge(session: Session, act: AuditContext, deliverable_id: int, statement: StatementInput) -> None:
    """Let a deliverable stand by itself again; it stays cancelled until its lead takes it up again."""
    row = row_of(session, DELIVERABLE, deliverable_id)
    if row["merged_into_id"] is None:
        raise Conflict("This was not merged.")
    because(statement)
    told = say(session, act, DELIVERABLE, deliverable_id, statement, {"merged_into_id": None})
    record(session, act, "deliverable.unmerge", ("deliverable", deliverable_id), statement, told)


def _wait_for(
    session: Session, act: AuditContext, programme_id: int, gone: int, target: int, statement: StatementInput
) -> list[int]:
    """Whoever needed the one that went needs the other now; refuses where that would close a circle."""
    needs = needs_of(session, programme_id)
    waiting = sorted(one for one, needed in needs.items() if gone in needed and one != target)
    for one in waiting:
        instead = [target if needed == gone else needed for needed in needs[one]]
        need(session, act, one, instead, statement, field="target")
    if gone in needs.get(target, ()):
        need(session, act, target, [one for one in needs[target] if one != gone], statement)
    return waiting
