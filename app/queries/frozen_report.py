"""The reports that were adopted, as they were: with their errata, oldest first, and the tree of one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.round import adopted_version
from app.tables import FrozenReport, ReportingPeriod


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
    """Return every adopted report of these programmes, each followed by its errata. One query."""
    frozen, period = FrozenReport, ReportingPeriod
    statement = (
        sa.select(col(frozen.id), col(frozen.reporting_period_id).label("period_id"), col(period.half_year))
        .add_columns(col(period.number), col(frozen.erratum), col(frozen.reason), col(frozen.hash))
        .add_columns(col(frozen.previous_hash), col(frozen.adopted_on), col(frozen.recorded_at))
        .join_from(frozen, period, col(period.id) == col(frozen.reporting_period_id))
        .where(col(frozen.programme_id).in_(programme_ids))
        .order_by(col(frozen.programme_id), col(period.number), col(frozen.erratum))
    )
    return fetch_all(session, statement, FrozenRow)


def frozen_now(session: Session, programme_ids: Collection[int]) -> Mapping[int, FrozenRow]:
    """Return by period the report that holds: the last erratum, where there is one. One query."""
    return {row.period_id: row for row in frozen_reports(session, programme_ids)}


def frozen_tree(session: Session, frozen_id: int) -> str:
    """Return the editions of a report, as the canonical JSON that was stored. One query."""
    return session.scalars(sa.select(col(FrozenReport.tree)).where(col(FrozenReport.id) == frozen_id)).one()
