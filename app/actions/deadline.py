"""Correcting a deadline, or taking it back; a new one is part of a status update."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.correction import append_retraction, require_uncorrected
from app.actions.deliverable import advance_version
from app.actions.history import choose_recorded_at
from app.domain.deadline_change import counts_against
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.vague_date import OwnBounds, Register, VagueDate, read_moment
from app.queries.deliverable_records import deadlines_said
from app.queries.named_moment import read_register
from app.queries.scope import Scope
from app.tables import Deadline, StatusUpdate
from app.tables.lengths import length_objections, refuse_long_texts
from app.tables.vague_date import window_columns


@dataclass(frozen=True, slots=True)
class DeadlineCorrection:
    """The words as they should have been written; `version` is the deliverable's as it was read.

    `own` are the bounds that a person gives these words.
    """

    phrase: str
    version: int
    reason: str = ""
    firmness: Firmness | None = None
    own: OwnBounds | None = None


def correct(session: Session, act: AuditContext, deadline_id: int, correction: DeadlineCorrection) -> int:
    """Append what should have stood in the place of a deadline; returns the new one's id.

    It takes the day on which the corrected one was said, and relative words are read against that day.
    Refuses, all together, words that are not understood, a later moment without a reason and a firmness
    left out; refuses what was corrected before, and as stale what was changed since it was read.
    """
    wrong = session.get_one(Deadline, deadline_id)
    require_uncorrected(session, Deadline, deadline_id)
    window = _check(correction, wrong, _list_windows_before(session, wrong), read_register(session))
    advance_version(session, wrong.deliverable_id, correction.version, act.at)
    return _append_correction(
        session, act, wrong, window, firmness=correction.firmness, reason=correction.reason.strip()
    )


def retract(session: Session, act: AuditContext, deadline_id: int, version: int, *, reason: str = "") -> int:
    """Take a deadline back: nothing was meant; returns the id of the row that says so.

    Refuses what was corrected before, and as stale what was changed since it was read.
    """
    wrong = session.get_one(Deadline, deadline_id)
    refuse_long_texts(Deadline, {"reason": reason.strip()})
    require_uncorrected(session, Deadline, deadline_id)
    advance_version(session, wrong.deliverable_id, version, act.at)
    return _append_retraction(session, act, wrong, reason.strip())


def retract_with_update(session: Session, act: AuditContext, update: StatusUpdate) -> None:
    """Take back the deadline that was said in the same form as a status update, where one was.

    One that was corrected since stays: somebody meant that.
    """
    later = aliased(Deadline)
    said_in_it = select(Deadline).where(
        col(Deadline.deliverable_id) == update.deliverable_id,
        col(Deadline.author_id) == update.author_id,
        col(Deadline.said_on) == update.said_on,
        col(Deadline.recorded_at) == update.recorded_at,
        col(Deadline.corrects_id).is_(None),
        ~sa.exists().where(col(later.corrects_id) == col(Deadline.id)),
    )
    for wrong in session.exec(said_in_it).all():
        _append_retraction(session, act, wrong, "")


def undo(session: Session, act: AuditContext, deadline_id: int, version: int) -> int:
    """Undo the correction of a deadline that was just saved: what it corrected is said again."""
    correction = session.get_one(Deadline, deadline_id)
    if correction.corrects_id is None:
        return retract(session, act, deadline_id, version)
    before = session.get_one(Deadline, correction.corrects_id)
    require_uncorrected(session, Deadline, deadline_id)
    advance_version(session, correction.deliverable_id, version, act.at)
    window = VagueDate(before.phrase, before.edtf, before.earliest, before.latest, before.bounds_by)
    return _append_correction(
        session, act, correction, window, firmness=before.firmness, reason=before.reason
    )


def append(
    session: Session, act: AuditContext, window: VagueDate, *, deliverable_id: int, **columns: Any
) -> int:
    """Append a deadline: the words, what they can mean, and who says so; returns its id."""
    row = Deadline(
        deliverable_id=deliverable_id,
        **window_columns(window),
        recorded_at=choose_recorded_at(session, act.at, Deadline, deliverable_id=deliverable_id),
        author_id=act.author_id,
        **columns,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _list_windows_before(session: Session, wrong: Deadline) -> list[VagueDate]:
    """Return what a correction may not move later without a reason: the window before, and the wrong one."""
    records = deadlines_said(session, Scope(ids=[wrong.deliverable_id]), wrong.said_on)
    rows = records[wrong.deliverable_id]
    place = next(place for place, row in enumerate(rows) if row.id == wrong.id)
    return [row.window for row in rows[max(place - 1, 0) : place + 1]]


def _check(
    correction: DeadlineCorrection, wrong: Deadline, before: Sequence[VagueDate], register: Register
) -> VagueDate:
    """The window that the words mean; refuses everything that is wrong at once."""
    objections: dict[str, Message] = {}
    window: VagueDate | None = None
    if correction.firmness is None and wrong.firmness is not None:
        objections["firmness"] = Message("Choose how firmly this is promised.")
    try:
        window = read_moment(correction.phrase, wrong.said_on, register, correction.own)
    except Invalid as refused:
        objections |= refused.fields
    else:
        is_later = any(counts_against(stood, window) for stood in before)
        if is_later and not correction.reason.strip():
            objections["reason"] = Message("Say in one sentence why the moment moves.")
    texts = {"phrase": correction.phrase.strip(), "reason": correction.reason.strip()}
    objections |= length_objections(Deadline, texts)
    if objections or window is None:
        raise Invalid(objections)
    return window


def _append_retraction(session: Session, act: AuditContext, wrong: Deadline, reason: str) -> int:
    retraction_id = append_retraction(session, act, wrong, by="deliverable_id", reason=reason)
    audit_log.record(
        session,
        act,
        "deadline.retract",
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"phrase": wrong.phrase},
        retracts=wrong.id,
        deadline=retraction_id,
        reason=reason,
        said_on=wrong.said_on,
    )
    return retraction_id


def _append_correction(
    session: Session,
    act: AuditContext,
    wrong: Deadline,
    window: VagueDate,
    *,
    firmness: Firmness | None,
    reason: str,
) -> int:
    """Append what stands in the place of a deadline, on the day on which that was said; returns its id."""
    corrected_id = append(
        session,
        act,
        window,
        programme_id=wrong.programme_id,
        deliverable_id=wrong.deliverable_id,
        firmness=firmness,
        reason=reason,
        said_on=wrong.said_on,
        corrects_id=wrong.id,
    )
    audit_log.record(
        session,
        act,
        "deadline.correct",
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"phrase": wrong.phrase},
        corrects=wrong.id,
        phrase=window.phrase,
        firmness=firmness,
        deadline=corrected_id,
        said_on=wrong.said_on,
    )
    return corrected_id
