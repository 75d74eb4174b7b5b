"""Taking a deliverable for a change: whoever read an older version of it is told, and loses nothing."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.refusal import Invalid, Stale
from app.queries.said import last_status_said, of_deliverables
from app.tables import Deliverable

_TABLE = Deliverable.__table__  # type: ignore[attr-defined]
# Built once, and only bound then: building a statement takes longer than running it.
_HELD = sa.select(_TABLE.c.id).where(_TABLE.c.id == sa.bindparam("id")).with_for_update()
_CLAIMED = (
    sa.update(_TABLE)
    .where(_TABLE.c.id == sa.bindparam("deliverable"), _TABLE.c.version == sa.bindparam("read"))
    .values(version=_TABLE.c.version + 1, updated_at=sa.bindparam("at"))
    .returning(_TABLE.c.programme_id, _TABLE.c.merged_into_id)
)


def hold(session: Session, deliverable_id: int) -> None:
    """Let whoever else would change this deliverable wait until this transaction ends.

    On SQLite they wait already: a transaction that may write is alone.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_HELD, {"id": deliverable_id})


def claim(session: Session, deliverable_id: int, version: int, at: datetime) -> int:
    """Count the version on if nobody did since; returns the programme.

    Refuses as stale what was changed since `version` was read, carrying the status update that is
    current now; and what was merged into another, of which nothing is said any more.
    """
    claimed = session.execute(_CLAIMED, {"deliverable": deliverable_id, "read": version, "at": at}).first()
    if claimed is None:
        now = last_status_said(session, of_deliverables([deliverable_id]), at.date())
        raise Stale(
            "Somebody else changed this since you opened it. Both texts are shown; yours is not lost.",
            now.get(deliverable_id),
        )
    if claimed.merged_into_id is not None:
        raise Invalid.because("status", "This was merged into another. Say there how it stands.")
    return int(claimed.programme_id)
