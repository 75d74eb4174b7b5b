"""Leaving for the next report what was said in time, but recorded after the version in review was stored."""

from collections.abc import Collection

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.structure import PeriodState
from app.queries.report.adoption import adoption_case
from app.queries.reporting_period import period_by_id
from app.tables import DeferredSaying, ReportingPeriod
from app.tables.lengths import length_objections


def defer(session: Session, act: AuditContext, period_id: int, keys: Collection[str], reason: str) -> None:
    """Leave these sayings (by key) for the next report; what was left before stays as it was.

    Refuses no saying at all, an empty reason, a report that is not in review, and as stale a saying of which
    more is said by now.
    """
    reason, wrong = reason.strip(), {}
    if not keys:
        wrong["sayings"] = Message("Choose what is left for the next report.")
    if not reason:
        wrong["reason"] = Message("Say in one sentence why.")
    if wrong := wrong | length_objections(DeferredSaying, {"reason": reason}):
        raise Invalid(wrong)
    get_for_update(session, ReportingPeriod, period_id)
    period = period_by_id(session, period_id)
    if period.state is not PeriodState.REVIEW:
        raise Conflict("This report is not in review.")
    case = adoption_case(session, period)
    open_sayings = {saying.key: saying for saying in case.later}
    settled = {saying.key for saying, _ in case.deferred}
    if any(key not in open_sayings and key not in settled for key in keys):
        raise Stale("More was said of this since you opened it. Look at it again.")
    left = [open_sayings[key] for key in open_sayings if key in keys]
    session.add_all(
        DeferredSaying(
            programme_id=period.programme_id,
            reporting_period_id=period_id,
            saying=saying.key,
            reason=reason,
            recorded_at=act.at,
            author_id=act.author_id,
        )
        for saying in left
    )
    if left:
        audit_log.record(
            session,
            act,
            "saying.defer",
            ("reporting_period", period_id),
            programme_id=period.programme_id,
            sayings=[saying.title for saying in left],
            reason=reason,
        )
