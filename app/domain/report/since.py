"""What became of a deliverable since the report before: one answer for every section.

In a first report there is none before: a date is then held against the first promise, and what was done or
withdrawn earlier is told once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.assessment import DeadlineRecord, Promise
from app.domain.count import CountBase, Counts, Shift, count_deliverables, shift_since
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.timeliness import Timeliness


@dataclass(frozen=True, slots=True)
class PromiseShift:
    """A promise that moved later or lost its date: as it stood at the base, and the last one said."""

    kind: Shift
    old: Promise
    new: DeadlineRecord


def count_base(facts: Facts) -> CountBase:
    """From which promise the report counts."""
    return CountBase.PREVIOUS_REPORT if facts.previous else CountBase.FIRST_PROMISE


def find_promise_before(deliverable: DeliverableFacts, facts: Facts) -> Promise | None:
    """Return the promise as the report before printed it; in a first report the first promise."""
    if facts.previous is not None:
        return deliverable.reported.promise if deliverable.reported else None
    baseline = deliverable.assessment.baseline
    return baseline if baseline and baseline.firmness is not None else None


def find_shift(deliverable: DeliverableFacts, facts: Facts) -> PromiseShift | None:
    """Return what became of the date that stood at the base; none where it was kept, or withdrawn."""
    old, new = find_promise_before(deliverable, facts), deliverable.assessment.promise
    kind = shift_since(old.window if old else None, deliverable.assessment)
    return PromiseShift(kind, old, new) if kind and old and new else None


def count_in_report(deliverables: Iterable[DeliverableFacts], facts: Facts) -> Counts:
    """Count these deliverables on the reference date."""

    def shift_of(deliverable: DeliverableFacts) -> Shift | None:
        shift = find_shift(deliverable, facts)
        return shift.kind if shift else None

    return count_deliverables(deliverables, count_base(facts), shift_of)


def is_new(deliverable: DeliverableFacts, facts: Facts) -> bool:
    """Whether the report before did not know it; in a first report nothing is new."""
    return facts.previous is not None and deliverable.reported is None


def is_news(deliverable: DeliverableFacts, facts: Facts) -> bool:
    """Whether this report is the first to tell that it is done.

    In a first report, whether it was not done before the period; when it was done may be unknown.
    """
    if not deliverable.is_done:
        return False
    if facts.previous is not None:
        before = deliverable.reported.status if deliverable.reported else None
        return before is None or not before.is_done
    when = deliverable.assessment.done
    return when is None or when.latest is None or when.latest >= facts.period.starts_on


def is_withdrawn_since(deliverable: DeliverableFacts, facts: Facts) -> bool:
    """Whether this report is the first to tell that it was cancelled or merged."""
    if deliverable.assessment.timeliness is not Timeliness.WITHDRAWN:
        return False
    before = deliverable.reported.status if deliverable.reported else None
    return facts.previous is None or before is not deliverable.assessment.status


def find_reason(deliverable: DeliverableFacts, facts: Facts) -> str:
    """Return the reason for how it stands, if that was given since the report before.

    That of its cancellation, else of the last change of its moment, else of its last update.
    """
    last = deliverable.last
    update_reason = last.reason if last and last.said_on > facts.previous_input_deadline else ""
    if deliverable.assessment.timeliness is Timeliness.WITHDRAWN:
        return update_reason
    reasons = [
        deadline.reason
        for deadline in deliverable.deadlines
        if deadline.reason and deadline.said_on > facts.previous_input_deadline
    ]
    return reasons[-1] if reasons else update_reason
