"""A report that is being written: composed from its facts, and read by the editorial check."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.editorial_check import EditorialCheck, Finding
from app.domain.report import Report, compose
from app.domain.report.facts import Facts
from app.domain.round import name_review_version
from app.domain.structure import PeriodState
from app.queries.programme import ProgrammeRow
from app.queries.report.facts import report_facts
from app.queries.report.review import review_days
from app.queries.reporting_period import PeriodRow, period_on
from app.tables import FindingAnswer, Person
from app.templating.wording import words_of


@dataclass(frozen=True, slots=True)
class FindingReply:
    """Why a finding is left as it is."""

    reason: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A finding with what was answered to it; it stays open until somebody answers or mends it."""

    number: int
    finding: Finding
    answer: FindingReply | None = None


def draft_facts(
    session: Session, programme: ProgrammeRow, period: PeriodRow, day: date | None = None
) -> Facts:
    """Return the facts of a draft, with the name that this version would bear. At most 31 queries.

    As of a day, the round stands as it stood at the end of that day.
    """
    if day is not None:
        period = period_on(session, period, day)
    facts = report_facts(session, programme, period, day)
    days = [taken_on for taken_on in review_days(session, period.id) if day is None or taken_on <= day]
    number = len(days) + (period.state is not PeriodState.REVIEW)
    path = tuple((name_review_version(n), day) for n, day in enumerate(days[: number - 1], start=1))
    return replace(facts, version=name_review_version(number), path=path)


def compose_draft(facts: Facts, language: str) -> Report:
    """Compose a draft in one language."""
    return compose(facts, words_of(language, facts.period.report_date))


def compose_editions(facts: Facts) -> dict[str, Report]:
    """Compose the editions that the round asks for, by language."""
    return {language: compose_draft(facts, language) for language in facts.period.languages}


def check_draft(session: Session, facts: Facts) -> tuple[CheckedFinding, ...]:
    """Return everything that the editorial check finds, numbered in the order of the texts. One query."""
    replies = _replies(session, facts.period.id)
    findings = EditorialCheck(facts).check_report()
    return tuple(
        CheckedFinding(number, finding, replies.get(finding.key))
        for number, finding in enumerate(findings, start=1)
    )


def open_findings(session: Session, facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the sentences with a finding that is neither mended nor answered, by section. One query."""
    sentences: dict[str, dict[str, None]] = {}
    for checked in check_draft(session, facts):
        if checked.answer is None:
            finding = checked.finding
            sentences.setdefault(finding.section_key, {})[f"“{finding.sentence}”"] = None
    return {key: tuple(quoted) for key, quoted in sentences.items()}


def _replies(session: Session, period_id: int) -> dict[str, FindingReply]:
    """Return the last answer to each finding, by its key."""
    answer = FindingAnswer
    statement = (
        sa.select(col(answer.finding), col(answer.reason), col(answer.recorded_at))
        .add_columns(col(Person.name).label("author"))
        .join_from(answer, Person, col(Person.id) == col(answer.author_id))
        .where(col(answer.reporting_period_id) == period_id)
        .order_by(col(answer.id))
    )
    return {
        row.finding: FindingReply(row.reason, row.author, row.recorded_at)
        for row in session.execute(statement)
    }
