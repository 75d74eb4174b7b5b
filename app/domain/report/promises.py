"""Promises kept: what was promised for this period in the report before, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.assessment import Promise
from app.domain.count import Shift
from app.domain.language import _
from app.domain.recurrence import PeriodVerdict
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.recurrence import list_closed_periods, records_of_periods
from app.domain.report.since import find_reason, find_shift
from app.domain.report.statement import records_of
from app.domain.report.tree import Block, Record, Row, Run, paragraph, table
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Words,
    as_sentence,
    capitalise,
    held_in_words,
    past_moment_in_words,
    period_in_words,
    promise_in_words,
)


class PeriodOutcome(StrEnum):
    """What became of a promise; none disappears silently."""

    KEPT = _("Kept")
    LATE = _("Late")
    MOVED = _("Moved")
    DATE_DROPPED = _("Date dropped")
    WITHDRAWN = _("Withdrawn")
    MERGED = _("Merged")
    RUNNING = _("Still running")
    OVERDUE = _("Overdue")


_RECURRENCE = {
    PeriodVerdict.KEPT: PeriodOutcome.KEPT.value,
    PeriodVerdict.RUNNING: PeriodOutcome.RUNNING.value,
    PeriodVerdict.MISSED: _("Held too seldom"),
}


@dataclass(frozen=True, slots=True)
class DuePromise:
    """A promise of the report before for this period, and what became of it."""

    deliverable: DeliverableFacts
    promise: Promise
    outcome: PeriodOutcome
    reason: str


def draft_promises(facts: Facts, words: Words) -> list[Block]:
    """One row a promise that fell in this period; a first report says that it is the baseline."""
    if facts.previous is None:
        text = words.say(
            "No earlier report has been adopted here. The promises in this report are the baseline: "
            "the next report accounts for each of them."
        )
        return [paragraph(text, Record("reporting_period", facts.period.id))]
    due, recurring = list_due_promises(facts), _draft_recurring(facts, words)
    if not due and not recurring:
        text = words.say("No promise of the report before fell in this period.")
        return [paragraph(text, Record("reporting_period", facts.previous.id))]
    columns = [words.say(name) for name in ("Milestone", "Promised", "Result", "Now", "Reason")]
    caption = words.say("What had been promised for this period")
    return [
        *([table(caption, columns, (_row(promise, words) for promise in due))] if due else []),
        *recurring,
    ]


def list_due_promises(facts: Facts) -> list[DuePromise]:
    """Return the promises that were open in the report before, and there due by the end of this period."""
    due = []
    for deliverable in facts.deliverables():
        promise = _find_due(deliverable, facts)
        if promise is not None:
            reason = find_reason(deliverable, facts)
            due.append(DuePromise(deliverable, promise, judge_outcome(deliverable, facts), reason))
    return due


def judge_outcome(deliverable: DeliverableFacts, facts: Facts) -> PeriodOutcome:
    """Judge what became of a promise of the report before, as every other section does."""
    verdict, shift = deliverable.assessment.timeliness, find_shift(deliverable, facts)
    if verdict is Timeliness.WITHDRAWN:
        return PeriodOutcome.MERGED if deliverable.merged_into_id is not None else PeriodOutcome.WITHDRAWN
    if verdict.is_done:
        return PeriodOutcome.LATE if verdict is Timeliness.DELIVERED_LATE else PeriodOutcome.KEPT
    if shift is not None:
        return PeriodOutcome.MOVED if shift.kind is Shift.MOVED else PeriodOutcome.DATE_DROPPED
    return PeriodOutcome.OVERDUE if verdict is Timeliness.OVERDUE else PeriodOutcome.RUNNING


def _draft_recurring(facts: Facts, words: Words) -> list[Block]:
    """One row for each period of what recurs that closed since the report before."""
    rows = [
        Row(
            (
                Run(deliverable.title, Record("deliverable", deliverable.id)),
                Run(capitalise(period_in_words(period, words))),
                Run(words.say(_RECURRENCE[period.verdict])),
                Run(held_in_words(period, words)),
            ),
            (*records_of(deliverable), *records_of_periods([period])),
        )
        for deliverable in facts.deliverables()
        if not deliverable.assessment.timeliness.is_closed
        for period in list_closed_periods(deliverable, facts)
    ]
    columns = [words.say(name) for name in ("Milestone", "Period", "Result", "How often")]
    return [table(words.say("What recurs, per period"), columns, rows)] if rows else []


def _find_due(deliverable: DeliverableFacts, facts: Facts) -> Promise | None:
    """Return the promise of the report before, those overdue then included."""
    reported = deliverable.reported
    if reported is None or not reported.is_open or reported.promise is None:
        return None
    latest = reported.promise.window.latest
    return reported.promise if latest is not None and latest <= facts.period.ends_on else None


def _row(due: DuePromise, words: Words) -> Row:
    deliverable = due.deliverable
    result = words.say(due.outcome.value)
    is_overdue = deliverable.assessment.timeliness is Timeliness.OVERDUE
    if is_overdue and due.outcome is not PeriodOutcome.OVERDUE:
        result = words.say("%(result)s, overdue", result=result)
    cells = (
        Run(deliverable.title, Record("deliverable", deliverable.id)),
        Run(promise_in_words(due.promise, words)),
        Run(result),
        Run(_now_in_words(due, words)),
        Run(as_sentence(due.reason) or "–"),
    )
    records = records_of(deliverable)
    reported = deliverable.reported
    if reported is not None and reported.deadline_id is not None:
        records = (*records, Record("deadline", reported.deadline_id))
    return Row(cells, records)


def _now_in_words(due: DuePromise, words: Words) -> str:
    """When it was done, else the promise of now where that is another."""
    assessment = due.deliverable.assessment
    if assessment.done is not None:
        return past_moment_in_words(assessment.done, words)
    if assessment.timeliness.is_closed or assessment.promise is None:
        return "–"
    is_same = assessment.promise.window == due.promise.window
    return "–" if is_same else promise_in_words(assessment.promise, words)
