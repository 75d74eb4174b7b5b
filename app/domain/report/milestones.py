"""How many deliverables stand how on the reference date, as a table of counts."""

from collections.abc import Iterable

from app.domain.count import CountBase, Counts
from app.domain.language import _
from app.domain.report.chapter import line_title
from app.domain.report.facts import Facts
from app.domain.report.milestone_pictures import draft_milestone_pictures
from app.domain.report.since import count_base, count_in_report
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.report.trend_pictures import draft_trend_pictures
from app.domain.wording import Words

_COLUMNS = (
    _("Part"),
    _("All"),
    _("Delivered"),
    _("Overdue"),
    _("Due now"),
    _("Upcoming"),
    _("Without a date"),
    _("Ongoing"),
    _("Withdrawn"),
)
_SHIFTED = {
    CountBase.PREVIOUS_REPORT: (_("Moved in this period"), _("Date dropped in this period")),
    CountBase.FIRST_PROMISE: (_("Moved since the first promise"), _("Date dropped since the first promise")),
}


def draft_milestones(facts: Facts, words: Words) -> list[Block]:
    """Draft the table of counts per action line, with a total, then the pictures."""
    rows = [
        _row(
            Run(line_title(line, words), Record("action_line", line.id)),
            count_in_report(line.deliverables, facts),
            [Record("action_line", line.id)],
        )
        for line in facts.lines
    ]
    programme = Record("programme", facts.programme_id)
    total = count_in_report(facts.deliverables(), facts)
    rows.append(_row(Run(words.say("Programme"), programme), total, [programme]))
    day = words.day(facts.period.reference_date)
    caption = words.say("Number of milestones on %(day)s", day=day)
    columns = (*_COLUMNS, *_SHIFTED[count_base(facts)])
    counts = table(caption, [words.say(name) for name in columns], rows)
    return [counts, *draft_milestone_pictures(facts, words), *draft_trend_pictures(facts, words)]


def _row(lead: Run, counts: Counts, records: Iterable[Record]) -> Row:
    numbers = (
        *(counts.total, counts.delivered, counts.overdue, counts.due_now, counts.due_later),
        *(counts.undated, counts.ongoing, counts.withdrawn, counts.moved, counts.date_dropped),
    )
    return Row((lead, *(Run(str(number)) for number in numbers)), tuple(records))
