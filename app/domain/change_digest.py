"""What changed, one line a deliverable: withdrawn, moved, late, delivered, decided, new, in that order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.assessment import Promise
from app.domain.change_event import (
    ChangeEvent,
    DeadlineChanged,
    DecisionTaken,
    EntityRestated,
    StatusChanged,
)
from app.domain.deadline_change import counts_against
from app.domain.status import Status

_OF_DELIVERABLES = ("deliverable", "decision")


class DigestKind(StrEnum):
    """What became of a deliverable, in the order in which it is told."""

    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    LATE = "late"
    DELIVERED = "delivered"
    DECIDED = "decided"
    NEW = "new"


_NEWS_FIRST = (
    DigestKind.WITHDRAWN,
    DigestKind.DECIDED,
    DigestKind.DELIVERED,
    DigestKind.LATE,
    DigestKind.NEW,
    DigestKind.MOVED,
)
"""Of a deliverable with more than one change the first of these is told: how it ended says most."""


@dataclass(frozen=True, slots=True)
class LateDeliverable:
    """A deliverable that became overdue, by what stood promised."""

    id: int
    title: str
    line_id: int | None
    promise: Promise


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What became of one deliverable; `was` and `now` are what was promised before and is now.

    `on` is the day on which it was delivered or decided, `text` the outcome of a decision.
    """

    kind: DigestKind
    id: int
    title: str
    line_id: int | None
    said_on: date
    was: Promise | None = None
    now: Promise | None = None
    on: date | None = None
    text: str = ""
    reason: str = ""


def digest_changes(events: Iterable[ChangeEvent], late: Iterable[LateDeliverable]) -> list[DigestLine]:
    """Return a line for each deliverable of which something is news, by kind, the latest first.

    `events` come the newest first. A moment that came nearer, was sharpened or said again is no news.
    """
    by_deliverable: dict[int, list[ChangeEvent]] = defaultdict(list)
    for event in events:
        if event.entity in _OF_DELIVERABLES:
            by_deliverable[event.id].insert(0, event)
    became_late = {deliverable.id: deliverable for deliverable in late}
    lines = [
        line
        for id in {*by_deliverable, *became_late}
        if (line := _tell(by_deliverable.get(id, ()), became_late.get(id))) is not None
    ]
    order = list(DigestKind)
    return sorted(lines, key=lambda line: (order.index(line.kind), -line.said_on.toordinal(), line.title))


def _tell(events: Sequence[ChangeEvent], late: LateDeliverable | None) -> DigestLine | None:
    """Return the line of one deliverable, from its changes in the order of time."""
    lines = [*_tell_status(events), *_tell_decision(events), *_tell_entity(events), *_tell_move(events)]
    if late is not None:
        said_on = late.promise.window.latest or late.promise.said_on
        lines.append(
            DigestLine(DigestKind.LATE, late.id, late.title, late.line_id, said_on, now=late.promise)
        )
    by_kind = {line.kind: line for line in lines}
    return next((by_kind[kind] for kind in _NEWS_FIRST if kind in by_kind), None)


def _tell_status(events: Sequence[ChangeEvent]) -> Iterator[DigestLine]:
    """Yield what the last status is beside the one before all of these."""
    updates = [(event, event.detail) for event in events if isinstance(event.detail, StatusChanged)]
    if not updates:
        return
    before, (event, last) = updates[0][1].was, updates[-1]
    was, now = before.status if before else None, last.now.status
    if now is Status.CANCELLED and was is not Status.CANCELLED:
        yield _line(event, DigestKind.WITHDRAWN)
    elif now.is_done and not (was and was.is_done):
        yield _line(event, DigestKind.DELIVERED, on=last.now.delivered_on)


def _tell_decision(events: Sequence[ChangeEvent]) -> Iterator[DigestLine]:
    for event in events:
        if isinstance(event.detail, DecisionTaken):
            yield _line(event, DigestKind.DECIDED, on=event.detail.taken_on, text=event.detail.outcome)


def _tell_entity(events: Sequence[ChangeEvent]) -> Iterator[DigestLine]:
    """Yield that it is new, with what is promised of it by now, or that it was merged or withdrawn."""
    restated = [
        (event, event.detail)
        for event in events
        if isinstance(event.detail, EntityRestated) and event.entity == "deliverable"
    ]
    if not restated:
        return
    (first, before), (event, last) = (restated[0][0], restated[0][1].was), restated[-1]
    if (last.now.into and not (before and before.into)) or (
        last.now.is_gone and not (before and before.is_gone)
    ):
        yield _line(event, DigestKind.WITHDRAWN, text=last.now.into)
    elif before is None:
        promised = [e.detail.now for e in events if isinstance(e.detail, DeadlineChanged)]
        yield _line(first, DigestKind.NEW, now=promised[-1] if promised else None)


def _tell_move(events: Sequence[ChangeEvent]) -> Iterator[DigestLine]:
    """Yield the move from what stood before all of these to what stands after them, if it counts against."""
    moves = [(event, event.detail) for event in events if isinstance(event.detail, DeadlineChanged)]
    if not moves:
        return
    before, (event, last) = moves[0][1].was, moves[-1]
    if before is not None and counts_against(before.window, last.now.window):
        yield _line(event, DigestKind.MOVED, was=before, now=last.now)


def _line(
    event: ChangeEvent,
    kind: DigestKind,
    *,
    was: Promise | None = None,
    now: Promise | None = None,
    on: date | None = None,
    text: str = "",
) -> DigestLine:
    return DigestLine(
        kind, event.id, event.title, event.line_id, event.said_on, was, now, on, text, event.reason
    )
