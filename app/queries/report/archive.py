"""Adopted reports as they were: with their errata, the stored tree of each, and the files made of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from json import loads

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.domain.report import Report
from app.domain.round import name_adopted_version
from app.domain.structure import PeriodState
from app.queries.programme import ProgrammeRow, programme_by_id
from app.queries.reporting_period import PeriodRow, period_by_id
from app.renderers.archive import ARCHIVE_FORMATS, format_named
from app.renderers.frozen import OPENING, read_languages, thaw
from app.renderers.naming import AdoptedEdition
from app.tables import FileContent, FrozenReport, Job, ReportFile, ReportingPeriod
from app.tables.job import JobState


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
    unverified: bool
    """Whether it came in with a file that nobody could verify here."""
    id_shifts: str

    @property
    def version(self) -> str:
        """What it is called: 1.0, and of an erratum 1.1."""
        return name_adopted_version(self.erratum)


@dataclass(frozen=True, slots=True)
class FileKey:
    """Under which name the file of a report is kept."""

    frozen_id: int
    format: str
    language: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of a file, its media type, their hash (SHA-256), and since when it is there."""

    content: bytes
    media_type: str
    hash: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is there, without its bytes."""

    format: str
    language: str
    hash: str
    size: int
    made_at: datetime


FILE_JOB = "report_file"
"""The kind of job that makes a file."""


@dataclass(frozen=True, slots=True)
class FileJob:
    """A file that is to be made: given up after too many attempts, or failed, and when it is tried again.

    `taken_until` is until when it is in somebody's hands, who says so again for as long as that is so.
    """

    is_given_up: bool = False
    again_at: datetime | None = None
    taken_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A version of a report as adopted, with the round and the programme that it is of."""

    programme: ProgrammeRow
    period: PeriodRow
    frozen: FrozenRow

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.period.state is PeriodState.PUBLISHED

    def name_file(self, format: str, language: str) -> str:
        """Return what a file is called."""
        edition = DEFAULT_LANGUAGE if format in ARCHIVE_FORMATS else language
        frozen = self.frozen
        named = AdoptedEdition(self.programme.slug, frozen.half_year, frozen.version, edition)
        return format_named(format).name_file(named)

    def key_of(self, format: str, language: str) -> FileKey:
        """Return under which name a file is kept.

        What goes into an archive is there once for all editions, and anew from the publication on.
        """
        if format not in ARCHIVE_FORMATS:
            return FileKey(self.frozen.id, format, language)
        return FileKey(self.frozen.id, f"{format}-open" if self.is_published else format, DEFAULT_LANGUAGE)


def frozen_reports(session: Session, programme_ids: Collection[int]) -> list[FrozenRow]:
    """Return every adopted report of these programmes, each followed by its errata. One query."""
    frozen, period = FrozenReport, ReportingPeriod
    statement = (
        sa.select(col(frozen.id), col(frozen.reporting_period_id).label("period_id"), col(period.half_year))
        .add_columns(col(period.number), col(frozen.erratum), col(frozen.reason), col(frozen.hash))
        .add_columns(col(frozen.previous_hash), col(frozen.adopted_on), col(frozen.recorded_at))
        .add_columns(col(frozen.unverified), col(frozen.id_shifts))
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


def frozen_editions(session: Session, frozen: FrozenRow) -> dict[str, Report]:
    """Return the editions of a report with the records of here, as pages and the API name them. One query."""
    return thaw(frozen_tree(session, frozen.id), frozen.id_shifts)


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


def filed_report(session: Session, frozen_id: int) -> FiledReport:
    """Return an adopted report by its id, with what it is of. Three queries."""
    programme_id = session.scalars(
        sa.select(col(FrozenReport.programme_id)).where(col(FrozenReport.id) == frozen_id)
    ).one()
    frozen = next(row for row in frozen_reports(session, [programme_id]) if row.id == frozen_id)
    return FiledReport(
        programme_by_id(session, programme_id), period_by_id(session, frozen.period_id), frozen
    )


def stored_file(session: Session, key: FileKey) -> StoredFile | None:
    """Return the file that was made first in this format and language, if one was. One query."""
    statement = (
        sa.select(col(FileContent.content), col(ReportFile.media_type))
        .add_columns(col(ReportFile.hash), col(ReportFile.recorded_at).label("made_at"))
        .join_from(ReportFile, FileContent, col(FileContent.hash) == col(ReportFile.hash))
        .where(col(ReportFile.frozen_report_id) == key.frozen_id)
        .where(col(ReportFile.format) == key.format, col(ReportFile.language) == key.language)
    )
    return fetch_one(session, statement, StoredFile)


def kept_files(session: Session, frozen_id: int) -> dict[FileKey, KeptFile]:
    """Return every file of a report that is there, without its bytes. One query."""
    statement = (
        sa.select(col(ReportFile.format), col(ReportFile.language), col(ReportFile.hash))
        .add_columns(sa.func.length(col(FileContent.content)).label("size"))
        .add_columns(col(ReportFile.recorded_at).label("made_at"))
        .join_from(ReportFile, FileContent, col(FileContent.hash) == col(ReportFile.hash))
        .where(col(ReportFile.frozen_report_id) == frozen_id)
    )
    files = fetch_all(session, statement, KeptFile)
    return {FileKey(frozen_id, file.format, file.language): file for file in files}


def file_jobs(session: Session, frozen_id: int) -> dict[tuple[str, str], FileJob]:
    """Return how each file stands that the worker was asked for, by format and language. One query.

    Of one that was asked for again the last.
    """
    statement = (
        sa.select(col(Job.content), col(Job.state), col(Job.due_at), col(Job.failure), col(Job.attempts))
        .where(col(Job.kind) == FILE_JOB, col(Job.state) != JobState.DONE)
        .where(col(Job.content).startswith(f'{{"frozen_id": {frozen_id}, '))
        .order_by(col(Job.id))
    )
    jobs: dict[tuple[str, str], FileJob] = {}
    for row in session.execute(statement):
        content = loads(row.content)
        jobs[content["format"], content["language"]] = FileJob(
            is_given_up=row.state is JobState.GIVEN_UP,
            again_at=row.due_at if row.failure else None,
            taken_until=row.due_at if row.attempts and not row.failure else None,
        )
    return jobs


def frozen_languages(session: Session, frozen_id: int) -> tuple[str, ...]:
    """Return the languages in which a report was adopted, without reading all of it. One query."""
    opening = sa.func.substr(col(FrozenReport.tree), 1, OPENING)
    return read_languages(session.scalars(sa.select(opening).where(col(FrozenReport.id) == frozen_id)).one())


def frozen_length(session: Session, frozen_id: int) -> int:
    """Return how long the text of a report is as it was stored: large ones take long to write. One query."""
    length = sa.func.length(col(FrozenReport.tree))
    count: int = session.scalars(sa.select(length).where(col(FrozenReport.id) == frozen_id)).one()
    return count
