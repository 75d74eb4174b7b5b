"""Answering what the editorial check found: why it is left as it is."""

from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.refusal import Conflict, Invalid
from app.domain.structure import PeriodState
from app.tables import FindingAnswer, ReportingPeriod
from app.tables.lengths import refuse_long_texts

_CLOSED = (PeriodState.ADOPTED, PeriodState.PUBLISHED)


def answer(session: Session, act: AuditContext, period_id: int, finding: str, reason: str) -> None:
    """Keep why a finding (its key) is left as it is; it holds while the sentence and the data stay.

    Refuses an answer without a reason, and a report that has been adopted.
    """
    if not reason.strip():
        raise Invalid.because("reason", "Say in one sentence why.")
    refuse_long_texts(FindingAnswer, {"reason": reason.strip()})
    period = get_for_update(session, ReportingPeriod, period_id)
    if period.state in _CLOSED:
        raise Conflict("This report has been adopted: nothing in it changes any more.")
    said = select(FindingAnswer.reason).where(
        FindingAnswer.reporting_period_id == period_id, FindingAnswer.finding == finding
    )
    if session.exec(said.order_by(col(FindingAnswer.id).desc()).limit(1)).first() == reason.strip():
        return  # the form was sent twice
    session.add(
        FindingAnswer(
            programme_id=period.programme_id,
            reporting_period_id=period_id,
            finding=finding,
            reason=reason.strip(),
            recorded_at=act.at,
            author_id=act.author_id,
        )
    )
    audit_log.record(
        session,
        act,
        "finding.answer",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        finding=finding,
        reason=reason.strip(),
    )
