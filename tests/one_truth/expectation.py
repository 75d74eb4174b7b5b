"""What must be true of a deliverable on a day, told once more in plain steps, without code of the product.

What happened after the day does not count, though it was said in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.status import Status
from app.domain.structure import DeliverableKind

DONE = (Status.DELIVERED, Status.ADOPTED)
CLOSED = (*DONE, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Expected:
    """The verdict, what became of the first date and of that in the report before, and how section 3 ends."""

    timeliness: str
    since_first: str | None
    since_report: str | None
    outcome: str | None
    is_news: bool
    is_withdrawn_since: bool
    status: Status | None
    promise: Any
    """The promise that a report prints: a row with its bounds."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.timeliness not in ("delivered", "delivered_late", "withdrawn")


Before = Sequence[tuple[date, Mapping[int, "Expected"]]]


def expect(
    kind: DeliverableKind,
    statuses: Sequence[Any],
    deadlines: Sequence[Any],
    on: date,
    before: Before,
    deliverable_id: int,
) -> Expected:
    """Return it from the rows that count, in order; `before` are the reports adopted earlier."""
    statuses = _drop_after(statuses, deadlines, on)
    deadlines = [row for row in deadlines if row.firmness is not None or _began_by(row, on)]
    last = statuses[-1] if statuses else None
    status = last.status if last else None
    promises = [row for row in deadlines if row.firmness is not None]
    first, now = (promises[0], promises[-1]) if promises else (None, None)
    earlier = [(day, expected[deliverable_id]) for day, expected in before if deliverable_id in expected]
    timeliness = _judge(kind, last, deadlines, promises, on, earlier)
    previous = earlier[-1][1] if earlier else None
    was = previous.promise if previous else None
    since_first = _shift(first, now, timeliness)
    since_report = _shift(was, now, timeliness) if before else since_first
    return Expected(
        timeliness=timeliness,
        since_first=since_first,
        since_report=since_report,
        outcome=_outcome(previous, timeliness, since_report, on),
        is_news=status in DONE and (previous is None or previous.status not in DONE),
        is_withdrawn_since=timeliness == "withdrawn"
        and (previous is None or previous.status is not Status.CANCELLED),
        status=status,
        promise=_print(status, deadlines, now),
    )


def _drop_after(statuses: Sequence[Any], deadlines: Sequence[Any], on: date) -> list[Any]:
    """Leave out what was done after the day, and what was said only then without a day."""
    counted: list[Any] = []
    for row in statuses:
        if row.status not in DONE or not _was_done_after(row, counted, deadlines, on):
            counted.append(row)
            continue
        while _was_done(counted):  # the day takes back what was said before without one
            counted.pop()
    return counted


def _was_done_after(row: Any, counted: Sequence[Any], deadlines: Sequence[Any], on: date) -> bool:
    if row.delivered_on is not None:
        return bool(row.delivered_on > on)
    said = [deadline for deadline in deadlines if deadline.said_on <= row.said_on]
    words = said[-1] if said and said[-1].firmness is None else None
    if words is not None and not _began_by(words, on):
        return True
    if words is not None and words.latest is not None and words.latest <= on:
        return False
    return bool(row.said_on > on) and not _was_done(counted)


def _was_done(counted: Sequence[Any]) -> bool:
    return bool(counted) and counted[-1].status in DONE


def _began_by(words: Any, on: date) -> bool:
    return words.earliest is None or words.earliest <= on


def _print(status: Status | None, deadlines: Sequence[Any], now: Any) -> Any:
    """Words that tell when something was done are no promise."""
    if status in DONE and deadlines and deadlines[-1].firmness is None:
        return None
    return now


def _judge(
    kind: DeliverableKind,
    last: Any,
    deadlines: Sequence[Any],
    promises: Sequence[Any],
    on: date,
    earlier: Sequence[tuple[date, Expected]],
) -> str:
    status = last.status if last else None
    if status is Status.CANCELLED:
        return "withdrawn"
    if status in DONE:
        return "delivered_late" if _is_late(last, deadlines, promises, earlier) else "delivered"
    now = promises[-1] if promises else None
    if now is None or (now.earliest is None and now.latest is None):
        if status is not Status.IN_PROGRESS:
            return "undated"
        if kind is DeliverableKind.RECURRING and now is not None:
            return "due_now"  # promised in words without a day, and it runs
        return "ongoing" if kind is DeliverableKind.ACTIVITY else "undated"
    if now.latest is not None and now.latest < on:
        return "overdue"
    quarter = date(now.latest.year, (now.latest.month - 1) // 3 * 3 + 1, 1) if now.latest else None
    opens = now.earliest or quarter
    assert opens is not None
    return "due_now" if opens <= on else "due_later"


def _is_late(
    last: Any, deadlines: Sequence[Any], promises: Sequence[Any], earlier: Sequence[tuple[date, Expected]]
) -> bool:
    """Held to the promise in the last report of before the delivery, else to the first one."""
    words = deadlines[-1] if deadlines and deadlines[-1].firmness is None else None
    day = last.delivered_on or (words.earliest if words else None)
    if day is None:
        return False
    printed = [
        expected.promise
        for reference, expected in earlier
        if reference < day and expected.promise is not None
    ]
    held_to = printed[-1] if printed else promises[0] if promises else None
    return held_to is not None and held_to.latest is not None and day > held_to.latest


def _shift(base: Any, now: Any, timeliness: str) -> str | None:
    if timeliness == "withdrawn" or base is None or now is None:
        return None
    if base.earliest is None and base.latest is None:
        return None
    if now.earliest is None and now.latest is None:
        return None if timeliness.startswith("delivered") else "date_dropped"
    return "moved" if (now.latest or date.max) > (base.latest or date.max) else None


def _outcome(previous: Expected | None, timeliness: str, shift: str | None, on: date) -> str | None:
    """What section 3 says of what was open in the report before and due by the end of this period."""
    if previous is None or previous.status in CLOSED or previous.promise is None:
        return None
    if previous.promise.latest is None or previous.promise.latest > on:
        return None
    if timeliness == "withdrawn":
        return "withdrawn"
    if timeliness.startswith("delivered"):
        return "late" if timeliness == "delivered_late" else "kept"
    if shift is not None:
        return shift
    return "overdue" if timeliness == "overdue" else "running"


def is_promised_after(needed: Expected, waiting: Expected) -> bool:
    """Whether an input that is to come is promised later than what waits for it."""
    if not (needed.is_open and waiting.is_open):
        return False
    if needed.promise is None or waiting.promise is None:
        return False
    ends, waits = needed.promise.latest, waiting.promise.latest
    return ends is not None and waits is not None and ends > waits
