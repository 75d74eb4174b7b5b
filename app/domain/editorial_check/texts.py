"""Every text of a report that somebody wrote: in its sections, of its projects, and of its deliverables."""

from collections.abc import Iterator

from app.domain.editorial_check.finding import Text
from app.domain.report.facts import Facts, LineFacts
from app.domain.report.tree import Record

MAIN = "nl"
"""The language that is read against the data: the one in which people say what they say."""


def texts_of(facts: Facts) -> tuple[Text, ...]:
    """The texts of a report with the records that hold them; those of leads stand in their chapter."""
    return tuple(one for one in (*_written(facts), *_told(facts)) if one.text.strip())


def _written(facts: Facts) -> Iterator[Text]:
    for (key, language), text in facts.texts.items():
        if language == MAIN:
            yield Text(key, text.text, Record("section_text", text.id))


def _told(facts: Facts) -> Iterator[Text]:
    for line in facts.lines:
        yield from _of_line(f"action-line:{line.code}", line)


def _of_line(key: str, line: LineFacts) -> Iterator[Text]:
    for project in line.projects:
        yield Text(key, project.narrative, Record("project", project.id))
        for found in project.deliverables:
            if found.last is not None:
                record = Record("status_update", found.last.id)
                yield Text(key, found.last.text, record)
                yield Text(key, found.printed_answer, record)
