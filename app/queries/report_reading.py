"""Reading a report, through one door: as it was adopted, else composed from what was said in time."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from app.domain.refusal import Conflict
from app.domain.report import Report, compose
from app.domain.report.facts import Facts
from app.domain.round import review_version
from app.domain.structure import PeriodState
from app.queries.frozen_report import FrozenRow, frozen_reports, frozen_tree
from app.queries.programme import ProgrammeRow
from app.queries.report import facts, is_adopted
from app.queries.report_version import review_days
from app.queries.reporting_period import PeriodRow
from app.renderers.frozen import thaw
from app.templating import LANGUAGES
from app.templating.wording import words_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A report in one language; `frozen` is what was adopted, none of a draft."""

    report: Report
    frozen: FrozenRow | None = None

    @property
    def hash(self) -> str | None:
        """That of the report as adopted."""
        return self.frozen.hash if self.frozen else None


def reading(
    session: Session, programme: ProgrammeRow, period: PeriodRow, day: date | None, language: str
) -> Reading:
    """The report of a period. Two queries where it was adopted, else those of its facts.

    Refuses a day that is asked of a report that has been adopted: it says what it said.
    """
    frozen = adopted_one(session, period)
    if frozen is None:
        return Reading(composed(told(session, programme, period, day), language))
    if day is not None:
        raise Conflict("This report has been adopted: it says what it said, whatever the day.")
    return Reading(thaw(frozen_tree(session, frozen.id))[language], frozen)


def told(session: Session, programme: ProgrammeRow, period: PeriodRow, day: date | None = None) -> Facts:
    """The facts of a draft, with the name that this version would bear. At most 25 queries."""
    found = facts(session, programme, period, day)
    days = review_days(session, period.id)
    number = len(days) + (period.state is not PeriodState.REVIEW)
    path = tuple((review_version(n), day) for n, day in enumerate(days[: number - 1], start=1))
    return replace(found, version=review_version(number), path=path)


def composed(facts: Facts, language: str) -> Report:
    """A draft in one language."""
    return compose(facts, words_of(language, facts.period.report_date))


def editions(facts: Facts) -> dict[str, Report]:
    """A draft in every language."""
    return {language: composed(facts, language) for language in LANGUAGES}


def adopted_one(session: Session, period: PeriodRow) -> FrozenRow | None:
    """The report that holds for a period that was adopted: the last erratum, where there is one."""
    if not is_adopted(period):
        return None
    found = frozen_reports(session, period.programme_id)
    return [row for row in found if row.period_id == period.id][-1]
