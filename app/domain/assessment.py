"""How a deliverable stands on a day, judged from everything that was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from app.domain.deadline_change import count_slip_days, counts_against
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
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
    """The promise of one deliverable as an adopted report has it; `number` is that of the report."""

    number: int
    adopted_on: date
    deadline_id: int
    window: VagueDate
    firmness: Firmness | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdicts that follow from a deliverable's deadlines and its last status, on a day."""

    status: Status | None
    deadline: DeadlineRecord | None
    baseline: DeadlineRecord | None
    timeliness: Timeliness
    moves: int
    slip_days: int | None

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
) -> Assessment:
    """Judge a deliverable on a day.

    `deadlines` are in the order of (said on, recorded at, id), corrected rows left out; `reported` is
    its promise in the reports that were adopted, in order. The rules are in
    domain/README.md, Timeliness and Changes of a deadline.
    """
    status = last.status if last else None
    current = deadlines[-1] if deadlines else None
    first = deadlines[0] if deadlines else None
    delivered_on = last.delivered_on if last else None
    promised = find_promise_before(deadlines, delivered_on, reported)
    return Assessment(
        status=status,
        deadline=current,
        baseline=first,
        timeliness=judge_timeliness(
            status,
            current.window if current else None,
            delivered_on,
            promised,
            on,
        ),
        moves=count_moves(deadlines),
        slip_days=count_slip_days(first.window, current.window) if first and current else None,
    )


def find_promise_before(
    deadlines: Sequence[Promise], delivered_on: date | None, reported: Sequence[PrintedPromise]
) -> VagueDate | None:
    """Return the promise that a delivery is judged by: in the last report before it, else the first."""
    if delivered_on is not None:
        before = [report.window for report in reported if report.adopted_on < delivered_on]
        if before:
            return before[-1]
    return deadlines[0].window if deadlines else None


def count_moves(deadlines: Sequence[Promise]) -> int:
    """Count the changes of the deadline that count against the promise; what was reported as done is none."""
    return sum(
        counts_against(old.window, new.window) for old, new in pairwise(deadlines) if new.firmness is not None
    )
