"""Adopted reports as they were: with their errata, the stored tree of each, and the files made of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.refusal import NotFound
from app.domain.round import name_adopted_version
from app.queries.reporting_period import PeriodRow
from app.tables import FileContent, FrozenReport, ReportFile, ReportingPeriod


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
        return name_adopted_version(self.erratum)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of a file, and its media type."""

    content: bytes
    media_type: str


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


def frozen_versions(session: Session, period: PeriodRow, version: str = "") -> list[FrozenRow]:
    """Return the report of a period as adopted and its errata, or only this version of it. One query.

    Refuses a version that was never adopted.
    """
    rows = [
        row
        for row in frozen_reports(session, [period.programme_id])
        if row.period_id == period.id and version in ("", row.version)
    ]
    if not rows:
        raise NotFound("There is no such version of this report.")
    return rows


def stored_file(session: Session, frozen_id: int, format: str, language: str) -> StoredFile | None:
    """Return the file that was made first in this format and language, if one was. One query."""
    statement = (
        sa.select(col(FileContent.content), col(ReportFile.media_type))
        .join_from(ReportFile, FileContent, col(FileContent.hash) == col(ReportFile.hash))
        .where(col(ReportFile.frozen_report_id) == frozen_id)
        .where(col(ReportFile.format) == format, col(ReportFile.language) == language)
    )
    return fetch_one(session, statement, StoredFile)
