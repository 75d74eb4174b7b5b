"""Taking a deliverable for a change: whoever read an older version of it is told, and loses nothing."""

from datetime import datetime

from sqlmodel import Session

from app.actions.history import mark_updated
from app.db import get_for_update
from app.domain.refusal import Invalid, Stale
from app.queries.deliverable_records import last_status_said
from app.queries.scope import Scope
from app.tables import Deliverable


def claim(session: Session, deliverable_id: int, version: int, at: datetime) -> int:
    """Count the version on if nobody did since; returns the programme.

    Refuses as stale what was changed since `version` was read, carrying the status update that is
    current now; and what was merged into another, of which nothing is said any more.
    """
    deliverable = get_for_update(session, Deliverable, deliverable_id)
    if deliverable.version != version:
        now = last_status_said(session, Scope(ids=[deliverable_id]), at.date())
        raise Stale(
            "This was changed since you opened it. Both texts are shown; yours is not lost.",
            now.get(deliverable_id),
        )
    if deliverable.merged_into_id is not None:
        raise Invalid.because("status", "This was merged into another. Say there how it stands.")
    deliverable.version += 1
    mark_updated(deliverable, at)
    session.flush()
    return deliverable.programme_id
