"""Reading a report, through one door: as it was adopted, else composed from what was said in time."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from app.domain.refusal import Conflict, NotFound
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
    session: Session,
    programme: ProgrammeRow,
    period: PeriodRow,
    day: date | None,
    language: str,
    version: str = "",
) -> Reading:
    """The report of a period. Two queries where it was adopted, else those of its facts.

    `version` asks for one that an erratum stands beside. Refuses a day that is asked of a report that has
    been adopted: it says what it said.
    """
    if not is_adopted(period):
        return Reading(composed(told(session, programme, period, day), language))
    if day is not None:
        raise Conflict("This report has been adopted: it says what it said, whatever the day.")
    frozen = frozen_versions(session, period, version)[-1]
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


def frozen_versions(session: Session, period: PeriodRow, version: str = "") -> list[FrozenRow]:
    """The report of a period as adopted and its errata, or the one that is called so. One query.

    Refuses a version that was never adopted.
    """
    found = [row for row in frozen_reports(session, [period.programme_id]) if row.period_id == period.id]
    asked = [row for row in found if version in ("", row.version)]
    if not asked:
        raise NotFound("There is no such version of this report.")
    return asked
