"""The reports that everybody may read, of every programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.dutch_text import order_key
from app.domain.structure import PeriodState
from app.tables import FrozenReport, Programme, ReportingPeriod


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A published report; `adopted_on` is the day of its last version."""

    slug: str
    programme: str
    purpose: str
    half_year: str
    number: int
    report_date: date
    adopted_on: date


def published_reports(session: Session) -> Sequence[PublishedReport]:
    """Return every published report, by programme, the latest first. One query."""
    statement = (
        sa.select(col(Programme.slug), col(Programme.title).label("programme"), col(Programme.purpose))
        .add_columns(col(ReportingPeriod.half_year), col(ReportingPeriod.number))
        .add_columns(col(ReportingPeriod.report_date))
        .add_columns(sa.func.max(col(FrozenReport.adopted_on)).label("adopted_on"))
        .join_from(ReportingPeriod, Programme, col(Programme.id) == col(ReportingPeriod.programme_id))
        .join(FrozenReport, col(FrozenReport.reporting_period_id) == col(ReportingPeriod.id))
        .where(col(ReportingPeriod.state) == PeriodState.PUBLISHED)
        .group_by(col(Programme.id), col(ReportingPeriod.id))
        .order_by(col(Programme.id), col(ReportingPeriod.number).desc())
    )
    return sorted(fetch_all(session, statement, PublishedReport), key=lambda row: order_key(row.programme))
