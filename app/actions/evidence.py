"""Correcting what shows that something was delivered, and taking it back."""

from datetime import date

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.deliverable import show_evidence
from app.db import get_for_update
from app.domain.refusal import Conflict, Invalid
from app.tables import Evidence


def correct(
    session: Session,
    act: AuditContext,
    evidence_id: int,
    title: str,
    *,
    url: str | None = None,
    on: date | None = None,
) -> int:
    """Show other evidence in the place of what was shown, from the same day on; returns its id.

    Refuses an empty title, and what was corrected or taken back before.
    """
    wrong = _get_shown(session, evidence_id)
    if not title.strip():
        raise Invalid.because("title", "Give it a title.")
    _take_back(session, act, wrong, "deliverable.correct_evidence")
    return show_evidence(session, act, wrong.deliverable_id, title, url=url, on=on, said_on=wrong.said_on)


def retract(session: Session, act: AuditContext, evidence_id: int) -> None:
    """Take evidence back: it shows nothing, on no day. Refuses what was corrected or taken back before."""
    _take_back(session, act, _get_shown(session, evidence_id), "deliverable.retract_evidence")


def _get_shown(session: Session, evidence_id: int) -> Evidence:
    """The row, locked until the commit, so that of two at once the second is told."""
    row = get_for_update(session, Evidence, evidence_id)
    if row.retracted_on is not None:
        raise Conflict("This was corrected before. Correct what is said now.")
    return row


def _take_back(session: Session, act: AuditContext, wrong: Evidence, action: str) -> None:
    """From the day on which it was said, so that no day shows it."""
    wrong.retracted_on = wrong.said_on
    session.flush()
    audit_log.record(
        session,
        act,
        action,
        ("deliverable", wrong.deliverable_id),
        programme_id=wrong.programme_id,
        was={"title": wrong.title},
        evidence=wrong.id,
        said_on=wrong.said_on,
    )
