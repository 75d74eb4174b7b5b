"""Correcting what was said of how a deliverable stands, and taking it back."""

from itertools import takewhile

from sqlmodel import Session, col, select

from app.actions import audit_log, deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.correction import append_retraction, require_uncorrected
from app.actions.deadline import retract_with_update
from app.actions.deliverable import advance_version
from app.actions.status_update import (
    StatusCorrection,
    append,
    decision_objections,
    delivery_objections,
    text_objections,
)
from app.domain.refusal import Invalid, Message
from app.domain.status import Status, needs_reason
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables import StatusUpdate
from app.tables.lengths import length_objections


def correct(session: Session, act: AuditContext, update_id: int, correction: StatusCorrection) -> int:
    """Append what should have been said in the place of a status update; returns the new one's id.

    It takes the day on which the corrected one was said, and any status may stand in it, save what only the
    taking of a decision says. A reason is asked where an update asks one. Refuses a correction of what was
    corrected before, and of what was changed since it was read.
    """
    wrong = session.get_one(StatusUpdate, update_id)
    require_uncorrected(session, StatusUpdate, update_id)
    objections = delivery_objections(correction.status, correction.delivered_on, wrong.said_on)
    if not correction.by_decision:
        objections |= decision_objections(
            session, wrong.deliverable_id, wrong.status, correction.status, wrong.said_on
        )
    stood = _status_before(session, wrong)
    if needs_reason(stood, correction.status, correction.confidence) and not correction.reason.strip():
        objections["reason"] = Message("Say in one sentence why.")
    objections |= text_objections(correction.text, correction.reason, correction.answer)
    if objections:
        raise Invalid(objections)
    advance_version(session, wrong.deliverable_id, correction.version, act.at)
    corrected_id = append(
        session,
        act,
        correction,
        programme_id=wrong.programme_id,
        deliverable_id=wrong.deliverable_id,
        said_on=wrong.said_on,
        corrects_id=update_id,
    )
    audit_log.record(
        session,
        act,
        "status_update.correct",
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"status": wrong.status, "confidence": wrong.confidence},
        corrects=update_id,
        status=correction.status,
        confidence=correction.confidence,
        delivered_on=correction.delivered_on,
        update=corrected_id,
        said_on=wrong.said_on,
    )
    return corrected_id


def retract(
    session: Session,
    act: AuditContext,
    update_id: int,
    version: int,
    *,
    reason: str = "",
    by_decision: bool = False,
) -> int:
    """Take a status update back: nothing was meant; returns the id of the row that says so.

    Refuses what was corrected before, what only the form of a decision may take back, and what was changed
    since it was read.
    """
    wrong = session.get_one(StatusUpdate, update_id)
    objections = length_objections(StatusUpdate, {"reason": reason.strip()})
    if not by_decision:
        objections |= decision_objections(session, wrong.deliverable_id, wrong.status, None, wrong.said_on)
    if objections:
        raise Invalid(objections)
    require_uncorrected(session, StatusUpdate, update_id)
    advance_version(session, wrong.deliverable_id, version, act.at)
    retraction_id = append_retraction(session, act, wrong, by="deliverable_id", reason=reason.strip())
    audit_log.record(
        session,
        act,
        "status_update.retract",
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"status": wrong.status, "confidence": wrong.confidence},
        retracts=update_id,
        update=retraction_id,
        reason=reason.strip(),
        said_on=wrong.said_on,
    )
    return retraction_id


def undo(session: Session, act: AuditContext, update_id: int, version: int) -> int:
    """Undo a status update that was just saved, with the deadline and whatever else was said in it.

    Of a correction, what it corrected is said again. Refuses what `retract` and `correct` refuse.
    """
    update = session.get_one(StatusUpdate, update_id)
    if update.corrects_id is None:
        retraction_id = retract(session, act, update_id, version)
        same_form = select(col(StatusUpdate.id)).where(
            col(StatusUpdate.deliverable_id) == update.deliverable_id,
            col(StatusUpdate.author_id) == update.author_id,
            col(StatusUpdate.said_on) == update.said_on,
            col(StatusUpdate.recorded_at) == update.recorded_at,
            col(StatusUpdate.corrects_id).is_(None),
        )
        # Earlier releases gave two updates one moment: nobody knows which of them said the deadline.
        if session.exec(same_form).all() == [update_id]:
            retract_with_update(session, act, update)
            deliverable_document.retract_with_update(session, act, update)
        return retraction_id
    before = session.get_one(StatusUpdate, update.corrects_id)
    restored = StatusCorrection(
        before.status,
        version,
        before.reason or update.reason,
        before.confidence,
        before.text,
        before.answer,
        before.answer_in_report,
        before.delivered_on,
    )
    return correct(session, act, update_id, restored)


def _status_before(session: Session, update: StatusUpdate) -> Status | None:
    """Return the status that stood before an update that still counts. One query."""
    only = Scope(ids=[update.deliverable_id])
    rows = statuses_said(session, only, update.said_on).get(update.deliverable_id, [])
    earlier = [row.status for row in takewhile(lambda row: row.id != update.id, rows)]
    return earlier[-1] if earlier else None
