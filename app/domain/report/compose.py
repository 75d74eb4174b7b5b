"""Facts in, the whole tree out: the sections of a report in the order of domain/README.md, The report."""

from collections.abc import Callable, Iterator

from app.domain.report.changes import draft_after, draft_changes
from app.domain.report.chapter import draft_chapter, line_title
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
from app.domain.report.summary import draft_summary
from app.domain.report.tree import Block, Promised, Report, Section
from app.domain.wording import Words

_WRITTEN_UNDER_HEADING = "summary"
Draft = Callable[[Facts, Words], list[Block]]

_BEFORE: tuple[tuple[str, str, Draft], ...] = (
    ("introduction", "Introduction", draft_introduction),
    ("summary", "Management summary", draft_summary),
    ("promises", "Promises kept", draft_promises),
)
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
        title=words.say("Progress report %(half_year)s", half_year=facts.period.half_year),
        language=words.language,
        version=facts.version,
        state=facts.period.state.value,
        sections=tuple(_compose_sections(facts, words)),
        promised=tuple(_record_promised(deliverable) for deliverable in facts.deliverables()),
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
    )


def _compose_sections(facts: Facts, words: Words) -> Iterator[Section]:
    for number, (key, title, draft) in enumerate(_BEFORE, start=1):
        yield _build_section(key, str(number), words.say(title), draft(facts, words), facts, words)
    chapters = len(_BEFORE) + 1
    for number, line in enumerate(facts.lines, start=1):
        drafted, key = draft_chapter(line, facts, words), f"action-line:{line.code}"
        yield _build_section(key, f"{chapters}.{number}", line_title(line, words), drafted, facts, words)
    for number, (key, title, draft) in enumerate(_AFTER, start=chapters + 1):
        yield _build_section(key, str(number), words.say(title), draft(facts, words), facts, words)


def _build_section(
    key: str, number: str, title: str, drafted: list[Block], facts: Facts, words: Words
) -> Section:
    """What was written goes first; the summary puts it under a heading of its own."""
    written = [] if key == _WRITTEN_UNDER_HEADING else facts.written_blocks(key, words.language)
    return Section(key, number, title, (*written, *drafted))
