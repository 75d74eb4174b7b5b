"""Putting an adopted report right: an erratum is proposed, signed where it reads otherwise, and adopted."""

from dataclasses import replace

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.report.adoption import FrozenVersion, freeze_report
from app.actions.report.archive import enqueue_files
from app.actions.report.review import store_version
from app.db import get_for_update
from app.domain.adoption import Unready, Unwritten, find_empty_sections, find_missing_of_erratum
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.report import Report
from app.domain.report.colophon import adopt_report
from app.domain.round import name_adopted_version
from app.domain.sign_off import find_changed_sections, find_valid
from app.queries.party import sponsors
from app.queries.report.adoption import approvals
from app.queries.report.archive import frozen_versions
from app.queries.report.erratum import ErratumDraft, draft_erratum, find_proposal
from app.queries.report.review import ReviewVersion, review_versions, signatures, version_tree
from app.queries.reporting_period import PeriodRow, is_adopted, period_by_id
from app.renderers.frozen import thaw
from app.tables import FrozenReport, ReportingPeriod
from app.tables.lengths import refuse_long_texts
from app.templating.wording import words_of


def propose_erratum(session: Session, act: AuditContext, period_id: int) -> str:
    """Store the erratum as it would read now, for the sponsors of what changed; returns its name.

    Signatures under sections that read as they were signed stay. Refuses a report that was not adopted, one
    in which nothing reads otherwise, the same proposal twice, and a section without its text (`Unwritten`).
    """
    period = _lock_adopted(session, period_id)
    draft = draft_erratum(session, period)
    if not draft.changed:
        raise Conflict("Nothing in this report reads otherwise than it was adopted.")
    versions = review_versions(session, period_id)
    before = find_proposal(versions, draft.last)
    if before is not None and not find_changed_sections(before.hashes, draft.hashes):
        raise Conflict("This erratum has been proposed as it reads now.")
    if empty := tuple(find_empty_sections(draft.editions, draft.facts)):
        raise Unwritten(empty)
    number = max((version.number for version in versions), default=0) + 1
    store_version(
        session,
        act,
        period,
        number,
        draft.editions,
        draft.facts,
        erratum=draft.number,
        proposed_on=act.on,
    )
    proposal = review_versions(session, period_id)[-1]
    audit_log.record(
        session,
        act,
        "report_version.keep",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=proposal.name,
    )
    return proposal.name


def adopt_erratum(
    session: Session, act: AuditContext, period_id: int, number: int, reason: str
) -> FrozenVersion:
    """Freeze the erratum that was proposed, beside the version before it, which stays as it is.

    `number` is that of the proposal as it was read. Refuses (`Unready`, with the full list) one of which a
    changed section is not signed by every sponsor, or contradicts the data; one that would read otherwise by
    now; and an empty reason.
    """
    period = _lock_adopted(session, period_id)
    reason = reason.strip()
    if not reason:
        raise Invalid.because("reason", "Say in one sentence why.")
    refuse_long_texts(FrozenReport, {"reason": reason})
    draft = draft_erratum(session, period)
    versions = review_versions(session, period_id)
    proposal = find_proposal(versions, draft.last)
    if proposal is None:
        raise Conflict("No erratum has been proposed. Do that first: its sponsors sign what changes.")
    if proposal.number != number:
        raise Stale("The report has changed since you opened it. Read it again first.")
    if find_changed_sections(proposal.hashes, draft.hashes):
        raise Conflict("The erratum would read otherwise by now. Propose it again.")
    valid = find_valid(signatures(session, period_id), proposal.hashes)
    parties = tuple(party.id for party in sponsors(session, period.programme_id))
    lacking = find_missing_of_erratum(draft.changed, proposal.hashes, parties, valid, draft.findings)
    if lacking:
        raise Unready(lacking)
    frozen = freeze_report(
        session,
        act,
        period,
        _compose_adopted(session, period, draft, proposal, versions, reason),
        previous_hash=draft.last.hash,
        erratum=draft.number,
        reason=reason,
    )
    audit_log.record(
        session,
        act,
        "report.correct",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=name_adopted_version(draft.number),
        hash=frozen.hash,
        reason=reason,
    )
    enqueue_files(session, act.at, frozen.id, draft.editions)
    return frozen


def _lock_adopted(session: Session, period_id: int) -> PeriodRow:
    """The period, locked until the commit. Refuses one of which the report was not adopted."""
    get_for_update(session, ReportingPeriod, period_id)
    period = period_by_id(session, period_id)
    if not is_adopted(period):
        raise Conflict("Only a report that has been adopted can be put right by an erratum.")
    return period


def _compose_adopted(
    session: Session,
    period: PeriodRow,
    draft: ErratumDraft,
    proposal: ReviewVersion,
    versions: list[ReviewVersion],
    reason: str,
) -> dict[str, Report]:
    """What was signed, with a colophon that names every version, who signed, and what changed."""
    signed = find_valid(signatures(session, period.id), proposal.hashes)
    given = approvals(session, period.programme_id, signed)
    adopted = [(row.version, row.adopted_on) for row in frozen_versions(session, period)]
    path = [
        entry
        for erratum in range(draft.number + 1)
        for entry in (
            *((version.name, version.on) for version in versions if version.erratum == erratum),
            *adopted[erratum : erratum + 1],
        )
    ]
    facts = replace(draft.facts, version=name_adopted_version(draft.number), path=tuple(path))
    return {
        language: adopt_report(
            report,
            facts,
            given,
            words_of(language, period.report_date),
            erratum=reason,
            changed=draft.changed,
        )
        for language, report in thaw(version_tree(session, proposal.id)).items()
    }
