"""Writing the text of a section of a report: a version is added, none is lost."""

from dataclasses import dataclass

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Stale
from app.domain.structure import PeriodState
from app.queries.report.section_text import current_texts
from app.tables import ReportingPeriod, SectionText
from app.tables.lengths import refuse_long_texts

_CLOSED = (PeriodState.REVIEW, PeriodState.ADOPTED, PeriodState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Place:
    """Which section of which report, in which language."""

    period_id: int
    key: str
    language: str = DEFAULT_LANGUAGE


def write(session: Session, act: AuditContext, place: Place, text: str, *, read: int = 0) -> int:
    """Add a version of the text of a section; returns its number, or that of the same text as it stands.

    `read` is the number of the version that was open while writing, 0 where there was none. Refuses as
    stale what was changed since, carrying the text of now; a text that is too long; and a report that is in
    review or adopted.
    """
    period = get_for_update(session, ReportingPeriod, place.period_id)
    if period.state in _CLOSED:
        raise Conflict("This report is no longer being edited.")
    refuse_long_texts(SectionText, {"text": text.strip()})
    now = current_texts(session, place.period_id).get((place.key, place.language))
    if (now.number if now else 0) != read:
        raise Stale("Somebody else changed this text since you opened it. Yours is not lost.", now)
    if text.strip() == (now.text if now else ""):
        return read
    session.add(_row(act, period, place, text.strip(), read + 1))
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
        text=text.strip(),
    )
    return read + 1


def _row(act: AuditContext, period: ReportingPeriod, place: Place, text: str, number: int) -> SectionText:
    return SectionText(
        programme_id=period.programme_id,
        reporting_period_id=place.period_id,
        section_key=place.key,
        language=place.language,
        number=number,
        text=text,
        recorded_at=act.at,
        author_id=act.author_id,
    )
