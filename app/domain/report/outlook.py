"""The outlook: what the next half-year must bring, what comes later, and what has no day."""

from collections.abc import Iterable, Iterator

from app.domain.half_year import HalfYear
from app.domain.report.chapter import kind_in_words, status_in_words
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import sort_by_moment
from app.domain.report.statement import records_of, title_with_party
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.status import Status
from app.domain.timeliness import opens_on
from app.domain.wording import Words, firm_promise_in_words, promise_in_words


def draft_outlook(facts: Facts, words: Words) -> list[Block]:
    """Three tables: up to and including the next half-year, later, and without a date."""
    coming = [
        d for d in facts.deliverables() if not d.is_done and d.assessment.status is not Status.CANCELLED
    ]
    dated = [d for d in coming if _is_dated(d)]
    undated = [d for d in coming if not _is_dated(d)]
    following = facts.period.half_year.next()
    until = _half_in_words(following, words)
    soon = [d for d in dated if _falls_by(d, following)]
    later = [d for d in dated if not _falls_by(d, following)]
    return [
        *_listed(words.say("What comes up to and including %(half_year)s", half_year=until), soon, words),
        *_listed(words.say("What comes later"), later, words),
        *_undated(undated, words),
        *([] if coming else [_nothing(facts, words)]),
    ]


def promised_words(found: DeliverableFacts, words: Words) -> str:
    """The promised words, to sort by."""
    return promise_in_words(found.assessment.deadline, words) if found.assessment.deadline else ""


def _half_in_words(half_year: HalfYear, words: Words) -> str:
    if half_year.half == 1:
        return words.say("the first half of %(year)s", year=half_year.year)
    return words.say("the second half of %(year)s", year=half_year.year)


def _is_dated(found: DeliverableFacts) -> bool:
    return found.assessment.deadline is not None and not found.assessment.deadline.window.is_undated


def _falls_by(found: DeliverableFacts, half_year: HalfYear) -> bool:
    """What may be there by the end of the half-year; a window that begins in it counts."""
    assert found.assessment.deadline is not None
    return opens_on(found.assessment.deadline.window) <= half_year.ends_on


def _listed(title: str, found: Iterable[DeliverableFacts], words: Words) -> Iterator[Block]:
    rows = [_row(deliverable, words) for deliverable in sort_by_moment(found)]
    if rows:
        yield heading(title)
        yield table(title, [words.say(name) for name in ("Milestone", "Kind", "Status", "Moment")], rows)


def _row(found: DeliverableFacts, words: Words) -> Row:
    said = found.assessment.deadline
    moment = firm_promise_in_words(said, words) if said else words.say("no moment promised")
    cells = (
        Run(title_with_party(found), Record("deliverable", found.id)),
        Run(kind_in_words(found, words)),
        Run(status_in_words(found, words)),
        Run(moment),
    )
    return Row(cells, records_of(found))


def _undated(found: Iterable[DeliverableFacts], words: Words) -> Iterator[Block]:
    """Undated promises by their words; of what was never promised in words, that."""
    title = words.say("Promised without a date")
    spoken = [d for d in found if d.assessment.deadline]
    silent = [d for d in found if not d.assessment.deadline]
    yield from _listed(title, sorted(spoken, key=lambda d: promised_words(d, words)), words)
    yield from _listed(words.say("Under way or planned, without a promised moment"), silent, words)


def _nothing(facts: Facts, words: Words) -> Block:
    return paragraph(words.say("Nothing is promised any more."), Record("programme", facts.programme_id))
