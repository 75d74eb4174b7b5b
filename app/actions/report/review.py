"""Sending a report into review, and remarking on a section of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.references import refuse, remark_objections
from app.actions.report.reporting_period import take_step
from app.db import get_for_update
from app.domain.adoption import Unwritten, find_empty_sections
from app.domain.refusal import Conflict, Message, Stale
from app.domain.report import Report
from app.domain.report.facts import Facts
from app.domain.round import name_review_version
from app.domain.structure import PeriodState
from app.queries.programme import programme_by_id
from app.queries.report.draft import compose_editions, draft_facts
from app.queries.report.review import hashes_in_review, is_open_to_sign, review_days
from app.queries.reporting_period import PeriodRow, period_by_id
from app.renderers.frozen import freeze, hash_frozen, hash_sections
from app.renderers.kept_facts import write_facts
from app.tables import Comment, ReportingPeriod, ReportVersion, ReportVersionSection
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class ReviewedSection:
    """Which section of which report, and the hash of it as it was read."""

    period_id: int
    key: str
    hash: str


def send_to_review(session: Session, act: AuditContext, period_id: int, version: int) -> int:
    """Store the report as it reads now as the next 0.x, to be signed; returns its number.

    Signatures under sections that read otherwise than before are void from now on. Refuses a report that
    is not being edited, a round that somebody else moved, and one with a section that lacks its text
    (`Unwritten`).
    """
    take_step(session, act, period_id, PeriodState.REVIEW, version)
    period = period_by_id(session, period_id)
    number = len(review_days(session, period_id))
    facts = draft_facts(session, programme_by_id(session, period.programme_id), period)
    editions = compose_editions(facts)
    if empty := tuple(find_empty_sections(editions, facts)):
        raise Unwritten(empty)
    store_version(session, act, period, number, editions, facts)
    audit_log.record(
        session,
        act,
        "report_version.keep",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        version=name_review_version(number),
    )
    return number


def lock_section(session: Session, section: ReviewedSection) -> ReportingPeriod:
    """Return the period, locked until the commit, so that no new version comes in between.

    Refuses a report that is not in review, a section that is no longer in it, and one that reads
    otherwise by now.
    """
    period = get_for_update(session, ReportingPeriod, section.period_id)
    if not is_open_to_sign(session, period_by_id(session, section.period_id)):
        raise Conflict("This report is not in review.")
    now = hashes_in_review(session, section.period_id)
    if section.key not in now:
        raise Conflict("This section is no longer in the report.")
    if now[section.key] != section.hash:
        raise Stale("This section has changed since you opened it. Read it again first.", now[section.key])
    return period


def add_comment(
    session: Session, act: AuditContext, section: ReviewedSection, text: str, *, answers: int | None = None
) -> int:
    """Remark on a section as it reads; returns the id. The same remark sent twice is saved once.

    Refuses an empty remark, a section that is gone or reads otherwise by now, and an answer to a remark
    that was not made on this section.
    """
    period, text = lock_section(session, section), text.strip()
    wrong = {} if text else {"text": Message("Write what you want to say.")}
    wrong |= length_objections(Comment, {"text": text})
    refuse(remark_objections(session, section.period_id, section.key, answers, "answers"), wrong)
    if (already := _find_same_remark(session, act, section, text, answers)) is not None:
        return already
    row = Comment(
        programme_id=period.programme_id,
        reporting_period_id=section.period_id,
        section_key=section.key,
        section_hash=section.hash,
        answers_id=answers,
        text=text,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session,
        act,
        "comment.make",
        ("reporting_period", section.period_id),
        programme_id=period.programme_id,
        section=section.key,
        text=text,
    )
    return row.id


def store_version(
    session: Session,
    act: AuditContext,
    period: PeriodRow,
    number: int,
    editions: Mapping[str, Report],
    facts: Facts,
    *,
    erratum: int = 0,
    proposed_on: date | None = None,
) -> None:
    """Store a version with the hash of each section; `erratum` where it proposes one, on a day of its own."""
    tree = freeze(editions)
    version = ReportVersion(
        programme_id=period.programme_id,
        reporting_period_id=period.id,
        number=number,
        erratum=erratum,
        proposed_on=proposed_on,
        tree=tree,
        facts=write_facts(facts),
        hash=hash_frozen(tree, ""),
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(version)
    session.flush()
    assert version.id is not None
    session.add_all(
        ReportVersionSection(
            programme_id=period.programme_id, report_version_id=version.id, section_key=key, hash=digest
        )
        for key, digest in hash_sections(editions).items()
    )


def _find_same_remark(
    session: Session, act: AuditContext, section: ReviewedSection, text: str, answers: int | None
) -> int | None:
    """The id of the same remark by the same person: the form was sent twice.

    The period is locked by now, so that of two at once the second finds the first.
    """
    same = select(Comment.id).where(
        Comment.reporting_period_id == section.period_id,
        Comment.section_key == section.key,
        Comment.section_hash == section.hash,
        Comment.author_id == act.author_id,
        col(Comment.answers_id).is_not_distinct_from(answers),
        Comment.text == text,
    )
    return session.exec(same.limit(1)).first()
