"""What this database is."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.tables import Installation


def demo_today(session: Session) -> date | None:
    """The day of a demo database, none on any other. One query."""
    return session.scalar(sa.select(col(Installation.demo_today)))
