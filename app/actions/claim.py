"""Taking a deliverable for a change: whoever read an older version of it is told, and loses nothing."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.refusal import Stale
from app.queries.said import last_status_said, of_deliverables
from app.tables import Deliverable


def hold(session: Session, deliverable_id: int) -> None:
    """Let whoever else would change this deliverable wait until this transaction ends.

    On SQLite they wait already: a transaction that may write is alone.
    """
    table = Deliverable.__table__  # type: ignore[attr-defined]
    session.execute(sa.select(table.c.id).where(table.c.id == deliverable_id).with_for_update())


def claim(session: Session, deliverable_id: int, version: int, at: datetime) -> int:
    """Count the version on if nobody did since; returns the programme.

    Refuses as stale what was changed since `version` was read, carrying the status update that is
    current now.
    """
    table = Deliverable.__table__  # type: ignore[attr-defined]
    programme_id = session.scalar(
        sa.update(table)
        .where(table.c.id == deliverable_id, table.c.version == version)
        .values(version=version + 1, updated_at=at)
        .returning(table.c.programme_id)
    )
    if programme_id is None:
        now = last_status_said(session, of_deliverables([deliverable_id]), at.date())
        raise Stale(
            "Somebody else changed this since you opened it. Both texts are shown; yours is not lost.",
            now.get(deliverable_id),
        )
    return int(programme_id)
