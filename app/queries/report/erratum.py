"""An erratum that is being prepared: an adopted report as it would read with what was put right since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.domain.report import Report, Section
from app.domain.report.facts import Facts
from app.domain.report.later_saying import find_deferred, put_back
from app.domain.round import UNSIGNED, name_adopted_version
from app.domain.sign_off import Hashes, find_changed_sections
from app.queries.programme import programme_by_id
from app.queries.report.adoption import deferrals
from app.queries.report.archive import FrozenRow, frozen_editions, frozen_versions
from app.queries.report.draft import compose_draft, draft_facts, open_findings
from app.queries.report.review import ReviewVersion, review_versions, version_facts
from app.queries.report.section_text import current_blocks
from app.queries.report.summary_choice import current_choices
from app.queries.reporting_period import PeriodRow
from app.renderers.frozen import hash_sections
from app.renderers.kept_facts import plain_facts, read_facts


@dataclass(frozen=True, slots=True)
class ErratumDraft:
    """What would be adopted as the next erratum; `last` is the version that holds now."""

    last: FrozenRow
    adopted: Mapping[str, Report]
    """The editions that hold now, by language."""
    editions: Mapping[str, Report]
    """The same, with every section that was put right as it would read."""
    facts: Facts
    changed: tuple[str, ...]
    """The keys of the signed sections that would read otherwise."""
    findings: Mapping[str, tuple[str, ...]]
    """The sentences that contradict the data and that nobody has mended or answered, by section."""

    @property
    def number(self) -> int:
        """The number that the erratum would get."""
        return self.last.erratum + 1

    @property
    def hashes(self) -> Hashes:
        """The hash of each section as it would read."""
        return hash_sections(self.editions)


def draft_erratum(session: Session, period: PeriodRow) -> ErratumDraft:
    """Compose the erratum of an adopted report, in the editions that it has. At most 45 queries.

    A section changes only where facts or texts change its words: one that a newer release of the product
    words otherwise stays as it was adopted.
    """
    last = frozen_versions(session, period)[-1]
    adopted = frozen_editions(session, last)
    programme = programme_by_id(session, period.programme_id)
    facts = replace(draft_facts(session, programme, period), version=name_adopted_version(last.erratum + 1))
    stored = [version for version in review_versions(session, period.id) if version.erratum <= last.erratum]
    kept = read_facts(version_facts(session, stored[-1].id), facts) if stored else None
    if kept is not None:
        facts = _without_deferred(session, period, facts, kept)
    now = {language: compose_draft(facts, language) for language in adopted}
    before = adopted if kept is None else _compose_again(session, period, facts, kept, stored[-1], adopted)
    changed = find_changed_sections(_hash_words(before), _hash_words(now))
    editions = {language: _put_right(adopted[language], now[language], changed) for language in adopted}
    return ErratumDraft(
        last=last,
        adopted=adopted,
        editions=editions,
        facts=facts,
        changed=find_changed_sections(hash_sections(adopted), hash_sections(editions)),
        findings=open_findings(session, facts),
    )


def find_proposal(versions: list[ReviewVersion], last: FrozenRow) -> ReviewVersion | None:
    """Return the last version that was proposed as the next erratum; none where none was."""
    proposals = [version for version in versions if version.erratum == last.erratum + 1]
    return proposals[-1] if proposals else None


def _without_deferred(session: Session, period: PeriodRow, facts: Facts, kept: Facts) -> Facts:
    """The facts without what was left for the next report: that stays as it was adopted."""
    deferred = deferrals(session, period.id)
    if not deferred:
        return facts
    return put_back(facts, kept, find_deferred(plain_facts(kept), plain_facts(facts), deferred.keys()))


def _compose_again(
    session: Session,
    period: PeriodRow,
    facts: Facts,
    kept: Facts,
    stored: ReviewVersion,
    adopted: Mapping[str, Report],
) -> Mapping[str, Report]:
    """Compose what was adopted once more, by this release."""
    texts = current_blocks(session, period.id, recorded_until=stored.recorded_at)
    choices = current_choices(session, period.id, recorded_until=stored.recorded_at)
    same = replace(
        kept, texts=texts, choices=choices, period=facts.period, version=facts.version, path=facts.path
    )
    return {language: compose_draft(same, language) for language in adopted}


def _hash_words(editions: Mapping[str, Report]) -> Hashes:
    """The hash of each section as people read it, whatever records its words lead to."""
    return hash_sections(
        {
            language: replace(
                report, sections=tuple(_without_records(section) for section in report.sections)
            )
            for language, report in editions.items()
        }
    )


def _without_records(section: Section) -> Section:
    blocks = tuple(
        replace(
            block,
            records=(),
            runs=tuple(replace(run, record=None) for run in block.runs),
            rows=tuple(
                replace(row, records=(), cells=tuple(replace(cell, record=None) for cell in row.cells))
                for row in block.rows
            ),
        )
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _put_right(adopted: Report, now: Report, changed: tuple[str, ...]) -> Report:
    """The report as it would read: its sections as adopted, save those that changed, came or went."""
    kept = {section.key: section for section in adopted.sections}
    sections = tuple(
        kept[section.key] if section.key in kept and section.key not in (*changed, *UNSIGNED) else section
        for section in now.sections
    )
    return replace(now, sections=sections)
