"""Runs the half-yearly rounds of an invented programme: called, edited, signed by all, adopted, published."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.report import adoption, draft, reporting_period, review, sign_off
from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignOffInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.known import Known, act_on
from app.domain.half_year import HalfYear
from app.domain.round import RoundDays, Verdict
from app.domain.sign_off import to_sign
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.queries.deliverable_records import deadlines_said, last_status_said
from app.queries.report.review import hashes_in_review
from app.queries.scope import Scope
from app.tables import Deliverable, ReportingPeriod

Facts = Mapping[str, Any]
Event = tuple[date, int, Callable[[], object]]

OFFICE, SPONSORS = "noor", ("jenv", "vws", "vng", "karel")
OF_KAREL = "voorbeeldstad"
LAST = 9
"""After whatever else was said on a day."""


def rounds(session: Session, known: Known, facts: Facts, programme_id: int) -> Iterator[Event]:
    """Every step of every round on its day; the last round is open."""
    heard_until = date.min
    for number, one in enumerate(facts["round"], start=1):
        half_year = HalfYear.parse(one["half_year"])
        this = _Round(session, known, programme_id, number, half_year, one.get("picture", ""), heard_until)
        yield from this.steps(is_last=one is facts["round"][-1])
        heard_until = this.days.input_deadline


class _Round:
    """One round: its days, and who does what on them."""

    def __init__(
        self,
        session: Session,
        known: Known,
        programme_id: int,
        number: int,
        half_year: HalfYear,
        picture: str,
        heard_until: date,
    ) -> None:
        end = half_year.ends_on
        self.session, self.known, self.programme_id = session, known, programme_id
        self.number, self.half_year, self.picture = number, half_year, picture
        self.heard_until = heard_until
        self.days = RoundDays(end, end + timedelta(days=10), end + timedelta(days=20))

    def steps(self, *, is_last: bool) -> Iterator[Event]:
        """What happens on which day."""
        opens = self.half_year.ends_on - timedelta(days=27)
        yield opens, LAST, lambda: self.open(opens)
        if is_last:
            return
        heard = self.days.input_deadline
        yield heard, LAST, lambda: self.confirm(heard)
        yield heard + timedelta(days=1), LAST, lambda: self.edit(heard + timedelta(days=1))
        yield heard + timedelta(days=3), LAST, lambda: self.review(heard + timedelta(days=3))
        yield heard + timedelta(days=6), LAST, lambda: self.sign(heard + timedelta(days=6))
        adopts = self.days.report_date
        yield adopts, LAST, lambda: self.adopt(adopts)

    def open(self, day: date) -> None:
        """The office plans the round and calls for updates."""
        act = self._office(day)
        self.period = reporting_period.plan(
            self.session, act, self.programme_id, half_year=self.half_year, number=self.number, days=self.days
        )
        reporting_period.take_step(self.session, act, self.period, PeriodState.OPEN, self._version)

    def confirm(self, day: date) -> None:
        """Whoever leads what nobody spoke of this period says that it still stands."""
        mine = Scope(programme_id=self.programme_id)
        last = last_status_said(self.session, mine, day)
        said = deadlines_said(self.session, mine, day)
        act = self._office(day)
        for row in self.session.scalars(sa.select(Deliverable).filter_by(programme_id=self.programme_id)):
            assert row.id is not None
            now = last.get(row.id)
            moved = max((one.said_on for one in said.get(row.id, ())), default=date.min)
            if now is None or now.status.is_done or now.status is Status.CANCELLED:
                continue
            if max(now.said_on, moved) <= self.heard_until:
                reason, how = now.reason, now.confidence
                again = StatusUpdateInput(now.status, row.version, day, how, reason=reason, as_reported=True)
                submit(self.session, act, row.id, again, today=day)

    def edit(self, day: date) -> None:
        """The call is over; the office writes the general picture."""
        act = self._office(day)
        reporting_period.take_step(self.session, act, self.period, PeriodState.EDITING, self._version)
        draft.write_section(self.session, act, draft.TextPlace(self.period, "summary"), self.picture)

    def review(self, day: date) -> None:
        """The report goes to the sponsors."""
        review.send_to_review(self.session, self._office(day), self.period, self._version)

    def sign(self, day: date) -> None:
        """Every sponsor agrees with every section."""
        hashes = hashes_in_review(self.session, self.period)
        for person in SPONSORS:
            party = self.known.parties[OF_KAREL if person == "karel" else person]
            act = act_on(day, self.known.people[person])
            for key in to_sign(hashes):
                place = ReviewedSection(self.period, key, hashes[key])
                sign_off.sign(self.session, act, SignOffInput(place, party, Verdict.AGREES))

    def adopt(self, day: date) -> None:
        """The report is adopted, and published at once."""
        act = self._office(day)
        adoption.adopt(self.session, act, self.period, self._version)
        adoption.publish(self.session, act, self.period, self._version)

    @property
    def _version(self) -> int:
        return self.session.get_one(ReportingPeriod, self.period, populate_existing=True).version

    def _office(self, day: date) -> AuditContext:
        return act_on(day, self.known.people[OFFICE])
