"""The milestone overview: how many stand how, a row for each part of the programme."""

from collections.abc import Iterable

from app.domain.report.count import Counts, counts
from app.domain.report.facts import Facts
from app.domain.report.grouping import moved_ids
from app.domain.report.title import line_title
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.timeliness import Timeliness
from app.domain.wording import Words

_COLUMNS = (
    "Part",
    "All",
    "Delivered",
    "Overdue",
    "Due now",
    "Upcoming",
    "Without a date",
    "Withdrawn",
    "Moved",
)


def milestones(facts: Facts, words: Words) -> list[Block]:
    """The table of counts, with a total."""
    moved = moved_ids(facts)
    rows = [
        _row(
            Run(line_title(line, words), Record("action_line", line.id)),
            counts(line.deliverables, moved),
            [Record("action_line", line.id)],
            words,
        )
        for line in facts.lines
    ]
    whole = Record("programme", facts.programme_id)
    rows.append(_row(Run(words.say("Programme"), whole), counts(facts.deliverables(), moved), [whole], words))
    day = words.day(facts.period.reference_date)
    caption = words.say("Number of milestones on %(day)s", day=day)
    return [table(caption, [words.say(name) for name in _COLUMNS], rows)]


def _row(lead: Run, counted: Counts, records: Iterable[Record], words: Words) -> Row:
    verdicts = (
        Timeliness.OVERDUE,
        Timeliness.DUE_NOW,
        Timeliness.DUE_LATER,
        Timeliness.UNDATED,
        Timeliness.WITHDRAWN,
    )
    numbers = (counted.total, counted.delivered, *(counted.of[v] for v in verdicts), counted.moved)
    return Row((lead, *(Run(str(number)) for number in numbers)), tuple(records))
