"""Facts in, the whole tree out: the sections of a report in the order of domain/README.md, The report."""

from collections.abc import Callable, Iterator

from app.domain.report.after import after
from app.domain.report.changes import changes
from app.domain.report.chapter import chapter
from app.domain.report.colophon import colophon
from app.domain.report.commitments import commitments
from app.domain.report.decisions import decisions
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.introduction import introduction
from app.domain.report.measured import indicators
from app.domain.report.milestones import milestones
from app.domain.report.outlook import outlook
from app.domain.report.promises import promises
from app.domain.report.risks import risks
from app.domain.report.summary import summary
from app.domain.report.title import line_title
from app.domain.report.tree import Block, Promised, Report, Section
from app.domain.report.written import written
from app.domain.wording import Words

_WRITTEN_INSIDE = "summary"
Room = Callable[[Facts, Words], list[Block]]

_BEFORE: tuple[tuple[str, str, Room], ...] = (
    ("introduction", "Introduction", introduction),
    ("summary", "Management summary", summary),
    ("promises", "Promises kept", promises),
)
_AFTER: tuple[tuple[str, str, Room], ...] = (
    ("milestones", "Milestone overview", milestones),
    ("decisions", "Decisions", decisions),
    ("indicators", "Indicators", indicators),
    ("risks", "Risks and dependencies", risks),
    ("commitments", "Commitments to parliament", commitments),
    ("outlook", "Outlook", outlook),
    ("after", "After the reference date", after),
    ("changes", "What changed", changes),
    ("colophon", "Colophon", colophon),
)


def compose(facts: Facts, words: Words) -> Report:
    """The report of a half-year in the language of the words; the same facts give the same tree."""
    return Report(
        programme=facts.slug,
        programme_title=facts.title,
        half_year=str(facts.period.half_year),
        number=facts.period.number,
        title=words.say("Progress report %(half_year)s", half_year=facts.period.half_year),
        language=words.language,
        version=facts.version,
        state=facts.period.state.value,
        sections=tuple(_sections(facts, words)),
        promised=tuple(_promised(found) for found in facts.deliverables()),
    )


def _promised(found: DeliverableFacts) -> Promised:
    said = found.assessment.deadline
    status = found.assessment.status
    if said is None:
        return Promised(found.id, found.title, found.is_decision, status)
    window = said.window
    return Promised(
        found.id,
        found.title,
        found.is_decision,
        status,
        said.id,
        window.phrase,
        window.edtf,
        window.earliest,
        window.latest,
        said.firmness,
    )


def _sections(facts: Facts, words: Words) -> Iterator[Section]:
    for number, (key, title, room) in enumerate(_BEFORE, start=1):
        yield _section(key, str(number), words.say(title), room(facts, words), facts, words)
    chapters = len(_BEFORE) + 1
    for number, line in enumerate(facts.lines, start=1):
        drafted, key = chapter(line, facts, words), f"action-line:{line.code}"
        yield _section(key, f"{chapters}.{number}", line_title(line, words), drafted, facts, words)
    for number, (key, title, room) in enumerate(_AFTER, start=chapters + 1):
        yield _section(key, str(number), words.say(title), room(facts, words), facts, words)


def _section(key: str, number: str, title: str, drafted: list[Block], facts: Facts, words: Words) -> Section:
    """What was written goes first; the summary puts it under a heading of its own."""
    said = [] if key == _WRITTEN_INSIDE else written(facts, key, words)
    return Section(key, number, title, (*said, *drafted))
