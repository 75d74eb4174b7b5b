"""What this database is."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.refusal import Conflict
from app.tables import Installation, Person, Programme

_SELECT_DEMO_TODAY = sa.select(col(Installation.demo_today))


def demo_today(session: Session) -> date | None:
    """The day of a demo database, none on any other. One query. Refuses a day that cannot be read."""
    try:
        return session.scalar(_SELECT_DEMO_TODAY)
    except ValueError as unreadable:  # SQLite keeps any text as a day
        raise Conflict(
            "The day of the demonstration cannot be read: see demo_today in the table installation."
        ) from unreadable


def is_empty(session: Session) -> bool:
    """Whether nobody is known, nothing was set up and it is no demo yet. One query."""
    has_rows = (sa.select(sa.literal(1)).select_from(t).exists() for t in (Person, Programme, Installation))
    return not session.scalar(sa.select(sa.or_(*has_rows)))


def require_empty(session: Session) -> None:
    """Refuse a demonstration, and a database in which anybody or anything is."""
    refuse_demonstration(session)
    if not is_empty(session):
        raise Conflict(
            "This database is in use already. Who is known there is shown by: mijlpaal person list"
        )


def refuse_demonstration(session: Session) -> None:
    """Refuse to begin real life in a demonstration, where anybody is anybody and the day stands still."""
    if demo_today(session) is not None:
        raise Conflict("This is a demonstration. Begin a real installation with: mijlpaal setup")
