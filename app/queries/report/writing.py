"""A report as it is being written, with its facts: in review as stored, once adopted as its next erratum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.domain.report import Report, Section
from app.domain.report.facts import Facts
from app.domain.report.summary import Summary, compose_summary
from app.domain.structure import PeriodState
from app.queries.programme import ProgrammeRow
from app.queries.report.adoption import reviewed_facts
from app.queries.report.draft import CheckedFinding, check_draft, compose_draft, draft_facts
from app.queries.report.review import last_version, version_tree
from app.queries.reporting_period import PeriodRow, is_adopted
from app.renderers.frozen import thaw
from app.templating.wording import words_of

WRITABLE = frozenset(PeriodState) - {PeriodState.REVIEW}
"""Of an adopted report the text of its next erratum is written."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The facts and the draft of a report; the draft is in the language of the programme."""

    facts: Facts
    report: Report


def compose_to_write(
    session: Session, programme: ProgrammeRow, period: PeriodRow, today: date
) -> WrittenReport:
    """Return a report as those see it who write it. At most 34 queries."""
    stored = last_version(session, period.id) if period.state is PeriodState.REVIEW else None
    if stored is not None:
        report = thaw(version_tree(session, stored.id))[DEFAULT_LANGUAGE]
        return WrittenReport(reviewed_facts(session, period, stored.id), report)
    facts = draft_facts(session, programme, period, None if is_adopted(period) else today)
    return WrittenReport(facts, compose_draft(facts, DEFAULT_LANGUAGE))


def compose_summary_to_choose(
    session: Session, programme: ProgrammeRow, period: PeriodRow, today: date
) -> tuple[Facts, Summary]:
    """Return the facts and the summary of the draft of today; of an adopted report of its next erratum."""
    facts = draft_facts(session, programme, period, None if is_adopted(period) else today)
    return facts, compose_summary(facts, words_of(DEFAULT_LANGUAGE, facts.period.report_date))


def require_section(sections: Iterable[Section], key: str) -> Section:
    """Return the section with this key. Refuses (`NotFound`) one that the report does not have."""
    section = next((candidate for candidate in sections if candidate.key == key), None)
    if section is None:
        raise NotFound("There is no such section in the report.")
    return section


def unanswered_findings(session: Session, programme: ProgrammeRow, period: PeriodRow) -> list[CheckedFinding]:
    """Return the findings in the draft of a report that nobody has answered."""
    facts = draft_facts(session, programme, period)
    return [finding for finding in check_draft(session, facts) if finding.answer is None]
