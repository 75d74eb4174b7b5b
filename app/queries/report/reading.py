"""Reading a report, in one place: as it was stored for review or adoption, else composed."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from app.domain.refusal import Conflict, NotFound
from app.domain.report import Report
from app.domain.structure import PeriodState
from app.queries.programme import ProgrammeRow
from app.queries.report.archive import FrozenRow, frozen_editions, frozen_versions
from app.queries.report.draft import compose_draft, compose_editions, draft_facts
from app.queries.report.review import StoredVersion, last_version, version_tree
from app.queries.reporting_period import PeriodRow, is_adopted, is_fixed, period_on
from app.renderers.frozen import thaw


@dataclass(frozen=True, slots=True)
class Reading:
    """A report in one language: `frozen` as it was adopted, `stored` as it went into review, or a draft."""

    report: Report
    frozen: FrozenRow | None = None
    stored: StoredVersion | None = None
    languages: tuple[str, ...] = LANGUAGES
    """Those of its editions; a draft may be looked at in each."""
    editions: Mapping[str, Report] = field(default_factory=dict)
    """All of them, of what was stored."""

    @property
    def hash(self) -> str | None:
        """Return the hash of the report as adopted."""
        return self.frozen.hash if self.frozen else None


@dataclass(frozen=True, slots=True)
class EditionsRead:
    """A report in every language that it has."""

    editions: Mapping[str, Report]
    frozen: FrozenRow | None = None


def read_editions(
    session: Session, programme: ProgrammeRow, period: PeriodRow, day: date | None, version: str = ""
) -> EditionsRead:
    """Return every edition of what `read_report` returns one of; a draft in the languages of its round."""
    if is_fixed(period) or _find_stored(session, period, day) is not None:
        read = read_report(session, programme, period, day, DEFAULT_LANGUAGE, version)
        return EditionsRead(read.editions, read.frozen)
    return EditionsRead(compose_editions(draft_facts(session, programme, period, day)))


def read_report(
    session: Session,
    programme: ProgrammeRow,
    period: PeriodRow,
    day: date | None,
    language: str,
    version: str = "",
) -> Reading:
    """Return the report of a period: from its review on the stored version, before that a draft as of a day.

    Two queries where it was stored, else those of its facts. `version` asks for one that an erratum stands
    beside. Refuses a day that is asked of a stored report: it says what it says; and a language in which it
    has no edition.
    """
    if day is not None and is_fixed(period):
        raise Conflict("This report is in review or adopted: it says what it says, whatever the day.")
    if is_adopted(period):
        frozen = frozen_versions(session, period, version)[-1]
        editions = frozen_editions(session, frozen)
        return Reading(find_edition(editions, language), frozen, None, tuple(editions), editions)
    stored = _find_stored(session, period, day)
    if stored is not None:
        editions = thaw(version_tree(session, stored.id))
        return Reading(find_edition(editions, language), None, stored, tuple(editions), editions)
    return Reading(compose_draft(draft_facts(session, programme, period, day), language))


def read_as_of_today(session: Session, programme: ProgrammeRow, last: PeriodRow, today: date) -> Report:
    """Return the last report of a programme as it would read with everything that was said until today."""
    open_period = replace(
        last, state=PeriodState.EDITING, report_date=today, reference_date=today, input_deadline=today
    )
    return read_report(session, programme, open_period, None, DEFAULT_LANGUAGE).report


def find_edition(editions: Mapping[str, Report], language: str) -> Report:
    """Return the edition in this language. Refuses one that there is none in, with those that are."""
    require_edition(editions, language)
    return editions[language]


def require_edition(languages: Container[str], language: str) -> None:
    """Refuse a language in which there is no edition, with those in which there are."""
    if language in languages:
        return
    names = {"nl": "Nederlands", "en": "English"}
    known = ", ".join(names[code] for code in LANGUAGES if code in languages)
    raise NotFound("This report has no edition in that language. There is: %(languages)s.", languages=known)


def _find_stored(session: Session, period: PeriodRow, day: date | None) -> StoredVersion | None:
    """Return the version that was in review at the end of a day, or is now; none where none was."""
    then = period if day is None else period_on(session, period, day)
    return last_version(session, period.id, day or date.max) if then.state is PeriodState.REVIEW else None
