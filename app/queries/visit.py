"""When somebody was last here to see what had changed."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_one
from app.domain.visit import VisitTimes
from app.tables import Visit


def visit_of(session: Session, person_id: int, programme_id: int) -> VisitTimes | None:
    """Return the last visit of a person to what changed in a programme. One query."""
    statement = sa.select(col(Visit.began_at), col(Visit.before)).where(
        col(Visit.person_id) == person_id, col(Visit.programme_id) == programme_id
    )
    return fetch_one(session, statement, VisitTimes)
