"""Doing the jobs that are due (letters, files of reports), and reminding on schedule, until asked to stop.

A worker that is killed in the middle loses nothing: it takes a job for a while, and marks it as done only
when it was. Two workers never take the same job.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from threading import Event

from app.actions import job
from app.actions.audit_log import AuditContext
from app.actions.job import TakenJob
from app.actions.report import reminder
from app.db import Database
from app.domain.notice import Notice, choose_departure
from app.domain.time_zone import AMSTERDAM
from app.filing import DatabaseSessions, Filing, Writer
from app.heartbeat import beating
from app.mail import Letter, Undelivered, send
from app.queries.letter import letter_facts
from app.queries.mail import has_left_today
from app.queries.report.archive import FILE_JOB
from app.renderers.apart import RenderingFailed, write_apart
from app.renderers.letter import write_letter
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
    write_file: Writer = write_apart

    def run(self, stop: Event) -> None:
        """Work until `stop` is set; what is being done then is finished first."""
        while not stop.is_set():
            self.show_pulse()
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
                session, act, self.settings.reminder_days, self.settings.late_reminder_days
            )

    def show_pulse(self) -> None:
        """Note that this worker is at work, so that pages can say whether mail leaves."""
        with self.database.writing() as session:
            job.record_pulse(session, self.now(), has_mail_server=bool(self.settings.smtp_host))

    def _take(self) -> TakenJob | None:
        with self.database.writing() as session:
            return job.take(session, self.now())

    def _run(self, taken: TakenJob) -> None:
        try:
            with beating(partial(self._keep_hold, taken)):
                end = _KINDS[taken.kind](self, taken)
        except (Undelivered, RenderingFailed) as failed:
            _LOG.warning("job %s (%s): %s", taken.id, taken.kind, failed)
            for_good = isinstance(failed, Undelivered) and failed.for_good
            self._mark_failed(taken, str(failed), for_good=for_good)
        # A fault in one job must not stop the letters behind it, and would at each start.
        except Exception as fault:
            _LOG.exception("job %s (%s)", taken.id, taken.kind)
            self._mark_failed(taken, f"{type(fault).__name__}: {fault}"[:500])
        else:
            with self.database.writing() as session:
                if end.again_at is not None:
                    job.postpone(session, taken.id, end.again_at)
                else:
                    job.mark_done(session, taken.id, self.now(), end.left_out)

    def _keep_hold(self, taken: TakenJob) -> None:
        with self.database.writing() as session:
            job.prolong(session, taken, self.now())

    def _mark_failed(self, taken: TakenJob, why: str, *, for_good: bool = False) -> None:
        with self.database.writing() as session:
            job.mark_failed(session, taken, self.now(), why, for_good=for_good)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: done, not needed any more (why), or to be done again later."""

    left_out: str = ""
    again_at: datetime | None = None


NOTHING_LEFT = "nothing of it is still true, or wished for by mail"


def _mail(worker: Worker, taken: TakenJob) -> Ended:
    """Send a letter that was written whole: one that holds a secret, which is known to nobody later."""
    content = taken.content
    key = f"job-{taken.id}"
    send(worker.settings, Letter(content["to"], content["subject"], content["text"], key, worker.now()))
    return Ended()


def _letter(worker: Worker, taken: TakenJob) -> Ended:
    """Write what was collected for somebody, as far as it is still true, and send it."""
    now, person_id = worker.now(), taken.person_id or 0
    notices = [Notice.of_content(content) for content in taken.content["notices"]]
    with worker.database.reading() as session:
        leaves_at = choose_departure(
            now,
            is_urgent=taken.content["is_urgent"],
            has_left_today=has_left_today(session, person_id, now),
        )
        if leaves_at > now:
            return Ended(again_at=leaves_at)
        facts = letter_facts(session, person_id, notices, worker.day or now.astimezone(AMSTERDAM).date())
    if facts is None:
        return Ended(left_out=NOTHING_LEFT)
    words = write_letter(facts, worker.settings.public_url.rstrip("/"))
    send(worker.settings, Letter(facts.email, words.subject, words.text, f"job-{taken.id}", now))
    return Ended()


def _report_file(worker: Worker, taken: TakenJob) -> Ended:
    """Make a file of an adopted report, where nobody who asked for it has done so meanwhile."""
    filing = Filing(DatabaseSessions(worker.database), worker.settings, worker.now, worker.write_file)
    act = AuditContext(None, worker.now(), ORIGIN, worker.day)
    filing.keep(act, taken.content["frozen_id"], taken.content["format"], taken.content["language"])
    return Ended()


_KINDS: dict[str, Callable[[Worker, TakenJob], Ended]] = {
    "mail": _mail,
    "letter": _letter,
    FILE_JOB: _report_file,
}
