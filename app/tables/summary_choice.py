"""What the office chose for the summary of a report, every choice of it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.report.choice import Placement
from app.tables.columns import key, moment, one_of


class SummaryChoice(SQLModel, table=True):
    """How one fact stands in the summary of one report; the last choice for a fact holds.

    `position` sorts the threads of an action line; `text` takes the place of the sentences of a thread, and
    `together_with_id` is the deliverable in whose thread it is told.
    """

    __tablename__ = "summary_choice"
    __table_args__ = (
        sa.Index("ix_summary_choice_period", "reporting_period_id", "id"),
        sa.CheckConstraint(
            "(deliverable_id IS NOT NULL AND indicator_id IS NULL AND risk_id IS NULL) OR "
            "(deliverable_id IS NULL AND indicator_id IS NOT NULL AND risk_id IS NULL) OR "
            "(deliverable_id IS NULL AND indicator_id IS NULL AND risk_id IS NOT NULL)",
            name="one_fact",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    deliverable_id: int | None = key("deliverable.id", default=None)
    indicator_id: int | None = key("indicator.id", default=None)
    risk_id: int | None = key("risk.id", default=None)
    placement: Placement = Field(sa_type=one_of(Placement))
    position: int | None = None
    text: str = Field(default="", max_length=2000)
    together_with_id: int | None = key("deliverable.id", default=None)
    chosen_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
