"""Doing the jobs that are due, and reminding on schedule, until the process is asked to stop.

A worker that is killed in the middle loses nothing: it takes a job for a while, and marks it as done only
when it was. Two workers never take the same job.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Event

from app.actions import job
from app.actions.audit_log import AuditContext
from app.actions.job import TakenJob
from app.actions.report import reminder
from app.db import Database
from app.domain.time_zone import AMSTERDAM
from app.mail import Letter, Undelivered, send
from app.settings import Settings

ORIGIN = "worker"
_PAUSE = 5.0
"""Seconds to wait where nothing is due."""
_LOG = logging.getLogger("mijlpaal.worker")


def read_clock() -> datetime:
    """Return the moment of the clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker; `day` stands still where one is given (a demonstration)."""

    database: Database
    settings: Settings
    day: date | None = None
    now: Callable[[], datetime] = read_clock

    def run(self, stop: Event) -> None:
        """Work until `stop` is set; what is being done then is finished first."""
        while not stop.is_set():
            self.remind()
            self.work(stop)
            stop.wait(_PAUSE)

    def work(self, stop: Event) -> int:
        """Do everything that is due; returns how many jobs that were."""
        count = 0
        while not stop.is_set() and (taken := self._take()) is not None:
            self._run(taken)
            count += 1
        return count

    def remind(self) -> int:
        """Write the reminders that the schedule asks for today; returns how many letters leave."""
        moment = self.now()
        today = self.day or moment.astimezone(AMSTERDAM).date()
        with self.database.writing() as session:
            act = AuditContext(None, moment, ORIGIN, today)
            return reminder.remind_on_schedule(
                session, act, self.settings.reminder_days, self.settings.public_url
            )

    def _take(self) -> TakenJob | None:
        with self.database.writing() as session:
            return job.take(session, self.now())

    def _run(self, taken: TakenJob) -> None:
        try:
            _KINDS[taken.kind](self.settings, taken)
        except Undelivered as failed:
            _LOG.warning("job %s (%s): %s", taken.id, taken.kind, failed)
            with self.database.writing() as session:
                job.mark_failed(session, taken, self.now(), str(failed), for_good=failed.for_good)
        else:
            with self.database.writing() as session:
                job.mark_done(session, taken.id, self.now())


def _mail(settings: Settings, taken: TakenJob) -> None:
    content = taken.content
    send(settings, Letter(content["to"], content["subject"], content["text"], f"job-{taken.id}"))


_KINDS: dict[str, Callable[[Settings, TakenJob], None]] = {"mail": _mail}
