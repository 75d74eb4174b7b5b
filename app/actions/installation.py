"""Saying what this database is."""

from datetime import date

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict
from app.queries.installation import is_empty
from app.tables import Installation


def mark_as_demo(session: Session, act: AuditContext, *, today: date) -> None:
    """Make an empty database a demonstration in which it stays `today`.

    Refuses a database in which anybody or anything is: a demonstration is never mixed with facts.
    """
    if not is_empty(session):
        raise Conflict("This database is not empty: the demonstration loads into an empty one only.")
    session.add(Installation(demo_today=today))
    audit_log.record(session, act, "installation.mark_as_demo", ("installation", 1), today=today)
