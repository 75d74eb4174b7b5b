"""Risks and issues as of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.risk_level import RiskLevel, RiskTrend, Weighed, judge_level, judge_trend, weigh_risk
from app.domain.structure import RiskKind, RiskState
from app.queries.history import StatementRow, linked_ids, list_uncorrected, state_as_of, statements
from app.queries.reporting_period import adopted_deadlines
from app.tables import Person
from app.tables.tracked import RISK, TOUCHED


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk, or an issue."""

    id: int
    programme_id: int
    kind: RiskKind
    title: str
    cause: str
    consequence: str
    likelihood: int | None
    impact: int | None
    measure: str
    owner_id: int | None
    state: RiskState
    in_report: bool
    version: int
    owner: str | None
    owner_email: str | None
    deliverables: tuple[int, ...] = ()

    @property
    def level(self) -> RiskLevel:
        """Return how heavy it is."""
        return judge_level(self.likelihood, self.impact)

    @property
    def weight(self) -> int:
        """Return what it is ordered by: the heaviest first, what nobody weighed last."""
        return weigh_risk(self.likelihood, self.impact)


@dataclass(frozen=True, slots=True)
class RiskCourse:
    """What became of a risk: the statement it is compared with, and every statement, the last first."""

    trend: RiskTrend
    before: StatementRow | None
    statements: tuple[StatementRow, ...]


def risks(
    session: Session, programme_ids: Collection[int], as_of: date, risk_id: int | None = None
) -> list[RiskRow]:
    """Return the risks of these programmes on a day, in the order in which they were entered. Two queries."""
    touched = linked_ids(session, TOUCHED, programme_ids, as_of, risk_id)
    statement = _select_risks()
    if risk_id is not None:
        statement = statement.where(state_as_of(RISK).c.id == risk_id)
    rows = session.execute(statement, {"as_of": as_of, "programme_ids": list(programme_ids)}).mappings()
    return [RiskRow(**row, deliverables=touched.get(row["id"], ())) for row in rows]


@cache
def _select_risks() -> sa.Select[*tuple[Any, ...]]:
    risk = state_as_of(RISK)
    columns = [column for column in risk.c if column.name in RiskRow.__slots__]
    return (
        sa.select(*columns, col(Person.name).label("owner"), col(Person.email).label("owner_email"))
        .outerjoin_from(risk, Person, col(Person.id) == risk.c.owner_id)
        .where(risk.c.programme_id.in_(sa.bindparam("programme_ids", expanding=True)))
        .order_by(risk.c.programme_id, risk.c.id)
    )


def open_risks_of(session: Session, programme_id: int, deliverable_id: int, as_of: date) -> list[RiskRow]:
    """Return the open risks and issues that touch a deliverable on a day, heaviest first. Two queries."""
    touching = [risk for risk in risks(session, [programme_id], as_of) if deliverable_id in risk.deliverables]
    still_open = [risk for risk in touching if risk.state is not RiskState.CLOSED]
    return sorted(still_open, key=lambda risk: (-risk.weight, risk.id))


def risk_courses(session: Session, programme_id: int, as_of: date) -> dict[int, RiskCourse]:
    """Return what became of each risk since the last report, by id. Two queries.

    A risk is compared with what the last adopted report could know, without one with its statement before.
    """
    deadlines = adopted_deadlines(session, programme_id, as_of)
    until = deadlines[-1] if deadlines else None
    by_risk = statements(session, RISK, [programme_id], as_of)
    return {risk_id: risk_course(rows, until) for risk_id, rows in by_risk.items()}


def risk_course(rows: list[StatementRow], heard_until: date | None) -> RiskCourse:
    """Judge what became of a risk since a day, or since its previous statement where no day is given."""
    current = list_uncorrected(rows)
    earlier = list_uncorrected(rows, heard_until) if heard_until else current[:-1]
    before = earlier[-1] if earlier else None
    trend = judge_trend(_weigh(before) if before else None, _weigh(current[-1]))
    return RiskCourse(trend, before, tuple(reversed(rows)))


def _weigh(row: StatementRow) -> Weighed:
    return row.facts["state"], row.facts["likelihood"], row.facts["impact"]
