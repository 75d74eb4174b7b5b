"""Putting an adopted report right: a new version beside it, never instead of it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.freezing import Frozen, freeze_report
from app.db import get_for_update
from app.domain.refusal import Conflict, Invalid
from app.domain.report import Report
from app.domain.report.colophon import adopt_report
from app.domain.round import UNSIGNED, adopted_version
from app.domain.sign_off import holding
from app.queries.programme import programme_by_id
from app.queries.report.adoption import approvals
from app.queries.report.archive import frozen_tree, frozen_versions
from app.queries.report.draft import compose_editions, draft_facts
from app.queries.report.review import signatures
from app.queries.reporting_period import PeriodRow, is_adopted, period_by_id
from app.renderers.frozen import section_hashes, thaw
from app.tables import FrozenReport, ReportingPeriod
from app.tables.lengths import refuse_long_texts
from app.templating.wording import words_of


def correct(session: Session, act: AuditContext, period_id: int, reason: str) -> Frozen:
    """Freeze the report as it would read with what was corrected since; the one before it stays as it is.

    Refuses a report that was not adopted, one in which nothing reads otherwise, and no reason. What sponsors
    signed is printed where the section still reads as they signed it.
    """
    get_for_update(session, ReportingPeriod, period_id)
    period = period_by_id(session, period_id)
    if not is_adopted(period):
        raise Conflict("Only a report that has been adopted can be put right by an erratum.")
    if not reason.strip():
        raise Invalid.because("reason", "Say in one sentence why.")
    refuse_long_texts(FrozenReport, {"reason": reason.strip()})
    last = frozen_versions(session, period)[-1]
    read = corrected(session, period)
    if _signed_parts(thaw(frozen_tree(session, last.id))) == _signed_parts(read):
        raise Conflict("Nothing in this report reads otherwise than it was adopted.")
    number = last.erratum + 1
    made = freeze_report(
        session,
        act,
        period,
        _editions(session, period, read, number, reason.strip()),
        previous_hash=last.hash,
        erratum=number,
        reason=reason.strip(),
    )
    audit_log.record(
        session,
        act,
        "report.correct",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=adopted_version(number),
        hash=made.hash,
        reason=reason.strip(),
    )
    return made


def corrected(session: Session, period: PeriodRow) -> dict[str, Report]:
    """The report as it would read now: what was said in time, with all that was corrected since."""
    return compose_editions(draft_facts(session, programme_by_id(session, period.programme_id), period))


def _signed_parts(read: Mapping[str, Report]) -> dict[str, str]:
    return {key: digest for key, digest in section_hashes(read).items() if key not in UNSIGNED}


def _editions(
    session: Session, period: PeriodRow, read: Mapping[str, Report], number: int, reason: str
) -> dict[str, Report]:
    facts = draft_facts(session, programme_by_id(session, period.programme_id), period)
    facts = replace(facts, version=adopted_version(number))
    given = approvals(
        session, period.programme_id, holding(signatures(session, period.id), section_hashes(read))
    )
    return {
        language: adopt_report(report, facts, given, words_of(language, period.report_date), erratum=reason)
        for language, report in read.items()
    }
