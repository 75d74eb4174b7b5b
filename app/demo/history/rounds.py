"""The half-yearly rounds of a programme: called, edited, signed by all, adopted and published."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, select

from app.actions.audit_log import AuditContext
from app.actions.report import adoption, draft, reporting_period, review, sign_off
from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignOffInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.loading import OFFICE, Event, Facts, LoadedIds, act_on
from app.domain.half_year import HalfYear
from app.domain.round import RoundDays, Verdict
from app.domain.sign_off import list_sections_to_sign
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.queries.deliverable_records import deadlines_said, last_status_said
from app.queries.report.review import hashes_in_review
from app.queries.scope import Scope
from app.tables import Deliverable, ReportingPeriod

SPONSORS = ("jenv", "vws", "vng", "karel")
OF_KAREL = "voorbeeldstad"
LAST = 9
"""After whatever else was said on a day."""


def list_round_events(session: Session, ids: LoadedIds, facts: Facts, programme_id: int) -> Iterator[Event]:
    """Return every step of every round on its day; the last round stays open."""
    heard_until = date.min
    for number, entry in enumerate(facts["round"], start=1):
        half_year = HalfYear.parse(entry["half_year"])
        this_round = _Round(
            session, ids, programme_id, number, half_year, entry.get("picture", ""), heard_until
        )
        yield from this_round.list_events(is_last=number == len(facts["round"]))
        heard_until = this_round.days.input_deadline


class _Round:
    """One round: its days, and who does what on them."""

    def __init__(
        self,
        session: Session,
        ids: LoadedIds,
        programme_id: int,
        number: int,
        half_year: HalfYear,
        picture: str,
        heard_until: date,
    ) -> None:
        end = half_year.ends_on
        self.session, self.ids, self.programme_id = session, ids, programme_id
        self.number, self.half_year, self.picture = number, half_year, picture
        self.heard_until = heard_until
        self.days = RoundDays(end, end + timedelta(days=10), end + timedelta(days=20))

    def list_events(self, *, is_last: bool) -> Iterator[Event]:
        """Return what happens on which day."""
        opens = self.half_year.ends_on - timedelta(days=27)
        yield Event(opens, LAST, lambda: self.open(opens))
        if is_last:
            return
        heard = self.days.input_deadline
        yield Event(heard, LAST, lambda: self.confirm(heard))
        yield Event(heard + timedelta(days=1), LAST, lambda: self.edit(heard + timedelta(days=1)))
        yield Event(heard + timedelta(days=3), LAST, lambda: self.review(heard + timedelta(days=3)))
        yield Event(heard + timedelta(days=6), LAST, lambda: self.sign(heard + timedelta(days=6)))
        adopts = self.days.report_date
        yield Event(adopts, LAST, lambda: self.adopt(adopts))

    def open(self, day: date) -> None:
        """Let the office plan the round and call for updates."""
        act = self._office(day)
        self.period_id = reporting_period.plan(
            self.session, act, self.programme_id, half_year=self.half_year, number=self.number, days=self.days
        )
        reporting_period.take_step(self.session, act, self.period_id, PeriodState.OPEN, self._version)

    def confirm(self, day: date) -> None:
        """Let the office say that what nobody spoke of this period still stands."""
        scope = Scope(self.programme_id)
        statuses = last_status_said(self.session, scope, day)
        deadlines = deadlines_said(self.session, scope, day)
        act = self._office(day)
        query = select(Deliverable).where(Deliverable.programme_id == self.programme_id)
        for row in self.session.exec(query):
            assert row.id is not None
            last = statuses.get(row.id)
            moved_on = max((deadline.said_on for deadline in deadlines.get(row.id, ())), default=date.min)
            if last is None or last.status.is_done or last.status is Status.CANCELLED:
                continue
            if max(last.said_on, moved_on) <= self.heard_until:
                again = StatusUpdateInput(
                    last.status, row.version, day, last.confidence, reason=last.reason, as_reported=True
                )
                submit(self.session, act, row.id, again, today=day)

    def edit(self, day: date) -> None:
        """Let the office end the call, and write the general picture."""
        act = self._office(day)
        reporting_period.take_step(self.session, act, self.period_id, PeriodState.EDITING, self._version)
        draft.write_section(self.session, act, draft.TextPlace(self.period_id, "summary"), self.picture)

    def review(self, day: date) -> None:
        """Send the report to the sponsors."""
        review.send_to_review(self.session, self._office(day), self.period_id, self._version)

    def sign(self, day: date) -> None:
        """Let every sponsor agree with every section."""
        hashes = hashes_in_review(self.session, self.period_id)
        for person in SPONSORS:
            party_id = self.ids.parties[OF_KAREL if person == "karel" else person]
            act = act_on(day, self.ids.people[person])
            for key in list_sections_to_sign(hashes):
                section = ReviewedSection(self.period_id, key, hashes[key])
                sign_off.sign(self.session, act, SignOffInput(section, party_id, Verdict.AGREES))

    def adopt(self, day: date) -> None:
        """Let the office adopt the report, and publish it at once."""
        act = self._office(day)
        adoption.adopt(self.session, act, self.period_id, self._version)
        adoption.publish(self.session, act, self.period_id, self._version)

    @property
    def _version(self) -> int:
        return self.session.get_one(ReportingPeriod, self.period_id, populate_existing=True).version

    def _office(self, day: date) -> AuditContext:
        return act_on(day, self.ids.people[OFFICE])
