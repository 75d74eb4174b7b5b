"""How a deliverable stood on the reference date, and what of it happened only afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.assessment import Assessment, DeadlineRecord, PrintedPromise, StatusRecord, assess


@dataclass(frozen=True, slots=True)
class ReferenceVerdict:
    """What counts, and beside it the delivery, decision or event after the reference date."""

    assessment: Assessment
    last: StatusRecord | None
    deadlines: tuple[DeadlineRecord, ...]
    done_said_on: date | None
    after: StatusRecord | None


def judge(
    deadlines: Sequence[DeadlineRecord],
    statuses: Sequence[StatusRecord],
    reference: date,
    reported: Sequence[PrintedPromise] = (),
) -> ReferenceVerdict:
    """Judge on the reference date from everything that was said in time, also what was said after that date.

    What was done after the reference date goes into no count (domain/README.md, The report). Both
    sequences are in the order in which it was said, corrected rows left out.
    """
    later = [status for status in statuses if _was_after(status, deadlines, reference)]
    counted = [status for status in statuses if status not in later]
    counted_deadlines = [
        deadline for deadline in deadlines if not (later and _tells_of_after(deadline, reference))
    ]
    last = counted[-1] if counted else None
    return ReferenceVerdict(
        assessment=assess(counted_deadlines, last, reference, reported),
        last=last,
        deadlines=tuple(counted_deadlines),
        done_said_on=_done_said_on(counted),
        after=later[-1] if later else None,
    )


def _was_after(status: StatusRecord, deadlines: Sequence[DeadlineRecord], reference: date) -> bool:
    if not status.status.is_done:
        return False
    if status.delivered_on is not None:
        return status.delivered_on > reference
    said_before = [deadline for deadline in deadlines if deadline.said_on <= status.said_on]
    return bool(said_before) and _tells_of_after(said_before[-1], reference)


def _tells_of_after(deadline: DeadlineRecord, reference: date) -> bool:
    """Words that were reported as done, of a time that began after the reference date."""
    return (
        deadline.firmness is None
        and deadline.window.earliest is not None
        and deadline.window.earliest > reference
    )


def _done_said_on(statuses: Sequence[StatusRecord]) -> date | None:
    """When it was first said to be done, without having been taken back since."""
    said_on = None
    for status in reversed(statuses):
        if not status.status.is_done:
            break
        said_on = status.said_on
    return said_on
