"""The half-yearly round: its states, steps and days, and what answers its call (domain/README.md, Rounds)."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.assessment import Assessment, StatusRecord
from app.domain.half_year import HalfYear
from app.domain.refusal import Message
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.domain.timeliness import Timeliness

STEPS: Mapping[PeriodState, frozenset[PeriodState]] = {
    PeriodState.PLANNED: frozenset({PeriodState.OPEN}),
    PeriodState.OPEN: frozenset({PeriodState.EDITING}),
    PeriodState.EDITING: frozenset({PeriodState.REVIEW}),
    PeriodState.REVIEW: frozenset({PeriodState.EDITING, PeriodState.ADOPTED}),
    PeriodState.ADOPTED: frozenset({PeriodState.PUBLISHED}),
    PeriodState.PUBLISHED: frozenset(),
}
"""Where each state leads; the only step back is from review to editing."""


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The days of a round: verdicts are given for the first, what was said up to the second counts."""

    reference_date: date
    input_deadline: date
    report_date: date

    @property
    def reviewable_from(self) -> date:
        """Return the first day on which a report can say how everything stands and what was said in time."""
        return max(self.reference_date, self.input_deadline)


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """The period that a report is about, both days included; first that of its half-year."""

    starts_on: date
    ends_on: date

    @classmethod
    def of(cls, half_year: HalfYear) -> "PeriodSpan":
        """The half-year itself."""
        return cls(half_year.starts_on, half_year.ends_on)

    def overlaps(self, other: "PeriodSpan") -> bool:
        """Whether a day is in both."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


UNDER_WAY = frozenset({PeriodState.OPEN, PeriodState.EDITING, PeriodState.REVIEW})
"""A round in one of these states keeps the next one of its programme from opening."""

ADJUSTABLE = frozenset({PeriodState.PLANNED, PeriodState.OPEN, PeriodState.EDITING})
"""While a round is in these states its days may still be moved."""


class Verdict(StrEnum):
    """What a sponsor says of a section."""

    AGREES = "agrees"
    AGREES_WITH_RESERVATION = "agrees_with_reservation"
    OBJECTS = "objects"


UNSIGNED = frozenset({"colophon"})
"""The sections that nobody signs: who signed stands in them."""


@dataclass(frozen=True, slots=True)
class CallStart:
    """From when an update is an answer: a day, and on that day itself the moment, where something was opened.

    What the office entered in the morning is no answer to what it asks in the afternoon.
    """

    day: date
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A round that listens: what is said from its start on, up to and including `until`, answers it."""

    period_id: int
    half_year: str
    start: CallStart
    until: date

    @property
    def since(self) -> date:
        """Return the first day on which an update is an answer."""
        return self.start.day


def propose_days(half_year: HalfYear) -> RoundDays:
    """Return the default days: the last of the half-year, ten days later, and ten days after that."""
    last = half_year.ends_on
    return RoundDays(last, last + timedelta(days=10), last + timedelta(days=20))


def check_days(
    span: PeriodSpan, days: RoundDays, others: Iterable[tuple[str, PeriodSpan]]
) -> dict[str, Message]:
    """Return what is wrong with these days, a message per field; `others` are the other rounds."""
    wrong: dict[str, Message] = {}
    if span.ends_on < span.starts_on:
        wrong["ends_on"] = Message("The period cannot end before it begins.")
    for half_year, other in others:
        if span.overlaps(other):
            wrong["starts_on"] = Message("This overlaps the period of %(other)s.", {"other": half_year})
    if days.reference_date < span.starts_on:
        wrong["reference_date"] = Message("The reference date cannot come before the period.")
    elif days.reference_date > days.report_date:
        wrong["reference_date"] = Message("The reference date cannot come after the report date.")
    if days.input_deadline < span.starts_on:
        wrong["input_deadline"] = Message("The input deadline cannot come before the period.")
    elif days.input_deadline > days.report_date:
        wrong["input_deadline"] = Message("The input deadline cannot be after the report date.")
    return wrong


def name_review_version(number: int) -> str:
    """Return the version name of the nth move to review: 0.1, 0.2 …, 0.10."""
    return f"0.{number}"


def name_proposal(erratum: int, number: int) -> str:
    """Return the version name of the nth proposal of an erratum: 1.0.1, 1.0.2 … lead to 1.1."""
    return f"1.{erratum - 1}.{number}"


def name_adopted_version(erratum: int) -> str:
    """Return the version name of an adopted report: 1.0, and 1.1, 1.2 … for its errata."""
    return f"1.{erratum}"


def compute_call_start(opened_on: date, opened_at: datetime, starts_on: date) -> CallStart:
    """Return from when an update answers the call: since it was opened, and not before the period began."""
    return CallStart(starts_on) if starts_on > opened_on else CallStart(opened_on, opened_at)


def choose_answerer(lead_id: int | None, project_lead_id: int | None, able: Container[int]) -> int | None:
    """Return who answers for a deliverable: its lead, else that of its project; None means the office.

    `able` are those who may say in this programme how things stand: whoever has no access is asked nothing.
    """
    return next((id for id in (lead_id, project_lead_id) if id is not None and id in able), None)


def is_answered(last: StatusRecord | None, start: CallStart) -> bool:
    """Whether the last update answers a call; “no change” is an update as well."""
    if last is None or last.said_on != start.day or start.opened_at is None:
        return last is not None and last.said_on >= start.day
    return last.recorded_at >= start.opened_at


def is_entered_by_office(
    last: StatusRecord | None,
    start: CallStart,
    *,
    lead_ids: Container[int | None],
    answerer_id: int | None,
    office: Container[int],
) -> bool:
    """Whether the office entered the answer that somebody else had to give: it counts, and is told as such.

    `lead_ids` are the leads of the deliverable and of its project. Without an `answerer_id` it is the office
    that had to.
    """
    return (
        last is not None
        and is_answered(last, start)
        and answerer_id is not None
        and last.author_id not in lead_ids
        and last.author_id in office
    )


def asks_answer(assessment: Assessment, last: StatusRecord | None, start: CallStart) -> bool:
    """Whether a deliverable asks for an answer: nothing was said of it in this round, or it is overdue.

    What is overdue asks until it is delivered, withdrawn, on hold, or promised for another moment.
    """
    if assessment.timeliness.is_closed:
        return False
    is_overdue = assessment.timeliness is Timeliness.OVERDUE and assessment.status is not Status.ON_HOLD
    return is_overdue or not is_answered(last, start)
