"""Publishing an adopted report: from then on it is readable without an account."""

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.round import step
from app.domain.structure import PeriodState
from app.tables import ReportingPeriod


def publish(session: Session, act: AuditContext, period_id: int, version: int) -> None:
    """Publish an adopted report. Refuses one that has not been adopted, and a round that somebody moved."""
    step(session, act, period_id, PeriodState.PUBLISHED, version)
    period = session.get_one(ReportingPeriod, period_id)
    of = ("reporting_period", period_id)
    audit_log.record(session, act, "report.publish", of, programme_id=period.programme_id)
