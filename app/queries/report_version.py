"""The versions of a report that went into review, without their trees, and the tree of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.round import review_version
from app.domain.structure import PeriodState
from app.tables import Person, ReportVersion, ReportVersionSection, RoundStep


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report; `hashes` are those of its sections, by key."""

    id: int
    number: int
    hash: str
    recorded_at: datetime
    author: str
    hashes: Mapping[str, str]
    on: date
    """The day of the move to review that it was made for."""

    @property
    def name(self) -> str:
        """What it is called: 0.1."""
        return review_version(self.number)


def versions(session: Session, period_id: int) -> list[Version]:
    """Return the versions of a report, the oldest first. Three queries."""
    statement = (
        sa.select(col(ReportVersion.id), col(ReportVersion.number), col(ReportVersion.hash))
        .add_columns(col(ReportVersion.recorded_at), col(Person.name).label("author"))
        .join_from(ReportVersion, Person, col(Person.id) == col(ReportVersion.author_id))
        .where(col(ReportVersion.reporting_period_id) == period_id)
        .order_by(col(ReportVersion.number))
    )
    rows = session.execute(statement).mappings().all()
    hashes = _hashes_by_version(session, period_id)
    days = review_days(session, period_id)
    return [
        Version(**row, hashes=hashes.get(row["id"], {}), on=day) for row, day in zip(rows, days, strict=True)
    ]


def hashes_in_review(session: Session, period_id: int) -> Mapping[str, str]:
    """Return the hash of each section of the newest version, by its key; empty without one. One query."""
    numbered = aliased(ReportVersion)
    newest = (
        sa.select(sa.func.max(col(numbered.number)))
        .where(col(numbered.reporting_period_id) == period_id)
        .scalar_subquery()
    )
    statement = (
        sa.select(col(ReportVersionSection.section_key), col(ReportVersionSection.hash))
        .join(ReportVersion, col(ReportVersion.id) == col(ReportVersionSection.report_version_id))
        .where(col(ReportVersion.reporting_period_id) == period_id, col(ReportVersion.number) == newest)
    )
    return {row.section_key: row.hash for row in session.execute(statement)}


def review_days(session: Session, period_id: int) -> list[date]:
    """Return the day of each move to review, in order: the nth made version 0.n. One query."""
    statement = (
        sa.select(col(RoundStep.taken_on))
        .where(col(RoundStep.reporting_period_id) == period_id, col(RoundStep.state) == PeriodState.REVIEW)
        .order_by(col(RoundStep.id))
    )
    return list(session.scalars(statement))


def tree_of(session: Session, version_id: int) -> str:
    """Return the editions of a version, as canonical JSON. One query."""
    return session.scalars(
        sa.select(col(ReportVersion.tree)).where(col(ReportVersion.id) == version_id)
    ).one()


def _hashes_by_version(session: Session, period_id: int) -> Mapping[int, Mapping[str, str]]:
    section = ReportVersionSection
    statement = (
        sa.select(col(section.report_version_id), col(section.section_key), col(section.hash))
        .join(ReportVersion, col(ReportVersion.id) == col(section.report_version_id))
        .where(col(ReportVersion.reporting_period_id) == period_id)
        .order_by(col(section.report_version_id), col(section.section_key))
    )
    hashes: dict[int, dict[str, str]] = {}
    for row in session.execute(statement):
        hashes.setdefault(row.report_version_id, {})[row.section_key] = row.hash
    return hashes
