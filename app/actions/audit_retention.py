"""Forgetting the values of old entries; that somebody did something, and that it was forgotten, stays."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.domain.refusal import Invalid
from app.tables import AuditPayload, AuditRetention

_PAYLOAD = AuditPayload.__table__  # type: ignore[attr-defined]


def forget(session: Session, act: AuditContext, before: datetime) -> int:
    """Remove the values of entries from before a moment; returns of how many.

    The database lets no other values go: it looks for the decision, which is written first. Refuses a moment
    after the act itself, for a decision never forgets its own values.
    """
    if before > act.at:
        raise Invalid.because("before", "This day is still to come.")
    decision = AuditRetention(before=before)
    session.add(decision)
    session.flush()
    count = session.connection().execute(sa.delete(_PAYLOAD).where(_PAYLOAD.c.at < before)).rowcount
    audit_log.record(
        session, act, "audit_retention.forget", ("audit_retention", decision.id), before=before, count=count
    )
    return count
