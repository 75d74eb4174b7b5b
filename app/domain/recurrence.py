"""Whether what recurs took place as often as was promised, per period (domain/README.md, Recurrence)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.month import add_months
from app.domain.status import Status
from app.domain.structure import Frequency
from app.domain.vague_date import VagueDate

_MONTHS = {Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}


class PeriodVerdict(StrEnum):
    """What became of one period: often enough, not over yet, or closed with fewer."""

    KEPT = "kept"
    RUNNING = "running"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class OccurrenceRecord:
    """A day on which it took place, by the id of the row that says so."""

    id: int
    on: date


@dataclass(frozen=True, slots=True)
class Recurrence:
    """At least so many times in each period, as said from `promised_on` on, and when it took place."""

    count: int
    per: Frequency
    promised_on: date
    occurrences: tuple[OccurrenceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class RecurrencePeriod:
    """One calendar quarter, half-year or year: how often it took place, of how many times that were asked."""

    per: Frequency
    starts_on: date
    ends_on: date
    held: int
    asked: int
    verdict: PeriodVerdict
    occurrences: tuple[int, ...] = ()
    """The ids of those that count in it."""


def judge_recurrence(
    recurrence: Recurrence, status: Status | None, window: VagueDate | None, done_on: date | None, on: date
) -> tuple[RecurrencePeriod, ...]:
    """Judge every period up to the day `on`, the first one first.

    A period is missed only where all of it was promised: not before the first day of the window, nor after
    its last or after `done_on`, and not closed when the promise was made. Words that name no first day
    promise whole periods from then on; what is still planned without one, and what was withdrawn, has none.
    Nor has anything where no day is asked for (`date.max`).
    """
    if on == date.max:
        return ()
    earliest = window.earliest if window else None
    if status is Status.CANCELLED or (earliest is None and status in (None, Status.PLANNED)):
        return ()
    ends = min((day for day in (window.latest if window else None, done_on) if day), default=date.max)
    begins = max(recurrence.promised_on, earliest or date.min)
    return tuple(
        period
        for starts_on, ends_on in _list_periods(recurrence.per, begins, min(on, ends))
        if (period := _judge(recurrence, starts_on, ends_on, earliest, ends, on))
    )


def find_missed(
    periods: Sequence[RecurrencePeriod], on: date, also: Collection[date] = ()
) -> RecurrencePeriod | None:
    """Return the period that closed last, if it was missed: those before it were told then.

    `also` are days on which it took place that are only said now.
    """
    closed = [period for period in periods if period.ends_on < on]
    if not closed or closed[-1].verdict is not PeriodVerdict.MISSED:
        return None
    missed = closed[-1]
    held = missed.held + sum(missed.starts_on <= day <= missed.ends_on for day in also)
    return missed if held < missed.asked else None


def _judge(
    recurrence: Recurrence, starts_on: date, ends_on: date, earliest: date | None, ends: date, on: date
) -> RecurrencePeriod | None:
    counted = tuple(held.id for held in recurrence.occurrences if starts_on <= held.on <= min(ends_on, on))
    was_promised_whole = ends_on <= ends and starts_on >= (earliest or recurrence.promised_on)
    if len(counted) >= recurrence.count:
        verdict = PeriodVerdict.KEPT
    elif on <= min(ends_on, ends):
        verdict = PeriodVerdict.RUNNING
    elif was_promised_whole:
        verdict = PeriodVerdict.MISSED
    else:
        return None
    return RecurrencePeriod(
        recurrence.per, starts_on, ends_on, len(counted), recurrence.count, verdict, counted
    )


def _list_periods(per: Frequency, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Return the periods from the one that holds the first day to the one that holds the last."""
    months = _MONTHS[per]
    starts_on = first.replace(month=(first.month - 1) // months * months + 1, day=1)
    while starts_on <= last:
        after = add_months(starts_on, months)
        yield starts_on, after - timedelta(days=1)
        starts_on = after
