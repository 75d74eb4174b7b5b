"""Risks and issues as of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.risk_level import RiskLevel, RiskTrend, Weighed, risk_level, risk_trend, weight
from app.domain.structure import RiskKind, RiskState
from app.queries.frame import as_said
from app.queries.reporting_period import adopted_deadlines
from app.queries.statement import SaidRow, statements, that_counts
from app.queries.tie import tied
from app.tables import Person
from app.tables.tracked import RISK, TOUCHED

_PERSON = Person.__table__  # type: ignore[attr-defined]


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
        """How heavy it is."""
        return risk_level(self.likelihood, self.impact)

    @property
    def weight(self) -> int:
        """What it is put in order by: the heaviest first, what nobody weighed last."""
        return weight(self.likelihood, self.impact)


@dataclass(frozen=True, slots=True)
class RiskCourse:
    """What became of a risk: against what it is held, and everything that was said of it."""

    trend: RiskTrend
    before: SaidRow | None
    said: tuple[SaidRow, ...]


def risks(session: Session, programme_ids: Collection[int], as_of: date) -> list[RiskRow]:
    """The risks of these programmes on a day, in the order in which they were told. Two queries."""
    touched = tied(session, TOUCHED, programme_ids, as_of)
    risk = as_said(RISK)
    own = [risk.c[name] for name in RiskRow.__slots__[: -len(_JOINED)]]
    asked = (
        sa.select(*own, _PERSON.c.name, _PERSON.c.email)
        .outerjoin_from(risk, _PERSON, _PERSON.c.id == risk.c.owner_id)
        .where(risk.c.programme_id.in_(list(programme_ids)))
        .order_by(risk.c.programme_id, risk.c.id)
    )
    rows = session.execute(asked, {"as_of": as_of})
    return [RiskRow(*(*row, touched.get(row.id, ()))) for row in rows]


def open_risks_of(session: Session, programme_id: int, deliverable_id: int, as_of: date) -> list[RiskRow]:
    """The open risks and issues that touch a deliverable on a day, the heaviest first. Two queries."""
    found = risks(session, [programme_id], as_of)
    mine = [one for one in found if deliverable_id in one.deliverables and one.state is not RiskState.CLOSED]
    return sorted(mine, key=lambda one: (-one.weight, one.id))


_JOINED = ("owner", "owner_email", "deliverables")


def risk_courses(session: Session, programme_id: int, as_of: date) -> dict[int, RiskCourse]:
    """What became of each risk since the last report, by id. Two queries.

    It is held against what the last adopted report could know; without one against its previous statement.
    """
    heard = adopted_deadlines(session, programme_id, as_of)
    said = statements(session, RISK, [programme_id], as_of)
    return {risk: course(rows, heard[-1] if heard else None) for risk, rows in said.items()}


def course(rows: list[SaidRow], heard_until: date | None) -> RiskCourse:
    """What became of a risk since a day, or since its previous statement where no day is given."""
    counts = that_counts(rows)
    known = that_counts(rows, heard_until) if heard_until else counts[:-1]
    before = known[-1] if known else None
    trend = risk_trend(_weighed(before) if before else None, _weighed(counts[-1]))
    return RiskCourse(trend, before, tuple(reversed(rows)))


def _weighed(said: SaidRow) -> Weighed:
    return said.facts["state"], said.facts["likelihood"], said.facts["impact"]
