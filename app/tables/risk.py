"""Risks and issues, as they are now and as they were said to be."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import RiskKind, RiskState
from app.tables.columns import key, one_of
from app.tables.statement import Statement, Tie, said_of


class RiskBase(SQLModel):
    """What can be said of a risk; likelihood and impact from 1 to 5, neither before it was weighed.

    An issue has happened already: it has an impact alone.
    """

    kind: RiskKind = Field(sa_type=one_of(RiskKind))
    title: str = Field(max_length=300)
    cause: str = ""
    consequence: str = ""
    likelihood: int | None = None
    impact: int | None = None
    measure: str = ""
    owner_id: int | None = key("person.id", default=None)
    state: RiskState = Field(default=RiskState.OPEN, sa_type=one_of(RiskState))
    in_report: bool = False


def _levels() -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name="impact_level"),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood_level"),
        sa.CheckConstraint(
            "(likelihood IS NULL) = (kind = 'issue' OR impact IS NULL)", name="likelihood_of_a_risk"
        ),
    )


class Risk(RiskBase, table=True):
    """A risk, or an issue."""

    __table_args__ = (*_levels(), sa.Index("ix_risk_programme", "programme_id", "id"))

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    version: int = 1
    retracted_on: date | None = None
    """When it was said to have been made by mistake: it is shown on no day."""


class RiskStatement(Statement, RiskBase, table=True):
    """A risk as it was said to be."""

    __tablename__ = "risk_statement"
    __table_args__ = (*_levels(), *said_of("risk_statement", "risk_id"))

    risk_id: int = key("risk.id")
    corrects_id: int | None = key("risk_statement.id", default=None, unique=True)


class RiskDeliverable(Tie, table=True):
    """That a risk touches a deliverable, or no longer does."""

    __tablename__ = "risk_deliverable"
    __table_args__ = said_of("risk_deliverable", "risk_id", "deliverable_id")

    risk_id: int = key("risk.id")
    deliverable_id: int = key("deliverable.id", index=True)
