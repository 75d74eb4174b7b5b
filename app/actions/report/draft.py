"""Editing the draft of a report: the text of its sections, and answers to what the editorial check found."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.editorial_check import Finding
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.structure import PeriodState
from app.queries.report.section_text import current_texts
from app.tables import FindingAnswer, ReportingPeriod, SectionText
from app.tables.lengths import refuse_long_texts


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Which section of which report, in which language."""

    period_id: int
    key: str
    language: str = DEFAULT_LANGUAGE


def write_section(session: Session, act: AuditContext, place: TextPlace, text: str, *, read: int = 0) -> int:
    """Add a version of the text of a section; returns its number, or that of the same text as it stands.

    `read` is the number of the version that was open while writing, 0 where there was none. Refuses as
    stale what was changed since, carrying the text of now; a text that is too long; and a report that is in
    review. Of an adopted report it is the text of its next erratum.
    """
    period = get_for_update(session, ReportingPeriod, place.period_id)
    if period.state is PeriodState.REVIEW:
        raise Conflict("This report is no longer being edited.")
    text = text.strip()
    refuse_long_texts(SectionText, {"text": text})
    now = current_texts(session, place.period_id).get((place.key, place.language))
    if (now.number if now else 0) != read:
        raise Stale("Somebody else changed this text since you opened it. Yours is not lost.", now)
    if text == (now.text if now else ""):
        return read
    session.add(
        SectionText(
            programme_id=period.programme_id,
            reporting_period_id=place.period_id,
            section_key=place.key,
            language=place.language,
            number=read + 1,
            text=text,
            written_on=act.on,
            recorded_at=act.at,
            author_id=act.author_id,
        )
    )
    audit_log.record(
        session,
        act,
        "section_text.write",
        ("reporting_period", place.period_id),
        programme_id=period.programme_id,
        was={"text": now.text} if now else {},
        section=place.key,
        language=place.language,
        number=read + 1,
        text=text,
    )
    return read + 1


def mend_finding(session: Session, act: AuditContext, period_id: int, finding: Finding) -> int:
    """Put the words of the data in the place of those that a finding is about; returns the text's number.

    Refuses a finding in what is no text of a section, and one without a mend.
    """
    if finding.text.source.type != "section_text" or not finding.instead:
        raise Conflict(
            "Here no words of the data can take the place of what was written. Change it yourself."
        )
    key = finding.section_key
    latest = current_texts(session, period_id)[key, DEFAULT_LANGUAGE]
    return write_section(session, act, TextPlace(period_id, key), finding.mended, read=latest.number)


def answer_finding(session: Session, act: AuditContext, period_id: int, finding: str, reason: str) -> None:
    """Keep why a finding (its key) is left as it is; it holds while the sentence and the data stay.

    Refuses an answer without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise Invalid.because("reason", "Say in one sentence why.")
    refuse_long_texts(FindingAnswer, {"reason": reason})
    period = get_for_update(session, ReportingPeriod, period_id)
    answers = select(FindingAnswer.reason).where(
        FindingAnswer.reporting_period_id == period_id, FindingAnswer.finding == finding
    )
    if session.exec(answers.order_by(col(FindingAnswer.id).desc()).limit(1)).first() == reason:
        return  # the form was sent twice
    session.add(
        FindingAnswer(
            programme_id=period.programme_id,
            reporting_period_id=period_id,
            finding=finding,
            reason=reason,
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
        reason=reason,
    )
