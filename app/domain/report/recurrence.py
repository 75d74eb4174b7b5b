"""What recurs: which of its periods a report tells of, each once, and the records that they rest on."""

from collections.abc import Iterable

from app.domain.recurrence import PeriodVerdict, RecurrencePeriod
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.tree import Record


def list_closed_periods(deliverable: DeliverableFacts, facts: Facts) -> list[RecurrencePeriod]:
    """Return the periods that closed, or were kept, since the report before told of them.

    One that was still running on the reference date of the report before, and closed with fewer, is told now.
    """
    since = facts.previous.reference_date if facts.previous else facts.period.starts_on
    return [
        period
        for period in deliverable.assessment.periods
        if period.verdict is not PeriodVerdict.RUNNING
        and (period.ends_on > since or (period.ends_on == since and period.verdict is PeriodVerdict.MISSED))
    ]


def list_current_periods(deliverable: DeliverableFacts, facts: Facts) -> list[RecurrencePeriod]:
    """Return the periods that end in that of the report, or still run on its reference date."""
    return [
        period
        for period in deliverable.assessment.periods
        if period.ends_on >= facts.period.starts_on or period.verdict is PeriodVerdict.RUNNING
    ]


def records_of_periods(periods: Iterable[RecurrencePeriod]) -> tuple[Record, ...]:
    """Return the occurrences that count in these periods."""
    return tuple(Record("occurrence", id) for period in periods for id in period.occurrences)
