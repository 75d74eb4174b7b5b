"""The steps of a round, the reminders in it, and what was answered to what the editorial check found."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import PeriodState
from app.tables.columns import key, moment, one_of


class RoundStep(SQLModel, table=True):
    """That a round moved to a state, on which day and by whom."""

    __tablename__ = "round_step"
    __table_args__ = (sa.Index("ix_round_step_period", "reporting_period_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    state: PeriodState = Field(sa_type=one_of(PeriodState))
    taken_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")


class Reminder(SQLModel, table=True):
    """That a person was asked for what is missing, on one day; `escalates` where others did not answer."""

    __table_args__ = (sa.UniqueConstraint("reporting_period_id", "person_id", "sent_on"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    person_id: int = key("person.id")
    sent_on: date
    recorded_at: datetime = moment()
    author_id: int | None = key("person.id", default=None)
    """Who reminded; nobody where the schedule did."""
    escalates: bool = False
    job_id: int = key("job.id")


class DeferredSaying(SQLModel, table=True):
    """Why what was said in time, but recorded after the version in review, is left for the next report.

    `saying` is its key, the same for as long as nothing more is said of that record.
    """

    __tablename__ = "deferred_saying"
    __table_args__ = (
        sa.Index("ix_deferred_saying_period", "reporting_period_id", "saying"),
        sa.CheckConstraint("reason <> ''", name="reasoned"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    saying: str = Field(max_length=64)
    reason: str
    recorded_at: datetime = moment()
    author_id: int = key("person.id")


class FindingAnswer(SQLModel, table=True):
    """Why a finding of the editorial check is left as it is; `finding` is its key, the last answer holds."""

    __tablename__ = "finding_answer"
    __table_args__ = (
        sa.Index("ix_finding_answer_period", "reporting_period_id", "finding"),
        sa.CheckConstraint("reason <> ''", name="reasoned"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    finding: str = Field(max_length=64)
    reason: str
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
