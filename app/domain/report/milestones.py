"""How many deliverables stand how on the reference date, as counts and as the milestone overview."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.report.chapter import line_title
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import find_moved_ids
from app.domain.report.milestone_pictures import draft_milestone_pictures
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.report.trend_pictures import draft_trend_pictures
from app.domain.timeliness import Timeliness
from app.domain.wording import Words


@dataclass(frozen=True, slots=True)
class MilestoneCounts:
    """A number for each verdict, the total, and how many of them moved since the report before."""

    total: int
    of: dict[Timeliness, int]
    moved: int

    @property
    def delivered(self) -> int:
        """In time, late, and of which nobody said when."""
        return self.of[Timeliness.DELIVERED] + self.of[Timeliness.DELIVERED_LATE]


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


def count_deliverables(
    deliverables: Iterable[DeliverableFacts], moved_ids: frozenset[int]
) -> MilestoneCounts:
    """Count these deliverables; each stands in one verdict."""
    among = list(deliverables)
    of = dict.fromkeys(Timeliness, 0)
    for deliverable in among:
        of[deliverable.assessment.timeliness] += 1
    return MilestoneCounts(len(among), of, sum(d.id in moved_ids for d in among))


def draft_milestones(facts: Facts, words: Words) -> list[Block]:
    """Draft the table of counts per action line, with a total, then the pictures."""
    moved = find_moved_ids(facts)
    rows = [
        _row(
            Run(line_title(line, words), Record("action_line", line.id)),
            count_deliverables(line.deliverables, moved),
            [Record("action_line", line.id)],
            words,
        )
        for line in facts.lines
    ]
    programme = Record("programme", facts.programme_id)
    rows.append(
        _row(
            Run(words.say("Programme"), programme),
            count_deliverables(facts.deliverables(), moved),
            [programme],
            words,
        )
    )
    day = words.day(facts.period.reference_date)
    caption = words.say("Number of milestones on %(day)s", day=day)
    counts = table(caption, [words.say(name) for name in _COLUMNS], rows)
    return [counts, *draft_milestone_pictures(facts, words), *draft_trend_pictures(facts, words)]


def _row(lead: Run, counted: MilestoneCounts, records: Iterable[Record], words: Words) -> Row:
    verdicts = (
        Timeliness.OVERDUE,
        Timeliness.DUE_NOW,
        Timeliness.DUE_LATER,
        Timeliness.UNDATED,
        Timeliness.WITHDRAWN,
    )
    numbers = (counted.total, counted.delivered, *(counted.of[v] for v in verdicts), counted.moved)
    return Row((lead, *(Run(str(number)) for number in numbers)), tuple(records))
