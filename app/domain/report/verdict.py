"""How a deliverable stood on the reference date, and what of it happened only afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.assessment import Assessment, DeadlineRecord, PrintedPromise, StatusRecord, assess
from app.domain.recurrence import Recurrence
from app.domain.status import Status
from app.domain.structure import DeliverableKind


@dataclass(frozen=True, slots=True)
class ReferenceVerdict:
    """What counts, and beside it the delivery, decision or event after the reference date."""

    assessment: Assessment
    last: StatusRecord | None
    deadlines: tuple[DeadlineRecord, ...]
    after: StatusRecord | None


def judge(
    deadlines: Sequence[DeadlineRecord],
    statuses: Sequence[StatusRecord],
    reference: date,
    reported: Sequence[PrintedPromise] = (),
    *,
    kind: DeliverableKind = DeliverableKind.PRODUCT,
    is_merged: bool = False,
    adopted_on: date | None = None,
    recurrence: Recurrence | None = None,
) -> ReferenceVerdict:
    """Judge on the reference date from everything that was said in time, also what was said after that date.

    What was done after the reference date goes into no count (domain/README.md, The report). Both
    sequences are in the order in which it was said, corrected rows left out. `adopted_on` is the day of the
    decision that adopted it, if one did.
    """
    counted, after = _split(deadlines, statuses, reference, adopted_on)
    counted_deadlines = [
        deadline for deadline in deadlines if not (after and _tells_of_after(deadline, reference))
    ]
    last = counted[-1] if counted else None
    return ReferenceVerdict(
        assessment=assess(
            counted_deadlines,
            last,
            reference,
            reported,
            kind=kind,
            is_merged=is_merged,
            recurrence=recurrence,
        ),
        last=last,
        deadlines=tuple(counted_deadlines),
        after=after,
    )


def _split(
    deadlines: Sequence[DeadlineRecord],
    statuses: Sequence[StatusRecord],
    reference: date,
    adopted_on: date | None,
) -> tuple[list[StatusRecord], StatusRecord | None]:
    """Return what counts on the reference date, and the last that tells of what was done after it."""
    counted: list[StatusRecord] = []
    after: StatusRecord | None = None
    for status in statuses:
        was_done = bool(counted) and counted[-1].status.is_done
        if _was_done_after(status, deadlines, reference, was_done=was_done):
            # It was called done before by mistake: the day says otherwise.
            while counted and counted[-1].status.is_done:
                counted.pop()
            after = status
        elif _was_adopted_after(status, counted, reference, adopted_on):
            counted.append(replace(status, status=Status.DELIVERED))
            after = status
        elif after is None or not status.status.is_done:
            counted.append(status)
        elif status.delivered_on is not None:
            # The day that was said before was wrong: the last one lies on or before the reference date.
            counted.append(status)
            after = None
    return counted, after


def _was_done_after(
    status: StatusRecord, deadlines: Sequence[DeadlineRecord], reference: date, *, was_done: bool
) -> bool:
    """Whether it was done after the reference date; without a day, whether that was said only then."""
    if not status.status.is_done:
        return False
    if status.delivered_on is not None:
        return status.delivered_on > reference
    said_before = [deadline for deadline in deadlines if deadline.said_on <= status.said_on]
    words = said_before[-1] if said_before and said_before[-1].firmness is None else None
    if words is not None and _tells_of_after(words, reference):
        return True
    if words is not None and words.window.latest is not None and words.window.latest <= reference:
        return False
    return status.said_on > reference and not was_done


def _was_adopted_after(
    status: StatusRecord, counted: Sequence[StatusRecord], reference: date, adopted_on: date | None
) -> bool:
    """Whether what was delivered by then was adopted only afterwards: the day of delivery does not tell."""
    if status.status is not Status.ADOPTED or any(before.status is Status.ADOPTED for before in counted[-1:]):
        return False
    return (adopted_on or status.said_on) > reference


def _tells_of_after(deadline: DeadlineRecord, reference: date) -> bool:
    """Words that were reported as done, of a time that began after the reference date."""
    return (
        deadline.firmness is None
        and deadline.window.earliest is not None
        and deadline.window.earliest > reference
    )
