"""Reporting periods: the half-years over which programmes account, and the steps that their rounds took."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all, fetch_one
from app.domain.half_year import HalfYear
from app.domain.round import RoundDays
from app.domain.structure import PeriodState
from app.tables import ReportingPeriod, RoundStep

_OWN_ORDER = (col(ReportingPeriod.programme_id), col(ReportingPeriod.number))
_ADOPTED = (PeriodState.ADOPTED, PeriodState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A half-year of a programme, its days, and where its round stands."""

    id: int
    programme_id: int
    half_year: str
    number: int
    state: PeriodState
    starts_on: date
    ends_on: date
    reference_date: date
    input_deadline: date
    report_date: date
    names_leads: bool
    in_english: bool
    version: int

    @property
    def days(self) -> RoundDays:
        """Return the three days that the round counts with."""
        return RoundDays(self.reference_date, self.input_deadline, self.report_date)


def is_adopted(period: PeriodRow) -> bool:
    """Return whether the report was adopted, and so can never change."""
    return period.state in _ADOPTED


def is_fixed(period: PeriodRow) -> bool:
    """Return whether the report is a stored version: in review, or adopted."""
    return period.state is PeriodState.REVIEW or is_adopted(period)


def periods(session: Session, programme_ids: Collection[int]) -> list[PeriodRow]:
    """Return the reporting periods of these programmes, in order of programme and number. One query."""
    return fetch_all(session, _select_periods_among(), PeriodRow, {"programme_ids": list(programme_ids)})


def period_in(session: Session, programme_ids: Collection[int], period_id: int) -> PeriodRow | None:
    """Return a reporting period of one of these programmes. One query."""
    period = fetch_one(session, _select_period(), PeriodRow, {"id": period_id})
    return period if period and period.programme_id in programme_ids else None


def period_by_id(session: Session, period_id: int) -> PeriodRow:
    """Return the reporting period of this id. One query."""
    (period,) = fetch_all(session, _select_period(), PeriodRow, {"id": period_id})
    return period


def period_of_half_year(session: Session, programme_id: int, half_year: HalfYear) -> PeriodRow | None:
    """Return the reporting period of a half-year, if there is one. One query."""
    of_programme = periods(session, [programme_id])
    return next((period for period in of_programme if period.half_year == str(half_year)), None)


def adopted_deadlines(session: Session, programme_id: int, as_of: date) -> list[date]:
    """Return until when input counted for each report adopted before a day, in order. One query."""
    statement = (
        sa.select(col(ReportingPeriod.input_deadline))
        .where(col(ReportingPeriod.programme_id) == programme_id)
        .where(col(ReportingPeriod.state).in_(_ADOPTED), col(ReportingPeriod.report_date) < as_of)
        .order_by(col(ReportingPeriod.number))
    )
    return list(session.scalars(statement))


def days_of_steps(session: Session, period_id: int, until: date = date.max) -> Mapping[PeriodState, date]:
    """Return when a round came into each state up to a day, the last time where more than once. One query.

    They are in the order of those last times: the last one is the state on that day.
    """
    return {state: day for state, (day, _) in moments_of_steps(session, period_id, until).items()}


def moments_of_steps(
    session: Session, period_id: int, until: date = date.max
) -> Mapping[PeriodState, tuple[date, datetime]]:
    """Return the same with the moment at which each step was recorded. One query."""
    statement = (
        sa.select(col(RoundStep.state), col(RoundStep.taken_on), col(RoundStep.recorded_at))
        .where(col(RoundStep.reporting_period_id) == period_id, col(RoundStep.taken_on) <= until)
        .order_by(col(RoundStep.id))
    )
    steps: dict[PeriodState, tuple[date, datetime]] = {}
    for row in session.execute(statement):
        state = PeriodState(row.state)
        steps.pop(state, None)
        steps[state] = (row.taken_on, row.recorded_at)
    return steps


def period_on(session: Session, period: PeriodRow, day: date) -> PeriodRow:
    """Return a reporting period in the state that its round was in at the end of a day. One query."""
    states = list(days_of_steps(session, period.id, day))
    return replace(period, state=states[-1] if states else PeriodState.PLANNED)


def round_under_way(session: Session, programme_id: int) -> PeriodState | None:
    """Return the state of the round that is open, edited or in review, if one is. One query."""
    under_way = (PeriodState.OPEN, PeriodState.EDITING, PeriodState.REVIEW)
    is_its = col(ReportingPeriod.programme_id) == programme_id
    statement = sa.select(col(ReportingPeriod.state)).where(is_its, col(ReportingPeriod.state).in_(under_way))
    return session.scalar(statement)


def _select_periods() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*(col(getattr(ReportingPeriod, field.name)) for field in fields(PeriodRow)))


@cache
def _select_period() -> Columns:
    return _select_periods().where(col(ReportingPeriod.id) == sa.bindparam("id"))


@cache
def _select_periods_among() -> Columns:
    is_of_one = col(ReportingPeriod.programme_id).in_(sa.bindparam("programme_ids", expanding=True))
    return _select_periods().where(is_of_one).order_by(*_OWN_ORDER)
