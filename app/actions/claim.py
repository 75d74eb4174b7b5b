"""Taking a deliverable for a change: whoever read an older version of it is told, and loses nothing."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.refusal import Invalid, Stale
from app.prepared import Prepared
from app.queries.said import last_status_said, of_deliverables
from app.tables import Deliverable

_TABLE = Deliverable.__table__  # type: ignore[attr-defined]
_HELD = Prepared(sa.select(_TABLE.c.id).where(_TABLE.c.id == sa.bindparam("id")).with_for_update())
_CLAIMED = Prepared(
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
        _HELD.run(session, {"id": deliverable_id})


def claim(session: Session, deliverable_id: int, version: int, at: datetime) -> int:
    """Count the version on if nobody did since; returns the programme.

    Refuses as stale what was changed since `version` was read, carrying the status update that is
    current now; and what was merged into another, of which nothing is said any more.
    """
    claimed = _CLAIMED.row(session, {"deliverable": deliverable_id, "read": version, "at": at})
    if claimed is None:
        now = last_status_said(session, of_deliverables([deliverable_id]), at.date())
        raise Stale(
            "This was changed since you opened it. Both texts are shown; yours is not lost.",
            now.get(deliverable_id),
        )
    programme_id, merged_into_id = claimed
    if merged_into_id is not None:
        raise Invalid.because("status", "This was merged into another. Say there how it stands.")
    return int(programme_id)
