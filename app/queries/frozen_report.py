"""The reports that were adopted, as they were: with their errata, oldest first, and the tree of one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.round import adopted_version
from app.prepared import Prepared
from app.tables import FrozenReport, ReportingPeriod

_FROZEN = FrozenReport.__table__  # type: ignore[attr-defined]
_PERIOD = ReportingPeriod.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A report as adopted, or an erratum beside it, without its tree."""

    id: int
    period_id: int
    half_year: str
    number: int
    erratum: int
    reason: str
    hash: str
    previous_hash: str
    adopted_on: date
    recorded_at: datetime

    @property
    def version(self) -> str:
        """What it is called: 1.0, and of an erratum 1.1."""
        return adopted_version(self.erratum)


def frozen_reports(session: Session, programme_ids: Collection[int]) -> list[FrozenRow]:
    """Every adopted report of these programmes, each followed by its errata. One query."""
    return [FrozenRow(*row) for row in _OF_PROGRAMMES.rows(session, {"programmes": list(programme_ids)})]


def frozen_now(session: Session, programme_ids: Collection[int]) -> Mapping[int, FrozenRow]:
    """By period the report that holds: the last erratum, where there is one. One query."""
    return {row.period_id: row for row in frozen_reports(session, programme_ids)}


def frozen_tree(session: Session, frozen_id: int) -> str:
    """The editions of a report, as the canonical JSON that was kept. One query."""
    asked = sa.select(_FROZEN.c.tree).where(_FROZEN.c.id == frozen_id)
    tree: str = session.execute(asked).scalar_one()
    return tree


_OF_PROGRAMMES = Prepared(
    sa.select(
        *(_FROZEN.c.id, _FROZEN.c.reporting_period_id, _PERIOD.c.half_year, _PERIOD.c.number),
        *(_FROZEN.c.erratum, _FROZEN.c.reason, _FROZEN.c.hash, _FROZEN.c.previous_hash),
        *(_FROZEN.c.adopted_on, _FROZEN.c.recorded_at),
    )
    .join_from(_FROZEN, _PERIOD, _PERIOD.c.id == _FROZEN.c.reporting_period_id)
    .where(_FROZEN.c.programme_id.in_(sa.bindparam("programmes", expanding=True)))
    .order_by(_FROZEN.c.programme_id, _PERIOD.c.number, _FROZEN.c.erratum)
)
