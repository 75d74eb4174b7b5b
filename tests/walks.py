"""Rounds walked at random: sayings, corrections and steps, held against a plain model.

The model keeps every saying in a list of its own, and knows of the rules only what anybody would say of them:
in time is what was said up to the input deadline and entered before the version was stored; the last saying
that was not corrected counts; what was done after the reference date counts nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st
from sqlmodel import Session

from app.actions import status_correction, status_update
from app.actions.audit_log import AuditContext
from app.actions.report import adoption, draft, later_saying, reporting_period, review, sign_off
from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignOffInput
from app.actions.status_update import StatusCorrection, StatusUpdateInput
from app.domain.adoption import AdoptionCase, MissingKind, Unready
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.refusal import Refusal
from app.domain.report import Report
from app.domain.round import Verdict, propose_days
from app.domain.sign_off import list_sections_to_sign
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.queries.deliverable_records import statuses_said
from app.queries.report.adoption import adoption_case
from app.queries.report.archive import frozen_tree
from app.queries.report.review import hashes_in_review
from app.queries.reporting_period import PeriodRow, period_by_id
from app.queries.scope import Scope
from app.renderers.frozen import thaw
from app.tables import Deliverable
from tests.cast import TODAY, Cast
from tests.rounds import version_of

NAMES = ("handbook", "training", "release", "survey")
"""Products and research: each status of theirs has one word in the chapters."""
WORDS = {
    Status.PLANNED: "Gepland",
    Status.IN_PROGRESS: "In uitvoering",
    Status.DELIVERED: "Opgeleverd",
    Status.ADOPTED: "Vastgesteld",
    Status.ON_HOLD: "Aangehouden",
    Status.CANCELLED: "Vervallen",
}
STATUSES = (Status.IN_PROGRESS, Status.DELIVERED, Status.ON_HOLD, Status.CANCELLED, Status.PLANNED)
PHRASES = ("", "", "Q2 2024", "eind 2024", "binnenkort")


@dataclass(frozen=True, slots=True)
class Turn:
    """What happens next; `pick` and `back` choose among deliverables, statuses and days."""

    name: str
    pick: int
    back: int


TURNS = ("say", "say", "say", "correct", "go_on", "go_on", "go_on", "wait", "turn_back")
turns = st.lists(
    st.builds(
        Turn,
        st.sampled_from(TURNS),
        *(st.integers(0, 59), st.integers(0, 25)),
    ),
    min_size=30,
    max_size=45,
)


@dataclass(slots=True)
class Saying:
    """One update as the model has it; `order` counts what was entered."""

    id: int
    name: str
    status: Status
    delivered_on: date | None
    said_on: date
    order: int
    corrected_at: int | None = None

    def counts_at(self, order: int) -> bool:
        """Whether it was entered by then, and nothing had corrected it."""
        return self.order <= order and (self.corrected_at is None or self.corrected_at > order)


@dataclass(slots=True)
class Walk:
    """A programme on its way through rounds, and what the model knows of it."""

    session: Session
    cast: Cast
    period: int = 0
    today: date = TODAY
    order: int = 0
    stored_at: int = 0
    """What had been entered when the version in review was stored."""
    said: list[Saying] = field(default_factory=list)
    shown: set[tuple[int, int]] = field(default_factory=set)
    """Which deliverables the gate named, after which saying."""
    adopted: int = 0

    @classmethod
    def begin(cls, session: Session, cast: Cast) -> "Walk":
        """Begin where the cast stands, knowing what they said so far."""
        said = statuses_said(session, Scope(cast.programme), TODAY)
        known = [
            Saying(row.id, name, row.status, row.delivered_on, row.said_on, 0)
            for name in NAMES
            for row in said.get(cast[name], ())
        ]
        return cls(session, cast, cast.period, said=known)

    def take(self, turn: Turn) -> bool:
        """Take a turn; what the rules refuse is not done, and changes nothing: not here either."""
        before = replace(self, said=[replace(saying) for saying in self.said])
        try:
            with self.session.begin_nested():
                getattr(self, turn.name)(turn)
        except Refusal:
            self.said, self.period, self.stored_at = before.said, before.period, before.stored_at
            return False
        return True

    def say(self, turn: Turn) -> None:
        """Let somebody say how a deliverable stands, today or some days ago."""
        name, status = NAMES[turn.pick % 4], STATUSES[turn.pick % 5]
        said_on = self.today - timedelta(days=turn.back)
        phrase = PHRASES[turn.back % 5] if not status.is_done else ""
        delivered_on = said_on - timedelta(days=turn.pick % 7) if status is Status.DELIVERED else None
        update = StatusUpdateInput(
            status,
            self._version_of(name),
            said_on,
            reason="Omdat het moest.",
            delivered_on=delivered_on,
            phrase=phrase,
            firmness=Firmness.EXPECTED if phrase else None,
        )
        row_id = status_update.submit(self.session, self._act(), self.cast[name], update, today=self.today)
        self.said.append(Saying(row_id, name, status, delivered_on, said_on, self.order))

    def correct(self, turn: Turn) -> None:
        """Let something that was said turn out to be otherwise."""
        if not self.said:
            return
        wrong = self.said[turn.pick % len(self.said)]
        right = StatusCorrection(STATUSES[turn.back % 5], self._version_of(wrong.name), "Het was anders.")
        row_id = status_correction.correct(self.session, self._act(), wrong.id, right)
        wrong.corrected_at = self.order
        self.said.append(Saying(row_id, wrong.name, right.status, None, wrong.said_on, self.order))

    def wait(self, turn: Turn) -> None:
        """Let some days go by."""
        self.today += timedelta(days=1 + turn.back % 9)

    def turn_back(self, _: Turn) -> None:
        """Let the office take the report back from review, where it is there."""
        if self._row().state is PeriodState.REVIEW:
            self._step(PeriodState.EDITING)

    def go_on(self, turn: Turn) -> None:
        """Let the office take the next step; sooner or later its day comes."""
        row = self._row()
        match row.state:
            case PeriodState.OPEN:
                self._step(PeriodState.EDITING)
                draft.write_section(
                    self.session, self._act(), draft.TextPlace(self.period, "summary"), "Het gaat goed."
                )
            case PeriodState.EDITING:
                self.today = max(self.today, row.days.reviewable_from)
                act = self._act()
                review.send_to_review(self.session, act, self.period, version_of(self.session, self.period))
                self.stored_at = self.order
            case PeriodState.REVIEW:
                self._adopt(is_leaving=turn.pick % 2 == 0)
            case _:
                self._open_next(HalfYear.parse(row.half_year).next())

    def _adopt(self, *, is_leaving: bool) -> None:
        """Sign and adopt; what was said since is left for the next report, or taken in."""
        row = self._row()
        self._sign_all()
        case = adoption_case(self.session, row)
        assert {saying.record.id for saying in case.later} <= set(self.cast.deliverables.values())
        for named in case.later:
            entered = self._entered_since(named.record.id)
            self.shown |= {(named.record.id, saying.order) for saying in entered}
        missed = {
            (self.cast[saying.name], saying.order)
            for saying in self._said_in_time(row, self.order)
            if saying.order > self.stored_at
        } - self.shown
        assert not missed, f"not shown at the gate: {missed}"
        if case.later and not is_leaving:
            self._step(PeriodState.EDITING)
            return
        if case.later:
            keys = [saying.key for saying in case.later]
            later_saying.defer(self.session, self._act(), self.period, keys, "Dit kwam later.")
        try:
            with self.session.begin_nested():
                version = version_of(self.session, self.period)
                frozen = adoption.adopt(self.session, self._act(), self.period, version)
        except Unready as unready:
            self._account_for(unready, row)
            return
        self.adopted += 1
        self._hold_against_the_model(thaw(frozen_tree(self.session, frozen.id))["nl"], case, row)

    def _hold_against_the_model(self, report: Report, case: AdoptionCase, row: PeriodRow) -> None:
        """Hold the frozen report against what had been said in time, in its promises and in its words."""
        printed = {promised.deliverable_id: promised.status for promised in report.promised}
        rows = {
            record.id: table_row.cells[2].text
            for section in report.sections
            if section.key.startswith("action-line:")
            for block in section.blocks
            for table_row in block.rows
            if (record := table_row.cells[0].record) is not None and record.type == "deliverable"
        }
        for name in NAMES:
            expected = self._status_in_time(name, row)
            if expected is None:
                continue
            assert printed[self.cast[name]] is expected, (name, printed[self.cast[name]], expected)
            assert rows[self.cast[name]].startswith(WORDS[expected]), (name, rows[self.cast[name]], expected)
        assert not case.is_outdated

    def _status_in_time(self, name: str, row: PeriodRow) -> Status | None:
        """How the model says that a deliverable stood; none where nothing that it knows was said in time."""
        said = sorted(
            (saying for saying in self._said_in_time(row, self.stored_at) if saying.name == name),
            key=lambda saying: (saying.said_on, saying.order),
        )
        counted: list[Saying] = []
        for saying in said:
            if _is_after(saying, row.reference_date, counted):
                # Several updates in a row that say it is done tell of one delivery, on the day said last.
                while counted and counted[-1].status.is_done:
                    counted.pop()
            else:
                counted.append(saying)
        return counted[-1].status if counted else None

    def _said_in_time(self, row: PeriodRow, order: int) -> Sequence[Saying]:
        return [
            saying for saying in self.said if saying.said_on <= row.input_deadline and saying.counts_at(order)
        ]

    def _entered_since(self, deliverable_id: int) -> Sequence[Saying]:
        return [
            saying
            for saying in self.said
            if saying.order > self.stored_at and self.cast[saying.name] == deliverable_id
        ]

    def _account_for(self, unready: Unready, row: PeriodRow) -> None:
        """Withdraw every promise that the report does not account for, in time, and edit it again."""
        lacking = {missing.kind for missing in unready.missing}
        assert lacking == {MissingKind.PROMISE}, unready.missing
        self._step(PeriodState.EDITING)
        by_id = {deliverable_id: name for name, deliverable_id in self.cast.deliverables.items()}
        for missing in unready.missing:
            assert missing.deliverable_id is not None
            name = by_id[missing.deliverable_id]
            update = StatusUpdateInput(
                Status.CANCELLED,
                self._version_of(name),
                row.input_deadline,
                reason="Geen geld meer.",
            )
            deliverable_id = missing.deliverable_id
            row_id = status_update.submit(self.session, self._act(), deliverable_id, update, today=self.today)
            self.said.append(Saying(row_id, name, Status.CANCELLED, None, row.input_deadline, self.order))

    def _open_next(self, half_year: HalfYear) -> None:
        self.today = max(self.today, half_year.ends_on - timedelta(days=30))
        act, days = self._act(), propose_days(half_year)
        self.period = reporting_period.plan(
            self.session, act, self.cast.programme, half_year=half_year, days=days
        )
        self._step(PeriodState.OPEN)

    def _sign_all(self) -> None:
        for key in list_sections_to_sign(hashes := hashes_in_review(self.session, self.period)):
            section = ReviewedSection(self.period, key, hashes[key])
            act = replace(self._act(), person_id=self.cast.karel)
            sign_off.sign(self.session, act, SignOffInput(section, self.cast.fund, Verdict.AGREES))

    def _step(self, to: PeriodState) -> None:
        act = self._act()
        version = version_of(self.session, self.period)
        reporting_period.take_step(self.session, act, self.period, to, version)

    def _row(self) -> PeriodRow:
        return period_by_id(self.session, self.period)

    def _version_of(self, name: str) -> int:
        return self.session.get_one(Deliverable, self.cast[name], populate_existing=True).version

    def _act(self) -> AuditContext:
        """The office acts today, a second later than before."""
        self.order += 1
        at = datetime.combine(self.today, time(8), UTC) + timedelta(seconds=self.order)
        return AuditContext(self.cast.noor, at, "test")


def _is_after(saying: Saying, reference: date, before: Sequence[Saying]) -> bool:
    """Whether it was done after the reference date; without a day, whether that was new only then."""
    if not saying.status.is_done:
        return False
    if saying.delivered_on is not None:
        return saying.delivered_on > reference
    return saying.said_on > reference and not (before and before[-1].status.is_done)
