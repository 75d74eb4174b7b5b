"""Reporting periods: the half-years over which a programme accounts."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import PeriodState
from app.tables.columns import flag, key, one_of


class ReportingPeriod(SQLModel, table=True):
    """A half-year of a programme, its days, and where its round stands."""

    __tablename__ = "reporting_period"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "half_year"),
        sa.UniqueConstraint("programme_id", "number"),
        sa.CheckConstraint("starts_on <= ends_on", name="span"),
        sa.CheckConstraint("input_deadline <= report_date", name="input_before_report"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    half_year: str = Field(max_length=7)
    number: int
    state: PeriodState = Field(default=PeriodState.PLANNED, sa_type=one_of(PeriodState))
    starts_on: date
    ends_on: date
    reference_date: date
    input_deadline: date
    report_date: date
    names_leads: bool = False
    """Whether the report names the people who lead, and not only what they lead."""
    in_english: bool = flag()
    """Whether an English edition is made, signed and adopted beside the Dutch one."""
    version: int = 1
