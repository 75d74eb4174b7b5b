"""Making the files of reports outside any transaction; those of an adopted report once, and kept.

It takes the steps of the web server, the worker and the command line alike: look up, write, store.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Protocol, TypeVar

from sqlmodel import Session

from app.actions import job
from app.actions.audit_log import AuditContext
from app.actions.job import TakenJob
from app.actions.report.archive import RenderedFile, claim_file, store_file
from app.db import Database
from app.domain.report import Report
from app.heartbeat import beating
from app.queries.programme import ProgrammeRow
from app.queries.report.archive import (
    FiledReport,
    StoredFile,
    filed_report,
    frozen_tree,
    stored_file,
)
from app.queries.report.dossier import draft_dossier, frozen_dossier, last_change_at
from app.queries.report.reading import find_edition, read_report
from app.queries.reporting_period import PeriodRow
from app.renderers import FORMATS
from app.renderers.apart import RenderingFailed, rendering, write_apart
from app.renderers.archive import ARCHIVE_FORMATS, format_named
from app.renderers.dossier import Dossier, DossierFile
from app.renderers.frozen import thaw
from app.settings import Settings

T = TypeVar("T")
Writer = Callable[[str, Report, str | None], bytes]
"""Writes a report in a format; of one that was adopted with its hash."""


class Sessions(Protocol):
    """Where a step gets its session from: one of its own, which ends with it."""

    def read(self, query: Callable[[Session], T]) -> T:
        """Look something up."""

    def write(self, action: Callable[[Session], T]) -> T:
        """Change something, in one transaction."""


@dataclass(frozen=True, slots=True)
class DatabaseSessions:
    """Those of a database that nobody else in this process uses."""

    database: Database

    def read(self, query: Callable[[Session], T]) -> T:
        """Look something up."""
        with self.database.reading() as session:
            return query(session)

    def write(self, action: Callable[[Session], T]) -> T:
        """Change something, in one transaction."""
        with self.database.writing() as session:
            return action(session)


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report that was not adopted, as of a day."""

    programme: ProgrammeRow
    period: PeriodRow
    day: date | None


@dataclass(frozen=True, slots=True)
class Filing:
    """Makes files; `write` is what writes one."""

    sessions: Sessions
    settings: Settings
    clock: Callable[[], datetime]
    write: Writer = write_apart

    def keep(self, act: AuditContext, frozen_id: int, name: str, language: str) -> StoredFile:
        """Return the file of an adopted report: made, where it is not there yet. Raises `RenderingFailed`.

        Refuses a language without an edition.
        """
        filed = self.sessions.read(partial(filed_report, frozen_id=frozen_id))
        key = filed.key_of(name, language)
        stored = self.sessions.read(partial(stored_file, key=key))
        if stored is not None:
            return stored
        content = self._write_archive_file(act, filed, name) if name in ARCHIVE_FORMATS else None
        if content is None:
            tree = self.sessions.read(partial(frozen_tree, frozen_id=frozen_id))
            content = self.write(name, find_edition(thaw(tree), language), filed.frozen.hash)
        rendered = RenderedFile(key, format_named(name).media_type, content)
        return self.sessions.write(lambda session: store_file(session, act, filed, rendered))

    def write_draft(self, draft: ReportDraft, name: str, language: str) -> tuple[Report, bytes]:
        """Return the file of a draft and what it was written from. Raises `RenderingFailed`."""
        if name not in ARCHIVE_FORMATS:
            report = self.sessions.read(
                lambda session: (
                    read_report(session, draft.programme, draft.period, draft.day, language).report
                )
            )
            return report, self.write(name, report, None)
        dossier, at = self.sessions.read(lambda session: self._read_draft(session, draft))
        if ARCHIVE_FORMATS[name].holds_files:
            dossier = replace(dossier, files=tuple(self._write_files(dossier, at)))
        return dossier.report, _write_archive(name, dossier)

    def _read_draft(self, session: Session, draft: ReportDraft) -> tuple[Dossier, datetime]:
        dossier = draft_dossier(session, draft.programme, draft.period, draft.day, self.settings)
        return dossier, last_change_at(session, draft.programme.id)

    def _write_files(self, dossier: Dossier, at: datetime) -> Iterator[DossierFile]:
        for name, form in FORMATS.items():
            for language, report in dossier.editions.items():
                yield DossierFile(form.name_file(report), name, language, self.write(name, report, None), at)

    def _write_archive_file(self, act: AuditContext, filed: FiledReport, name: str) -> bytes:
        dossier = self.sessions.read(lambda session: frozen_dossier(session, filed, self.settings))
        if ARCHIVE_FORMATS[name].holds_files:
            dossier = replace(dossier, files=tuple(self._keep_files(act, filed, dossier)))
        return _write_archive(name, dossier)

    def _keep_files(self, act: AuditContext, filed: FiledReport, dossier: Dossier) -> Iterator[DossierFile]:
        for name, form in FORMATS.items():
            for language, report in dossier.editions.items():
                file = self.keep(act, filed.frozen.id, name, language)
                yield DossierFile(form.name_file(report), name, language, file.content, file.made_at)

    def keep_claimed(self, act: AuditContext, frozen_id: int, name: str, language: str) -> StoredFile | None:
        """Return the same, unless somebody else makes the file at this moment: none then.

        Who fails leaves it to the worker, and to whoever asks for it next.
        """
        taken = self.sessions.write(
            lambda session: claim_file(session, self.clock(), frozen_id, name, language)
        )
        if taken is None:
            return None
        try:
            with beating(partial(self._keep_hold, taken)):
                stored = self.keep(act, frozen_id, name, language)
        # Also where the database refused it: nobody may wait for what nobody makes.
        except Exception as fault:
            reason = str(fault) if isinstance(fault, RenderingFailed) else f"{type(fault).__name__}: {fault}"
            self.sessions.write(lambda session: job.mark_failed(session, taken, self.clock(), reason[:500]))
            raise
        self.sessions.write(lambda session: job.mark_done(session, taken.id, self.clock()))
        return stored

    def _keep_hold(self, taken: TakenJob) -> None:
        """Tell that a job is still being done."""
        self.sessions.write(lambda session: job.prolong(session, taken, self.clock()))


def _write_archive(name: str, dossier: Dossier) -> bytes:
    with rendering(name):
        return ARCHIVE_FORMATS[name].write(dossier)
