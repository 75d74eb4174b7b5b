"""Adopting a report and publishing it: what was signed is frozen, and stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.report.archive import enqueue_archive_files, enqueue_files
from app.actions.report.reporting_period import take_step
from app.db import get_for_update
from app.domain.adoption import AdoptionCase, Unready, find_missing
from app.domain.audit_trail import START, ChainHead, chain_of
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Report
from app.domain.report.colophon import adopt_report
from app.domain.report.tree import Promised
from app.domain.round import name_adopted_version, name_review_version
from app.domain.structure import PeriodState
from app.queries.audit_verification import chain_heads
from app.queries.report.adoption import adopted_before, adoption_case, approvals
from app.queries.report.archive import frozen_now
from app.queries.report.review import review_days
from app.queries.reporting_period import PeriodRow, period_by_id
from app.renderers.frozen import freeze, hash_frozen
from app.tables import FrozenReport, ReportedPromise, ReportingPeriod
from app.templating.wording import words_of


@dataclass(frozen=True, slots=True)
class FrozenVersion:
    """A version of a report that was just frozen."""

    id: int
    hash: str
    erratum: int = 0
    """The number of the erratum, 0 for the report itself."""


def adopt(session: Session, act: AuditContext, period_id: int, version: int) -> FrozenVersion:
    """Freeze the version that was signed, in every edition.

    Refuses (`Unready`, with the full list) a report of which anything is missing, one that is not in
    review, and a round that somebody else moved; nothing was written then.
    """
    get_for_update(session, ReportingPeriod, period_id)
    period = period_by_id(session, period_id)
    case = adoption_case(session, period) if period.state is PeriodState.REVIEW else None
    if case and (lacking := find_missing(case)):
        raise Unready(lacking)
    take_step(session, act, period_id, PeriodState.ADOPTED, version)
    assert case is not None
    _move_report_date(session, act, period_id)
    period, before = period_by_id(session, period_id), adopted_before(session, period)
    frozen = freeze_report(
        session,
        act,
        period,
        _compose_adopted(session, period, case),
        previous_hash=before.hash if before else "",
    )
    audit_log.record(
        session,
        act,
        "report.adopt",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=name_adopted_version(0),
        hash=frozen.hash,
    )
    enqueue_files(session, act.at, frozen.id, case.editions)
    return frozen


def publish(session: Session, act: AuditContext, period_id: int, version: int) -> None:
    """Let everybody read an adopted report without an account.

    Refuses one that has not been adopted, and a round that somebody else moved.
    """
    take_step(session, act, period_id, PeriodState.PUBLISHED, version)
    period = session.get_one(ReportingPeriod, period_id)
    audit_log.record(
        session,
        act,
        "report.publish",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
    )
    last = frozen_now(session, [period.programme_id])[period_id]
    enqueue_archive_files(session, act.at, last.id)


def _move_report_date(session: Session, act: AuditContext, period_id: int) -> None:
    """Print the day of the adoption where that is later than the day that was planned."""
    period = session.get_one(ReportingPeriod, period_id)
    if act.on <= period.report_date:
        return
    was, period.report_date = period.report_date, act.on
    session.flush()
    audit_log.record(
        session,
        act,
        "reporting_period.adjust",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        was={"report_date": was},
        report_date=act.on,
    )


def _compose_adopted(session: Session, period: PeriodRow, case: AdoptionCase) -> dict[str, Report]:
    """What was signed, under its name as adopted, and with a colophon that says who signed."""
    given = approvals(session, period.programme_id, case.signatures)
    path = tuple(
        (name_review_version(n), day) for n, day in enumerate(review_days(session, period.id), start=1)
    )
    dated = replace(case.facts.period, report_date=period.report_date)
    facts = replace(case.facts, period=dated, version=name_adopted_version(0), path=path)
    return {
        language: adopt_report(report, facts, given, words_of(language, period.report_date))
        for language, report in case.editions.items()
    }


def freeze_report(
    session: Session,
    act: AuditContext,
    period: PeriodRow,
    editions: Mapping[str, Report],
    *,
    previous_hash: str,
    erratum: int = 0,
    reason: str = "",
) -> FrozenVersion:
    """Write down the tree, its hash, where the trail ended, and the promises in it; none is changed again."""
    tree = freeze(editions)
    digest = hash_frozen(tree, previous_hash)
    head = chain_heads(session).get(chain_of(period.programme_id), ChainHead(0, START, 0))
    row = FrozenReport(
        programme_id=period.programme_id,
        reporting_period_id=period.id,
        erratum=erratum,
        reason=reason,
        tree=tree,
        hash=digest,
        previous_hash=previous_hash,
        adopted_on=act.on,
        chain_seq=head.seq,
        chain_hash=head.seal,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(
        ReportedPromise(frozen_report_id=row.id, programme_id=period.programme_id, **_columns(promise))
        for promise in editions[DEFAULT_LANGUAGE].promised
    )
    return FrozenVersion(row.id, digest, erratum)


def _columns(promise: Promised) -> dict[str, Any]:
    """What is kept of a promise beside the tree; its title is printed there."""
    return {name: getattr(promise, name) for name in Promised.__slots__ if name not in _PRINTED}


_PRINTED = ("title", "is_decision")
