"""The outlook: what the next half-year must bring, what comes later, and what has no day."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.half_year import HalfYear
from app.domain.report.chapter import kind_in_words, status_in_words
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import sort_by_moment
from app.domain.report.statement import records_of, title_with_party
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.timeliness import Timeliness, opens_on
from app.domain.wording import Words, firm_promise_in_words, half_year_in_words, promise_in_words

MOST_ONGOING = 12
"""Ongoing work beyond this is counted."""


def draft_outlook(facts: Facts, words: Words) -> list[Block]:
    """Draft tables of what comes soon, later and without a date, and a sentence on work that goes on."""
    running = [d for d in facts.deliverables() if not d.assessment.timeliness.is_closed]
    ongoing = [d for d in running if d.assessment.timeliness is Timeliness.ONGOING]
    coming = [d for d in running if d.assessment.timeliness is not Timeliness.ONGOING]
    dated = [d for d in coming if d.assessment.timeliness is not Timeliness.UNDATED]
    undated = [d for d in coming if d.assessment.timeliness is Timeliness.UNDATED]
    following = facts.period.half_year.next()
    until = half_year_in_words(following, words)
    soon = [d for d in dated if _falls_by(d, following)]
    later = [d for d in dated if not _falls_by(d, following)]
    return [
        *_draft_table(
            words.say("What comes up to and including %(half_year)s", half_year=until), soon, words
        ),
        *_draft_table(words.say("What comes later"), later, words),
        *_draft_undated(undated, words),
        *_draft_ongoing(ongoing, words),
        *([] if running else [_draft_nothing(facts, words)]),
    ]


def promised_words(deliverable: DeliverableFacts, words: Words) -> str:
    """The promised words, to sort by."""
    return promise_in_words(deliverable.assessment.deadline, words) if deliverable.assessment.deadline else ""


def _falls_by(deliverable: DeliverableFacts, half_year: HalfYear) -> bool:
    """What may be there by the end of the half-year; a window that begins in it counts."""
    assert deliverable.assessment.deadline is not None
    return opens_on(deliverable.assessment.deadline.window) <= half_year.ends_on


def _draft_table(
    title: str, deliverables: Iterable[DeliverableFacts], words: Words, *, has_moments: bool = True
) -> Iterator[Block]:
    rows = [_row(d, words, has_moments=has_moments) for d in sort_by_moment(deliverables)]
    columns = ("Milestone", "Kind", "Status", "Moment") if has_moments else ("Milestone", "Kind", "Status")
    if rows:
        yield heading(title)
        yield table(title, [words.say(name) for name in columns], rows)


def _row(deliverable: DeliverableFacts, words: Words, *, has_moments: bool) -> Row:
    deadline = deliverable.assessment.deadline
    cells = [
        Run(title_with_party(deliverable), Record("deliverable", deliverable.id)),
        Run(kind_in_words(deliverable, words)),
        Run(status_in_words(deliverable, words)),
    ]
    if has_moments:
        cells.append(Run(firm_promise_in_words(deadline, words) if deadline else "–"))
    return Row(tuple(cells), records_of(deliverable))


def _draft_undated(deliverables: Iterable[DeliverableFacts], words: Words) -> Iterator[Block]:
    """Undated promises by their words; of what was never promised in words, that."""
    title = words.say("Promised without a date")
    spoken = [d for d in deliverables if d.assessment.deadline]
    silent = [d for d in deliverables if not d.assessment.deadline]
    yield from _draft_table(title, sorted(spoken, key=lambda d: promised_words(d, words)), words)
    title = words.say("Under way or planned, without a promised moment")
    yield from _draft_table(title, silent, words, has_moments=False)


def _draft_ongoing(ongoing: Sequence[DeliverableFacts], words: Words) -> Iterator[Block]:
    """Draft one sentence on the work that goes on."""
    if ongoing:
        titles = [title_with_party(deliverable) for deliverable in ongoing[:MOST_ONGOING]]
        if unnamed := len(ongoing) - MOST_ONGOING:
            titles += [words.counted("%(num)s other", "%(num)s others", unnamed)] if unnamed > 0 else []
        text = words.say("This work goes on: %(titles)s.", titles="; ".join(titles))
        yield paragraph(text, *(Record("deliverable", deliverable.id) for deliverable in ongoing))


def _draft_nothing(facts: Facts, words: Words) -> Block:
    return paragraph(words.say("Nothing is promised any more."), Record("programme", facts.programme_id))
