"""Reporting periods: the half-years over which programmes account, and the steps that their rounds took."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.half_year import HalfYear
from app.domain.structure import PeriodState
from app.queries.paging import Page, PageRequest, fetch_page
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
    version: int


def is_adopted(period: PeriodRow) -> bool:
    """Return whether what the report says is fixed."""
    return period.state in _ADOPTED


def periods(session: Session, programme_ids: Collection[int]) -> list[PeriodRow]:
    """Return the reporting periods of these programmes, in order of programme and number. One query."""
    select = _select_periods().where(col(ReportingPeriod.programme_id).in_(programme_ids))
    return fetch_all(session, select.order_by(*_OWN_ORDER), PeriodRow)


def period_page(
    session: Session,
    programme_ids: Collection[int],
    page: PageRequest,
    *,
    half_year: str | None = None,
    state: PeriodState | None = None,
) -> Page[PeriodRow]:
    """Return some reporting periods of these programmes (of a half-year, in a state), in the same order."""
    select = _select_periods().where(col(ReportingPeriod.programme_id).in_(programme_ids))
    if half_year is not None:
        select = select.where(col(ReportingPeriod.half_year) == half_year)
    if state is not None:
        select = select.where(col(ReportingPeriod.state) == state)
    return fetch_page(session, select, _OWN_ORDER, PeriodRow, page, {})


def period_in(session: Session, programme_ids: Collection[int], period_id: int) -> PeriodRow | None:
    """Return a reporting period of one of these programmes. One query."""
    in_programme = col(ReportingPeriod.programme_id).in_(programme_ids)
    return fetch_one(
        session, _select_periods().where(in_programme, col(ReportingPeriod.id) == period_id), PeriodRow
    )


def period_by_id(session: Session, period_id: int) -> PeriodRow:
    """Return the reporting period of this id. One query."""
    statement = _select_periods().where(col(ReportingPeriod.id) == period_id)
    (period,) = fetch_all(session, statement, PeriodRow)
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


def names_leads(session: Session, period_id: int) -> bool:
    """Return whether the report of this period names the people who lead. One query."""
    statement = sa.select(col(ReportingPeriod.names_leads)).where(col(ReportingPeriod.id) == period_id)
    return bool(session.scalar(statement))


def days_of_steps(session: Session, period_id: int) -> Mapping[PeriodState, date]:
    """Return when a round came into each state, the last time where more than once. One query."""
    statement = (
        sa.select(col(RoundStep.state), col(RoundStep.taken_on))
        .where(col(RoundStep.reporting_period_id) == period_id)
        .order_by(col(RoundStep.id))
    )
    return {PeriodState(row.state): row.taken_on for row in session.execute(statement)}


def _select_periods() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*(col(getattr(ReportingPeriod, field.name)) for field in fields(PeriodRow)))
