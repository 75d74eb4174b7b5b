"""Checks all texts of a report against its facts."""

from collections.abc import Iterator, Sequence

from app.domain.editorial_check.agreement import compare_summary
from app.domain.editorial_check.amounts import KnownIndicator, check_figures, index_indicators
from app.domain.editorial_check.clause import Clause, read_clauses
from app.domain.editorial_check.finding import Finding, ReportText
from app.domain.editorial_check.names import DeliverableNames
from app.domain.editorial_check.promises import check_deliverable
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report.facts import Facts, LineFacts
from app.domain.report.tree import Record


def check_texts(texts: Sequence[ReportText], facts: Facts) -> tuple[Finding, ...]:
    """Return what in these texts the facts contradict, in the order of the texts.

    A sentence that the data contradict is not compared with another text as well.
    """
    names, indicators = DeliverableNames.of(facts), index_indicators(facts)
    on = facts.period.reference_date
    clauses = [clause for text in texts for clause in read_clauses(text, names, on)]
    findings = [finding for clause in clauses for finding in _check_clause(clause, facts, indicators)]
    contradicted = {(finding.text, finding.sentence) for finding in findings}
    findings += [
        finding
        for finding in compare_summary(clauses)
        if (finding.text, finding.sentence) not in contradicted
    ]
    order = {text: place for place, text in enumerate(texts)}
    unique = {(finding.text, finding.start, finding.quote): finding for finding in reversed(findings)}
    return tuple(sorted(unique.values(), key=lambda finding: (order[finding.text], finding.start)))


def collect_texts(facts: Facts) -> tuple[ReportText, ...]:
    """Return every text that somebody wrote, with the record that holds it.

    These are the sections in the default language (the one in which people say what they say), and in
    the chapters the narratives of projects and what leads wrote.
    """
    return tuple(text for text in (*_section_texts(facts), *_chapter_texts(facts)) if text.text.strip())


def _check_clause(clause: Clause, facts: Facts, indicators: list[KnownIndicator]) -> Iterator[Finding]:
    for deliverable in clause.about:
        yield from check_deliverable(clause, deliverable, facts.period.reference_date)
    yield from check_figures(clause, indicators)


def _section_texts(facts: Facts) -> Iterator[ReportText]:
    for (key, language), text in facts.texts.items():
        if language == DEFAULT_LANGUAGE:
            yield ReportText(key, text.text, Record("section_text", text.id))


def _chapter_texts(facts: Facts) -> Iterator[ReportText]:
    for line in facts.lines:
        yield from _line_texts(f"action-line:{line.code}", line)


def _line_texts(key: str, line: LineFacts) -> Iterator[ReportText]:
    for project in line.projects:
        yield ReportText(key, project.narrative, Record("project", project.id))
        for deliverable in project.deliverables:
            if deliverable.last is not None:
                record = Record("status_update", deliverable.last.id)
                yield ReportText(key, deliverable.last.text, record)
                yield ReportText(key, deliverable.printed_answer, record)
