"""Things that somebody may do in the cast's programme, one after the other, each said on some day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from typing import TypeVar

from hypothesis import strategies as st
from sqlmodel import Session

from app.actions import (
    audit_log,
    deadline,
    decision,
    decision_taking,
    deliverable,
    history,
    person,
    status_correction,
    status_update,
)
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.actions.deliverable import NewDeliverable
from app.actions.status_update import StatusUpdateInput
from app.domain.firmness import Firmness
from app.domain.refusal import Refusal
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from app.queries.decision import DecisionState, decision_states
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables.tracked import DELIVERABLE, PROJECT
from tests.cast import TODAY, Cast, at

JUNE = date(2023, 6, 12)
PHRASES = ("", "najaar 2023", "begin 2024", "Q2 2024", "binnenkort", "uiterlijk 1 mei 2024", "in 2024")


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done, to which thing, on which of seven days around the twelfth of June; `pick` chooses."""

    name: str
    thing: int
    pick: int
    day: int


_DOING = (
    *("promise", "update", "update", "correct_update", "correct_deadline", "rename", "move"),
    *("need", "ask", "ask", "take", "take", "correct_taking", "hand_over"),
)
doing = st.builds(
    Doing,
    st.sampled_from(_DOING),
    *(st.integers(0, 30), st.integers(0, 30), st.integers(-3, 3)),
)
doings = st.lists(doing, min_size=6, max_size=14)


@dataclass(slots=True)
class Hand:
    """Noor's hand in one transaction: she does what is asked, entered at the moment given."""

    session: Session
    cast: Cast
    moment: int
    _known: list[DeliverableState] | None = None

    def do(self, doing: Doing) -> bool:
        """Whether it was done; what the rules refuse is not."""
        try:
            getattr(self, doing.name)(doing)
        except Refusal:
            return False
        return True

    def act(self, said_on: date) -> AuditContext:
        """Entered today, each a second later; said on that day."""
        return AuditContext(self.cast.noor, at(TODAY) + timedelta(seconds=self.moment), "test", said_on)

    def promise(self, doing: Doing) -> None:
        """Something new, first said on that day."""
        kind = _one((DeliverableKind.DECISION, DeliverableKind.PRODUCT), doing.pick)
        new = NewDeliverable(
            self.cast.houses, _day(doing), 20 + doing.thing, kind=kind, title=f"Belofte {doing.pick}"
        )
        parties = [self.cast.fund] * (doing.pick % 2)
        deliverable.add(self.session, self.act(TODAY), new, parties=parties)

    def update(self, doing: Doing) -> None:
        """How it stands, perhaps with another moment."""
        state, phrase = self._state(doing), _one(PHRASES, doing.pick)
        status = _one((Status.IN_PROGRESS, Status.DELIVERED, Status.ON_HOLD, Status.CANCELLED), doing.pick)
        said = StatusUpdateInput(
            status=status,
            version=state.version,
            said_on=_day(doing),
            confidence=_one((None, *Confidence), doing.pick),
            reason="Omdat het moest.",
            delivered_on=_day(doing) if status is Status.DELIVERED else None,
            phrase=phrase,
            firmness=_one(tuple(Firmness), doing.pick) if phrase else None,
        )
        status_update.submit(self.session, self.act(TODAY), state.id, said, today=TODAY)

    def correct_update(self, doing: Doing) -> None:
        """What was said once was otherwise."""
        state = self._state(doing)
        said = statuses_said(self.session, Scope(programme_id=self.cast.programme), TODAY).get(state.id)
        if said:
            right = status_update.StatusCorrection(Status.PLANNED, state.version, "Het was anders.")
            status_correction.correct(self.session, self.act(TODAY), _one(said, doing.pick).id, right)

    def correct_deadline(self, doing: Doing) -> None:
        """The words were others."""
        state = self._state(doing)
        if state.deadlines:
            wrong, words = _one(state.deadlines, doing.pick), _one(PHRASES[1:], doing.pick)
            right = deadline.DeadlineCorrection(words, state.version, "Zo stond het er.", Firmness.EXPECTED)
            deadline.correct(self.session, self.act(TODAY), wrong.id, right)

    def rename(self, doing: Doing) -> None:
        """A deliverable or a project is called otherwise."""
        if doing.pick % 3:
            self._restate(doing, DELIVERABLE.name, self._state(doing).id, title=f"Naam {doing.pick}")
        else:
            self._restate(doing, PROJECT.name, self.cast.houses, title=f"Naam {doing.pick}")

    def move(self, doing: Doing) -> None:
        """A deliverable goes to another project."""
        to = _one((self.cast.houses, self.cast.app), doing.pick)
        self._restate(doing, DELIVERABLE.name, self._state(doing).id, project_id=to, position=doing.pick)

    def need(self, doing: Doing) -> None:
        """It needs other things than before; now and then the handbook, which decisions adopt."""
        state, others = self._state(doing), [s.id for s in self._states() if s.id < self._state(doing).id]
        wanted = list(islice(cycle(others), doing.pick, doing.pick + doing.pick % 4)) if others else []
        deliverable.need(self.session, self.act(_day(doing)), state.id, wanted)

    def ask(self, doing: Doing) -> None:
        """Another question, an option more, one withdrawn or renamed."""
        found = self._decision(doing)
        options = [
            OptionInput(
                o.title if doing.pick % 2 else f"Keuze {doing.pick}", o.number, "", doing.pick % 5 == 0
            )
            for o in found.options
        ]
        asked = DecisionInput(
            question=f"Vraag {doing.pick}?",
            version=found.version,
            options=[*options, OptionInput(f"Variant {doing.pick}")][: 1 + doing.pick % 4],
            decided_by=[self.cast.fund] * (doing.pick % 2),
            adopts_id=_one((None, *found.state.inputs), doing.pick),
            said_on=_day(doing),
        )
        decision.ask(self.session, self.act(TODAY), found.id, asked)

    def take(self, doing: Doing) -> None:
        """It was taken the day before it was said."""
        found, on = self._decision(doing), _day(doing)
        option = _one((None, *(o.number for o in found.options)), doing.pick)
        taken_on = on - timedelta(days=1)
        taking = TakingInput(taken_on, found.state.version, f"Besloten {doing.pick}.", option, "Daarom.", on)
        decision_taking.take(self.session, self.act(TODAY), found.id, taking)

    def correct_taking(self, doing: Doing) -> None:
        """Something else was decided."""
        found = self._decision(doing)
        if found.taking:
            right = TakingInput(found.taking.said_on, found.state.version, f"Toch {doing.pick}.")
            act = self.act(TODAY)
            decision_taking.correct_taking(self.session, act, found.taking.id, right, why="Verkeerd gehoord.")

    def hand_over(self, doing: Doing) -> None:
        """Who leads hands over."""
        leads = (self.cast.bram, self.cast.iris)
        giver, taker = leads if doing.pick % 2 else leads[::-1]
        person.hand_over(self.session, self.act(_day(doing)), giver, taker)

    def _restate(self, doing: Doing, name: str, thing_id: int, **facts: object) -> None:
        tracked = {"deliverable": DELIVERABLE, "project": PROJECT}[name]
        act, said_on = self.act(TODAY), _day(doing)
        saying = history.StatementInput(None, "Zo heet het nu.", said_on)
        told = history.restate(self.session, act, tracked, thing_id, saying, **facts)
        audit_log.record(
            self.session,
            act,
            f"{name}.restate",
            (name, thing_id),
            programme_id=told.programme_id,
            was=told.was,
            **told.becomes,
            said_on=said_on,
        )

    def _states(self) -> list[DeliverableState]:
        if self._known is None:  # a hand does one thing
            self._known = deliverable_states(self.session, self.cast.programme, TODAY)
        return self._known

    def _state(self, doing: Doing) -> DeliverableState:
        return _one(self._states(), doing.thing)

    def _decision(self, doing: Doing) -> DecisionState:
        return _one(decision_states(self.session, self.cast.programme, TODAY), doing.thing)


def _day(doing: Doing) -> date:
    return JUNE + timedelta(days=doing.day)


T = TypeVar("T")


def _one(of: Sequence[T], pick: int) -> T:
    return of[pick % len(of)]
