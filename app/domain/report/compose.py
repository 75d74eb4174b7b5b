"""Facts in, the whole tree out: the sections of a report in the order of domain/README.md, The report."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from app.domain.half_year import HalfYear
from app.domain.report.abbreviation import AbbreviationWriter
from app.domain.report.changes import draft_after, draft_changes
from app.domain.report.chapter import FIRST_CHAPTER, chapter_key, chapter_number, draft_chapter, line_title
from app.domain.report.colophon import draft_colophon
from app.domain.report.commitments import draft_commitments
from app.domain.report.decisions import draft_decisions
from app.domain.report.edition import leave_out_addresses, prepare_facts
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.indicators import draft_indicators
from app.domain.report.introduction import draft_introduction
from app.domain.report.milestones import draft_milestones
from app.domain.report.outlook import draft_outlook
from app.domain.report.promises import draft_promises
from app.domain.report.risks import draft_risks
from app.domain.report.summary import compose_summary
from app.domain.report.tree import LAYOUT, Block, Promised, Report, Section
from app.domain.wording import Words, capitalise, ordinal_in_words

Draft = Callable[[Facts, Words], list[Block]]

_SUMMARY = "summary"
"""It puts what was written under a heading of its own."""
_AFTER: tuple[tuple[str, str, Draft], ...] = (
    ("milestones", "Milestone overview", draft_milestones),
    ("decisions", "Decisions", draft_decisions),
    ("indicators", "Indicators", draft_indicators),
    ("risks", "Risks and dependencies", draft_risks),
    ("commitments", "Commitments to parliament", draft_commitments),
    ("outlook", "Outlook", draft_outlook),
    ("after", "After the reference date", draft_after),
    ("changes", "What changed", draft_changes),
    ("colophon", "Colophon", draft_colophon),
)


def compose(facts: Facts, words: Words) -> Report:
    """Compose the report of a half-year in the language of `words`; the same facts give the same tree."""
    facts = prepare_facts(facts, words.language)
    report = Report(
        programme=facts.slug,
        programme_title=facts.title,
        half_year=str(facts.period.half_year),
        number=facts.period.number,
        title=name_report(facts.period.number, facts.period.half_year, words),
        language=words.language,
        version=facts.version,
        state=facts.period.state.value,
        sections=tuple(_write_out(_compose_sections(facts, words), facts)),
        promised=tuple(_record_promised(deliverable) for deliverable in facts.deliverables()),
        layout=LAYOUT,
    )
    return leave_out_addresses(report, facts.private_addresses, words)


def _record_promised(deliverable: DeliverableFacts) -> Promised:
    deadline = deliverable.assessment.deadline
    status = deliverable.assessment.status
    if deadline is None:
        return Promised(deliverable.id, deliverable.title, deliverable.is_decision, status)
    window = deadline.window
    return Promised(
        deliverable.id,
        deliverable.title,
        deliverable.is_decision,
        status,
        deadline.id,
        window.phrase,
        window.edtf,
        window.earliest,
        window.latest,
        deadline.firmness,
        window.bounds_by,
    )


def name_report(number: int, half_year: HalfYear, words: Words) -> str:
    """Return “Derde voortgangsrapportage, tweede helft van 2023”."""
    ordinal = capitalise(ordinal_in_words(number, words))
    year = half_year.year
    if half_year.half == 1:
        return words.say("%(ordinal)s progress report, first half of %(year)s", ordinal=ordinal, year=year)
    return words.say("%(ordinal)s progress report, second half of %(year)s", ordinal=ordinal, year=year)


def _compose_sections(facts: Facts, words: Words) -> Iterator[Section]:
    summary = compose_summary(facts, words)
    introduction, promises = draft_introduction(facts, words), draft_promises(facts, words)
    yield _build_section("introduction", "1", words.say("Introduction"), introduction, facts, words)
    yield Section(_SUMMARY, "2", words.say("Management summary"), summary.blocks)
    yield _build_section("promises", "3", words.say("Promises kept"), promises, facts, words)
    for place, line in enumerate(facts.lines, start=1):
        drafted = draft_chapter(line, facts, words, summary.told_in_full)
        number = chapter_number(place)
        yield _build_section(chapter_key(line), number, line_title(line, words), drafted, facts, words)
    for place, (key, title, draft) in enumerate(_AFTER, start=FIRST_CHAPTER + 1):
        yield _build_section(key, str(place), words.say(title), draft(facts, words), facts, words)


def _write_out(sections: Iterable[Section], facts: Facts) -> Iterator[Section]:
    """Write each abbreviation out where the report first uses it."""
    writer = AbbreviationWriter(facts.abbreviations)
    for section in sections:
        yield replace(section, blocks=writer.write(section.blocks))


def _build_section(
    key: str, number: str, title: str, drafted: list[Block], facts: Facts, words: Words
) -> Section:
    """What was written goes first."""
    written = facts.written_blocks(key, words.language)
    return Section(key, number, title, (*written, *drafted))
