"""Indicators and their measurements; a ratio is computed from two others and never stored."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import Direction
from app.tables.columns import flag, key, moment, one_of
from app.tables.statement import Statement, retraction_check, said_of


class IndicatorBase(SQLModel):
    """What can be said of an indicator; with a numerator and a denominator it is a ratio of two others.

    `caveat` says what a ratio of different units must not be taken for.
    """

    action_line_id: int | None = key("action_line.id", default=None)
    name: str = Field(max_length=200)
    definition: str = ""
    unit: str = Field(max_length=60)
    direction: Direction = Field(default=Direction.NONE, sa_type=one_of(Direction))
    target: Decimal | None = Field(default=None, max_digits=18, decimal_places=4)
    numerator_id: int | None = key("indicator.id", default=None)
    denominator_id: int | None = key("indicator.id", default=None)
    caveat: str = ""
    position: int
    withdrawn: bool = False


class Indicator(IndicatorBase, table=True):
    """What is counted, or computed from two that are."""

    __table_args__ = (
        sa.CheckConstraint("(numerator_id IS NULL) = (denominator_id IS NULL)", name="ratio_whole"),
        sa.UniqueConstraint("programme_id", "name"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    version: int = 1
    retracted_on: date | None = None
    """Since when it counts as made by mistake."""


class IndicatorStatement(Statement, IndicatorBase, table=True):
    """An indicator as it was said to be."""

    __tablename__ = "indicator_statement"
    __table_args__ = (
        sa.CheckConstraint("(numerator_id IS NULL) = (denominator_id IS NULL)", name="ratio_whole"),
        *said_of("indicator_statement", "indicator_id"),
    )

    indicator_id: int = key("indicator.id")
    corrects_id: int | None = key("indicator_statement.id", default=None, unique=True)


class Measurement(SQLModel, table=True):
    """One value on one reference date; append only.

    `retracts`: nothing was meant by the row that it corrects, and it says nothing itself.
    """

    __table_args__ = (
        sa.CheckConstraint("reference_date <= said_on", name="measured_when_said"),
        retraction_check(),
        sa.Index("ix_measurement_programme", "programme_id", "indicator_id", "reference_date"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    indicator_id: int = key("indicator.id", index=True)
    value: Decimal = Field(max_digits=18, decimal_places=4)
    reference_date: date
    pilot_site_id: int | None = key("pilot_site.id", default=None)
    note: str = ""
    said_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
    corrects_id: int | None = key("measurement.id", default=None, unique=True)
    retracts: bool = flag()


class MeasurementPart(SQLModel, table=True):
    """One part of a breakdown; the parts add up to the value; append only."""

    __tablename__ = "measurement_part"

    measurement_id: int = key("measurement.id", primary_key=True)
    position: int = Field(primary_key=True)
    label: str = Field(max_length=200)
    value: Decimal = Field(max_digits=18, decimal_places=4)
