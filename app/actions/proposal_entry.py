"""Letting a judged proposal enter the tracker, through the actions by which people say such a thing."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import deliverable_document, promise, status_update
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision
from app.actions.deliverable_document import SourceInput
from app.actions.promise import NewPromise
from app.actions.references import refuse
from app.actions.status_update import StatusUpdateInput
from app.domain.assessment import StatusRecord
from app.domain.promise_extraction.judgement import split_heading
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.refusal import Invalid, Message
from app.domain.status import Status, may_follow
from app.domain.structure import DeliverableKind
from app.domain.vague_date import BoundsBy, OwnBounds, Register, VagueDate, read_moment, read_recurrence
from app.queries.deliverable_records import last_status_said
from app.queries.named_moment import read_register
from app.queries.scope import Scope
from app.tables import Deliverable, Proposal, ReadReport


class _TriedOut(Exception):
    """What was tried held, and is undone."""


def try_out(session: Session, attempt: Callable[[], object]) -> None:
    """Refuse now what entering the tracker would refuse, and leave no trace of trying."""
    try:
        with session.begin_nested():
            attempt()
            raise _TriedOut
    except _TriedOut:
        return


def enter(session: Session, act: AuditContext, report: ReadReport, row: Proposal) -> list[int]:
    """Let a judged proposal enter the tracker; returns the deliverable that it became or was merged with."""
    match row.outcome:
        case ProposalOutcome.ACCEPTED:
            refuse_incomplete(row, project_objections(row))
            row.deliverable_id = add_new(session, act, report, row)
            return [row.deliverable_id]
        case ProposalOutcome.MERGED:
            assert row.deliverable_id is not None  # the table sees to it
            refuse(target_objections(session, row.programme_id, row.deliverable_id))
            add_to(session, act, report, row)
            return [row.deliverable_id]
        case _:
            return []


def add_new(session: Session, act: AuditContext, report: ReadReport, row: Proposal) -> int:
    """Promise the deliverable on the day of the report, as that says it; returns its id."""
    assert row.project_id is not None  # what is incomplete was refused
    recurrence = read_recurrence(row.phrase) if row.kind is DeliverableKind.RECURRING else None
    count, per = (recurrence and recurrence.frequency) or (None, None)
    new = NewPromise(
        DeliverableRevision(
            title=row.title,
            kind=row.kind,
            project_id=row.project_id,
            frequency_count=count,
            frequency_per=per,
        ),
        said_on=report.said_on,
        documents=(_source(report, row),),
    )
    deliverable_id = promise.make(session, act, row.programme_id, new, today=act.on)
    if row.phrase or row.state is not ProposalState.PLANNED:
        _say(session, act, report, row, deliverable_id, Status(row.state))
    return deliverable_id


def add_to(session: Session, act: AuditContext, report: ReadReport, row: Proposal) -> None:
    """Say the moment on the day of the report of the deliverable that is there, and where that was said."""
    assert row.deliverable_id is not None  # it was checked with the rest
    last = last_status_said(session, Scope(ids=[row.deliverable_id]), report.said_on).get(row.deliverable_id)
    status = Status(row.state)
    if last is not None and (status is Status.PLANNED or not may_follow(last.status, status)):
        status = last.status  # that something is still to come takes nothing back
    if row.phrase or last is None or status is not last.status:
        _say(session, act, report, row, row.deliverable_id, status, last)
    deliverable_document.add(session, act, row.deliverable_id, _source(report, row), said_on=report.said_on)


def _say(
    session: Session,
    act: AuditContext,
    report: ReadReport,
    row: Proposal,
    deliverable_id: int,
    status: Status,
    last: StatusRecord | None = None,
) -> None:
    """Say how it stands and when it comes, on the day of the report and as that told it."""
    window = row.window
    delivered_on = last.delivered_on if last and status.is_done else None
    if window and row.state is ProposalState.DELIVERED and window.earliest == window.latest:
        delivered_on = window.latest
    update = StatusUpdateInput(
        status=status,
        version=session.get_one(Deliverable, deliverable_id).version,
        said_on=report.said_on,
        reason=row.reason or report.title,
        delivered_on=delivered_on,
        phrase=row.phrase,
        firmness=row.firmness,
        own=_own_bounds(window, report.said_on, read_register(session)) if window else None,
        as_reported=True,
    )
    try:
        status_update.submit(session, act, deliverable_id, update, today=act.on)
    except Invalid as refused:
        raise Invalid({_FIELDS.get(name, name): text for name, text in refused.fields.items()}) from refused


_FIELDS = {"status": "state", "delivered_on": "phrase"}
"""What the form of an update calls otherwise than a proposal does."""


def _own_bounds(window: VagueDate, said_on: date, register: Register) -> OwnBounds | None:
    """Return the days that were judged, where the rules would read others in the words alone."""
    if window.bounds_by is BoundsBy.RULES:
        try:
            alone = read_moment(window.phrase, said_on, register, None)
        except Invalid:
            alone = None
        if alone and (alone.earliest, alone.latest) == (window.earliest, window.latest):
            return None
    return OwnBounds(window.earliest, window.latest)


def _source(report: ReadReport, row: Proposal) -> SourceInput:
    number, heading = split_heading(row.section)
    return SourceInput(report.title, number, heading[:200], row.quote)


def refuse_incomplete(row: Proposal, *objections: dict[str, Message]) -> None:
    """Refuse, with these objections, a moment that was not understood or is of no known firmness."""
    wrong: dict[str, Message] = {}
    if row.not_understood:
        wrong["phrase"] = Message(
            "“%(words)s” is not understood as a moment. Fill one in, or choose without a date.",
            {"words": row.not_understood},
        )
    elif row.phrase and row.firmness is None and row.state is not ProposalState.DELIVERED:
        wrong["firmness"] = Message("Choose how firmly this is promised.")
    refuse(wrong, *objections)


def project_objections(row: Proposal) -> dict[str, Message]:
    """Return what stands against a new deliverable: it has to stand in a project."""
    if row.project_id is not None:
        return {}
    return {"project": Message("Choose the action line and the project in which it belongs.")}


def target_objections(session: Session, programme_id: int, deliverable_id: int) -> dict[str, Message]:
    """Return what stands against saying it of this deliverable. One query."""
    runs = sa.select(col(Deliverable.id)).where(
        col(Deliverable.id) == deliverable_id,
        col(Deliverable.programme_id) == programme_id,
        col(Deliverable.merged_into_id).is_(None),
        col(Deliverable.retracted_on).is_(None),
    )
    if session.scalar(runs) is not None:
        return {}
    return {"deliverable": Message("Choose deliverables of this programme that were not merged.")}
