"""When somebody was last here to see what had changed."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_one
from app.domain.visit import Visit
from app.tables import Visit as VisitTable


def visit_of(session: Session, person_id: int, programme_id: int) -> Visit | None:
    """Return the last visit of a person to what changed in a programme. One query."""
    statement = sa.select(col(VisitTable.began_at), col(VisitTable.before)).where(
        col(VisitTable.person_id) == person_id, col(VisitTable.programme_id) == programme_id
    )
    return fetch_one(session, statement, Visit)
