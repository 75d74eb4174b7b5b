"""How a deliverable stands on a day, judged from everything that was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from app.domain.deadline_change import count_slip_days, counts_against
from app.domain.firmness import Firmness
from app.domain.recurrence import Recurrence, RecurrencePeriod, judge_recurrence
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness, judge_timeliness
from app.domain.vague_date import VagueDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A window that was promised on a day, and how firmly: not at all for what was reported as done."""

    window: VagueDate
    firmness: Firmness | None
    said_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecord(Promise):
    """A promise as it was recorded; `corrects` is the id of the record that it replaces.

    With `retracts` nothing takes its place: it should not have been said.
    """

    id: int
    recorded_at: datetime
    reason: str
    author: str
    corrects: int | None = None
    retracts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How somebody says that a deliverable stands, on which day, and why."""

    status: Status
    confidence: Confidence | None = None
    delivered_on: date | None = None
    said_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRecord(Standing):
    """A status update as it was recorded; `corrects` is the id of the record that it replaces.

    With `retracts` nothing takes its place: it should not have been said.
    """

    id: int
    text: str
    recorded_at: datetime
    author: str
    corrects: int | None = None
    author_id: int | None = None
    answer: str = ""
    """What the lead says where they say “on track” and the rules disagree."""
    answer_in_report: bool = False
    retracts: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPromise:
    """A deliverable as an adopted report has it; `number` is that of the report.

    Where no moment was named there is no window.
    """

    number: int
    reference_date: date
    input_deadline: date
    status: Status | None
    deadline_id: int | None
    window: VagueDate | None
    firmness: Firmness | None

    @property
    def is_open(self) -> bool:
        """Whether something was still to come."""
        return self.status is None or not self.status.is_closed

    @property
    def promise(self) -> Promise | None:
        """What the report promises; none without words, or where these tell when it was done."""
        if self.window is None or self.firmness is None:
            return None
        return Promise(window=self.window, firmness=self.firmness, said_on=self.input_deadline)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdicts that follow from a deliverable's deadlines and its last status, on a day."""

    status: Status | None
    deadline: DeadlineRecord | None
    """The last one said; of what is not done, the last promise."""
    baseline: DeadlineRecord | None
    """The first promise, else the words in which it was reported as done."""
    promise: DeadlineRecord | None
    """The last promise: words that tell when it was done are none."""
    timeliness: Timeliness
    moves: int
    slip_days: int | None
    done: VagueDate | None = None
    """When it was done: the day that was given, else the words in which it was reported as done."""
    held_to: Promise | None = None
    """The promise that its delivery is held to."""
    periods: tuple[RecurrencePeriod, ...] = ()
    """Of what recurs: every period up to the day, and whether it took place often enough in it."""

    @property
    def current_status(self) -> Status:
        """What it counts as: planned where nobody ever said how it stands."""
        return self.status or Status.PLANNED

    @property
    def window(self) -> VagueDate | None:
        """The window of the current deadline; None where none was ever said."""
        return self.deadline.window if self.deadline else None


def assess(
    deadlines: Sequence[DeadlineRecord],
    last: StatusRecord | None,
    on: date,
    reported: Sequence[PrintedPromise] = (),
    *,
    kind: DeliverableKind = DeliverableKind.PRODUCT,
    is_merged: bool = False,
    recurrence: Recurrence | None = None,
) -> Assessment:
    """Judge a deliverable on a day; `recurrence` is how often it was promised and took place, if it recurs.

    `deadlines` are in the order of (said on, recorded at, id), corrected rows left out; `reported` is how it
    stands in the reports that were adopted, in order (domain/README.md, Timeliness; History and corrections).
    """
    status = Status.CANCELLED if is_merged else last.status if last else None
    promises = [deadline for deadline in deadlines if deadline.firmness is not None]
    promise = promises[-1] if promises else None
    is_done = status is not None and status.is_done
    current = choose_current(deadlines, is_done=is_done)
    first = promises[0] if promises else current
    done = find_when_done(last, current) if is_done else None
    day = done.earliest if done else None
    held_to = choose_held_to(promises, day, reported)
    return Assessment(
        status=status,
        deadline=current,
        baseline=first,
        promise=promise,
        timeliness=judge_timeliness(
            status,
            current.window if current else None,
            day,
            held_to.window if held_to else None,
            on,
            kind,
        ),
        moves=count_moves(promises),
        slip_days=count_slip_days(first.window, current.window) if first and current else None,
        done=done,
        held_to=held_to,
        periods=(
            judge_recurrence(
                recurrence,
                status,
                current.window if current else None,
                _find_last_day_done(done, last) if is_done else None,
                on,
            )
            if recurrence
            else ()
        ),
    )


def _find_last_day_done(done: VagueDate | None, last: Standing | None) -> date | None:
    """The last day on which it can have been done, else that on which it was called so."""
    return (done.latest if done else None) or (last.said_on if last else None)


def choose_current(deadlines: Sequence[DeadlineRecord], *, is_done: bool) -> DeadlineRecord | None:
    """Return the last deadline: of what is not done a promise, not words that tell when it was done."""
    current = [deadline for deadline in deadlines if is_done or deadline.firmness is not None]
    return current[-1] if current else None


def find_when_done(last: Standing | None, deadline: Promise | None) -> VagueDate | None:
    """When something was done: the day that was given, else the words in which it was reported as done."""
    day = last.delivered_on if last else None
    if day is not None:
        return VagueDate(day.isoformat(), day.isoformat(), day, day)
    return deadline.window if deadline and deadline.firmness is None else None


def choose_held_to(
    promises: Sequence[Promise], delivered_on: date | None, reported: Sequence[PrintedPromise]
) -> Promise | None:
    """The promise that a delivery is held to.

    It stands in the last report whose reference date lies before the delivery; else it is the first promise.
    Of a delivery of which the words name no first day it is not known before which report it was.
    """
    if delivered_on is not None:
        before = [
            report.promise
            for report in reported
            if report.promise is not None and report.reference_date < delivered_on
        ]
        if before:
            return before[-1]
    return promises[0] if promises else None


def count_moves(promises: Sequence[Promise]) -> int:
    """How many changes of the deadline count against the promise."""
    firm = [promise for promise in promises if promise.firmness is not None]
    return sum(counts_against(old.window, new.window) for old, new in pairwise(firm))
