"""Noting that somebody came to see what had changed; that leaves no trace."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.tables import Visit

_TABLE = Visit.__table__  # type: ignore[attr-defined]


def note(session: Session, person_id: int, programme_id: int, at: datetime) -> None:
    """Begin a visit; when the one before it began is kept. Two at the same time are one."""
    of = {"person_id": person_id, "programme_id": programme_id}
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(dialect.insert(_TABLE).values(**of, began_at=at).on_conflict_do_nothing())
    session.execute(
        sa.update(_TABLE)
        .where(_TABLE.c.person_id == person_id, _TABLE.c.programme_id == programme_id)
        .where(_TABLE.c.began_at < at)
        .values(before=_TABLE.c.began_at, began_at=at)
    )
