"""What this database is."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.tables import Installation, Person, Programme


def demo_today(session: Session) -> date | None:
    """The day of a demo database, none on any other. One query."""
    return session.scalar(sa.select(col(Installation.demo_today)))


def is_empty(session: Session) -> bool:
    """Whether nobody is known, nothing was set up and it is no demo yet. One query."""
    known = (sa.select(sa.literal(1)).select_from(t).exists() for t in (Person, Programme, Installation))
    return not session.scalar(sa.select(sa.or_(*known)))
