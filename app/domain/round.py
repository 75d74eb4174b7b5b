"""The half-yearly round: its states, its steps and its days (domain, Rounds and reports)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.half_year import HalfYear
from app.domain.structure import PeriodState

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
class Days:
    """The days of a round: verdicts are given for the first, what was said up to the second counts."""

    reference_date: date
    input_deadline: date
    report_date: date


def proposed_days(half_year: HalfYear) -> Days:
    """The days of a round where nobody chose others: all three the last day of the half-year."""
    return Days(half_year.ends_on, half_year.ends_on, half_year.ends_on)


class Verdict(StrEnum):
    """What a sponsor says of a section."""

    AGREES = "agrees"
    AGREES_WITH_RESERVATION = "agrees_with_reservation"
    OBJECTS = "objects"


UNSIGNED = frozenset({"colophon"})
"""The sections that nobody signs: who signed stands in them."""


def review_version(number: int) -> str:
    """What the nth move to review is called: 0.1, 0.2 …, 0.10."""
    return f"0.{number}"


def adopted_version(erratum: int) -> str:
    """What is adopted is 1.0; each erratum beside it counts on."""
    return f"1.{erratum}"
