"""Leaving a trace of who took a whole programme out as a file."""

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext


def note_export(session: Session, act: AuditContext, programme_id: int) -> None:
    """Note it in the trail of the installation: the file itself stays the same, whoever takes it out."""
    audit_log.record(session, act, "programme.export", ("programme", programme_id))
