"""Reporting periods: the half-years over which programmes account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import PeriodState
from app.tables import ReportingPeriod

_PERIOD = ReportingPeriod.__table__  # type: ignore[attr-defined]


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


def periods(session: Session, programme_ids: Collection[int]) -> list[PeriodRow]:
    """The reporting periods of these programmes, in order of programme and number. One query."""
    columns = [_PERIOD.c[name] for name in PeriodRow.__slots__]
    asked = sa.select(*columns).where(_PERIOD.c.programme_id.in_(list(programme_ids)))
    order = asked.order_by(_PERIOD.c.programme_id, _PERIOD.c.number)
    return [PeriodRow(*row) for row in session.execute(order)]


def adopted_deadlines(session: Session, programme_id: int, as_of: date) -> list[date]:
    """Up to when each report that was adopted before a day listened, in order. One query."""
    adopted = _PERIOD.c.state.in_([PeriodState.ADOPTED, PeriodState.PUBLISHED])
    asked = sa.select(_PERIOD.c.input_deadline).where(
        _PERIOD.c.programme_id == programme_id, adopted, _PERIOD.c.report_date < as_of
    )
    return list(session.scalars(asked.order_by(_PERIOD.c.number)))


def names_leads(session: Session, period_id: int) -> bool:
    """Whether the report of this period names the people who lead. One query."""
    return bool(session.scalar(sa.select(_PERIOD.c.names_leads).where(_PERIOD.c.id == period_id)))


def period_by_id(session: Session, period_id: int) -> PeriodRow:
    """The reporting period of this id. One query."""
    columns = [_PERIOD.c[name] for name in PeriodRow.__slots__]
    return PeriodRow(*session.execute(sa.select(*columns).where(_PERIOD.c.id == period_id)).one())
