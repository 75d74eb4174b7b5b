"""Reading a report, in one place: as it was adopted, else composed from what was said in time."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.refusal import Conflict
from app.domain.report import Report
from app.queries.programme import ProgrammeRow
from app.queries.report.archive import FrozenRow, frozen_tree, frozen_versions
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.reporting_period import PeriodRow, is_adopted
from app.renderers.frozen import thaw


@dataclass(frozen=True, slots=True)
class Reading:
    """A report in one language; `frozen` is what was adopted, none of a draft."""

    report: Report
    frozen: FrozenRow | None = None

    @property
    def hash(self) -> str | None:
        """Return the hash of the report as adopted."""
        return self.frozen.hash if self.frozen else None


def read_report(
    session: Session,
    programme: ProgrammeRow,
    period: PeriodRow,
    day: date | None,
    language: str,
    version: str = "",
) -> Reading:
    """Return the report of a period. Two queries where it was adopted, else those of its facts.

    `version` asks for one that an erratum stands beside. Refuses a day that is asked of a report that has
    been adopted: it says what it said.
    """
    if not is_adopted(period):
        return Reading(compose_draft(draft_facts(session, programme, period, day), language))
    if day is not None:
        raise Conflict("This report has been adopted: it says what it said, whatever the day.")
    frozen = frozen_versions(session, period, version)[-1]
    return Reading(thaw(frozen_tree(session, frozen.id))[language], frozen)
