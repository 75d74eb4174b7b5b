"""Promises kept: what was promised for this period in the report before, and what became of it."""

from enum import StrEnum

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import counts_against
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import find_promise_before, find_when_done
from app.domain.report.statement import records_of
from app.domain.report.tree import Block, Record, Row, Run, paragraph, table
from app.domain.status import Status
from app.domain.wording import Words, as_sentence, past_moment_in_words, promise_in_words


class PeriodOutcome(StrEnum):
    """What became of a promise; none disappears silently."""

    KEPT = "Kept"
    LATE = "Late"
    MOVED = "Moved"
    DROPPED = "Dropped"
    OPEN = "Not kept"


def draft_promises(facts: Facts, words: Words) -> list[Block]:
    """Draft a row per promise that was due in this period; a first report says that it is the baseline."""
    if facts.previous is None:
        text = words.say(
            "No earlier report has been adopted here. The promises in this report are the baseline: "
            "the next report accounts for each of them."
        )
        return [paragraph(text, Record("reporting_period", facts.period.id))]
    due = [
        (deliverable, promise)
        for deliverable in facts.deliverables()
        if (promise := find_due_promise(deliverable, facts)) is not None
    ]
    if not due:
        text = words.say("No promise of the report before fell in this period.")
        return [paragraph(text, Record("reporting_period", facts.previous.id))]
    columns = [words.say(name) for name in ("Milestone", "Promised", "Result", "Now", "Reason")]
    caption = words.say("What had been promised for this period")
    return [table(caption, columns, (_row(deliverable, promise, words) for deliverable, promise in due))]


def find_due_promise(deliverable: DeliverableFacts, facts: Facts) -> DeadlineRecord | None:
    """The promise of the report before, where its last day fell after that report and in this period."""
    assert facts.previous is not None
    promise = find_promise_before(deliverable, facts.previous_input_deadline)
    if promise is None or promise.firmness is None or promise.said_on > facts.previous_input_deadline:
        return None
    if deliverable.done_said_on is not None and deliverable.done_said_on <= facts.previous_input_deadline:
        return None
    latest = promise.window.latest
    if latest is None or not facts.previous.reference_date < latest <= facts.period.ends_on:
        return None
    return promise


def judge_outcome(deliverable: DeliverableFacts, promise: DeadlineRecord) -> PeriodOutcome:
    """Return what became of a promise that was due in this period."""
    latest, now = promise.window.latest, deliverable.assessment.deadline
    assert latest is not None
    if deliverable.is_done:
        when = find_when_done(deliverable)
        day = when.earliest if when else None
        return PeriodOutcome.LATE if day and day > latest else PeriodOutcome.KEPT
    if deliverable.assessment.status is Status.CANCELLED:
        return PeriodOutcome.DROPPED
    if now is not None and counts_against(promise.window, now.window):
        return PeriodOutcome.DROPPED if now.window.is_undated else PeriodOutcome.MOVED
    return PeriodOutcome.OPEN


def _row(deliverable: DeliverableFacts, promise: DeadlineRecord, words: Words) -> Row:
    now = deliverable.assessment.deadline
    reason = (now.reason if now else "") or (deliverable.last.reason if deliverable.last else "")
    when = find_when_done(deliverable) if deliverable.is_done else None
    current = (
        past_moment_in_words(when, words)
        if when
        else promise_in_words(now, words)
        if now and now is not promise
        else "–"
    )
    cells = (
        Run(deliverable.title, Record("deliverable", deliverable.id)),
        Run(promise_in_words(promise, words)),
        Run(words.say(judge_outcome(deliverable, promise).value)),
        Run(current),
        Run(as_sentence(reason) or "–"),
    )
    return Row(cells, (*records_of(deliverable), Record("deadline", promise.id)))
