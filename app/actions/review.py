"""Sending a report into review: what its sponsors will read is kept as a version."""

from collections.abc import Mapping

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.round import step
from app.domain.report import Report
from app.domain.round import review_version
from app.domain.structure import PeriodState
from app.queries.programme import programme_by_id
from app.queries.report.draft import compose_editions, draft_facts
from app.queries.report.review import review_days
from app.queries.reporting_period import PeriodRow, period_by_id
from app.renderers.frozen import freeze, hash_of_kept, section_hashes
from app.tables import ReportVersion, ReportVersionSection


def to_review(session: Session, act: AuditContext, period_id: int, version: int) -> int:
    """Keep the report as it reads now as the next 0.x, and ask for signatures; returns its number.

    Signatures under sections that read otherwise than before are void from now on. Refuses a report that
    is not being edited, and a round that somebody else moved.
    """
    step(session, act, period_id, PeriodState.REVIEW, version)
    period = period_by_id(session, period_id)
    facts = draft_facts(session, programme_by_id(session, period.programme_id), period)
    number = len(review_days(session, period_id))
    kept = compose_editions(facts)
    _keep(session, act, period, number, kept)
    audit_log.record(
        session,
        act,
        "report_version.keep",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=review_version(number),
    )
    return number


def _keep(
    session: Session, act: AuditContext, period: PeriodRow, number: int, kept: Mapping[str, Report]
) -> None:
    of = {"programme_id": period.programme_id}
    tree = freeze(kept)
    version = ReportVersion(
        **of,
        reporting_period_id=period.id,
        number=number,
        tree=tree,
        hash=hash_of_kept(tree, ""),
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(version)
    session.flush()
    assert version.id is not None
    session.add_all(
        ReportVersionSection(**of, report_version_id=version.id, section_key=key, hash=digest)
        for key, digest in section_hashes(kept).items()
    )
