"""Adopting a report: what was signed is frozen, and says the same for ever."""

from dataclasses import replace

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.freezing import Frozen, freeze_report
from app.actions.round import step
from app.db import get_for_update
from app.domain.adoption import AdoptionCase, Unready, missing
from app.domain.report import Report
from app.domain.report.colophon import adopt_report
from app.domain.round import adopted_version, review_version
from app.domain.structure import PeriodState
from app.queries.report.adoption import adopted_before, adoption_case, approvals
from app.queries.report.review import review_days
from app.queries.reporting_period import PeriodRow, period_by_id
from app.tables import ReportingPeriod
from app.templating.wording import words_of


def adopt(session: Session, act: AuditContext, period_id: int, version: int) -> Frozen:
    """Freeze the version that was signed, in every edition.

    Refuses (`Unready`, with the full list) a report of which anything is missing, one that is not in
    review, and a round that somebody else moved; nothing was written then.
    """
    get_for_update(session, ReportingPeriod, period_id)
    period = period_by_id(session, period_id)
    case = adoption_case(session, period) if period.state is PeriodState.REVIEW else None
    if case and (lacking := missing(case)):
        raise Unready(lacking)
    step(session, act, period_id, PeriodState.ADOPTED, version)
    assert case is not None
    before = adopted_before(session, period)
    previous_hash = before.hash if before else ""
    made = freeze_report(session, act, period, _editions(session, period, case), previous_hash=previous_hash)
    audit_log.record(
        session,
        act,
        "report.adopt",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=adopted_version(0),
        hash=made.hash,
    )
    return made


def _editions(session: Session, period: PeriodRow, case: AdoptionCase) -> dict[str, Report]:
    """What was signed, under its name as adopted, and with a colophon that says who signed."""
    given = approvals(session, period.programme_id, case.signatures)
    path = tuple((review_version(n), day) for n, day in enumerate(review_days(session, period.id), start=1))
    facts = replace(case.facts, version=adopted_version(0), path=path)
    return {
        language: adopt_report(report, facts, given, words_of(language, period.report_date))
        for language, report in case.editions.items()
    }
