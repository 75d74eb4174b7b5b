"""Random programmes with a history: moves, withdrawals, merges, corrections, late sayings and decisions."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from app.domain.firmness import Firmness
from app.domain.status import Status, list_followers
from app.domain.structure import DeliverableKind
from app.domain.vague_date import VagueDate, read

STARTS, ENDS = date(2023, 1, 9), date(2024, 7, 10)
SPAN = (ENDS - STARTS).days
REPORT_DAYS = (date(2023, 6, 30), date(2023, 12, 31), date(2024, 6, 30))
"""The reference dates of the reports; the last one is being written."""
_AROUND = [
    (day - STARTS).days + off
    for day in REPORT_DAYS
    for off in range(-2, 11)
    if day <= ENDS - timedelta(days=off)
]
DAYS = st.one_of(st.integers(0, SPAN), st.integers(0, SPAN), st.sampled_from(_AROUND))
"""Any day, and those around a report more often: there the rules differ from day to day."""
PHRASES = (
    *("voorjaar 2023", "uiterlijk 30 juni 2023", "Q3 2023", "november 2023", "31 december 2023"),
    *("begin 2024", "30 juni 2024", "voor de zomer van 2024", "H2 2024", "in 2024", "vanaf 2024"),
    *("eind 2024", "binnenkort", "op korte termijn"),
)
DONE_WORDS = ("januari 2023", "voorjaar 2023", "oktober 2023", "begin 2024", "juni 2024", "inmiddels")
_READ = date(2023, 1, 9)
WINDOWS = {phrase: read(phrase, _READ) for phrase in (*PHRASES, *DONE_WORDS)}


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of a deliverable, `said_on` one day and entered on `entered_on`.

    `corrects` counts back from the last status, and the last moment, said before: 0 is none.
    """

    entered_on: date
    said_on: date
    status: Status | None = None
    delivered_on: date | None = None
    phrase: str = ""
    firmness: Firmness | None = None
    corrects: int = 0

    @property
    def window(self) -> VagueDate | None:
        """The moment that it names."""
        return WINDOWS[self.phrase] if self.phrase else None


@dataclass(slots=True)
class ComposedDeliverable:
    """A deliverable by its place in the programme; inputs, targets and what it adopts are places too."""

    kind: DeliverableKind
    begins_on: date
    sayings: list[Saying] = field(default_factory=list)
    inputs: tuple[int, ...] = ()
    merged_into: int | None = None
    adopts: int | None = None


@dataclass(slots=True)
class Composition:
    """A programme, how many reports went before, and how many days each report listens on."""

    deliverables: list[ComposedDeliverable]
    reports: int
    listens_on: int


@st.composite
def compositions(draw: st.DrawFn) -> Composition:
    """Draw a programme; whatever the rules of the product refuse does not happen in it."""
    kinds = draw(st.lists(st.sampled_from(DeliverableKind), min_size=3, max_size=7))
    begins = st.sampled_from((STARTS, STARTS, STARTS + timedelta(200), STARTS + timedelta(400)))
    deliverables = [ComposedDeliverable(kind, draw(begins)) for kind in kinds]
    for place, deliverable in enumerate(deliverables):
        if place:
            earlier = st.integers(0, place - 1)
            deliverable.inputs = tuple(sorted(draw(st.sets(earlier, max_size=2))))
        days = sorted(draw(st.lists(DAYS, min_size=1, max_size=9)))
        for day in (STARTS + timedelta(days=each) for each in days):
            if day >= deliverable.begins_on:
                _say(draw, deliverable, day)
        if draw(st.integers(0, 4)) == 0:
            _end(draw, deliverables, place)
        elif draw(st.booleans()):
            _deliver(draw, deliverable)
    return Composition(deliverables, draw(st.integers(0, 2)), draw(st.sampled_from((0, 10))))


def _say(draw: st.DrawFn, deliverable: ComposedDeliverable, entered_on: date) -> None:
    """Something is said: on the day itself, or entered only later; sometimes a correction."""
    said_on = max(
        deliverable.begins_on, entered_on - timedelta(days=draw(st.sampled_from((0, 0, 0, 20, 200))))
    )
    current = _current_status(deliverable)
    correction = draw(st.integers(0, 7))
    is_correction = correction == 0 and any(saying.status for saying in deliverable.sayings)
    choices = sorted(Status if is_correction else list_followers(current) - {Status.ADOPTED})
    status = draw(st.sampled_from((None, None, None, *choices)))
    if is_correction and status is None:
        status = Status.PLANNED
    if status is None and current is not None and current.is_closed:
        return
    delivered_on, phrase, firmness = None, "", None
    if status is not None and status.is_done:
        told = draw(st.integers(0, 2))
        if told == 0:
            delivered_on = said_on - timedelta(days=draw(st.sampled_from((0, 1, 30, 190))))
        elif told == 1 and not is_correction:
            known = [words for words in DONE_WORDS if (WINDOWS[words].earliest or said_on) <= said_on]
            phrase = draw(st.sampled_from(known))
    elif status is not Status.CANCELLED and (status is None or draw(st.booleans())) and not is_correction:
        phrase, firmness = draw(st.sampled_from(PHRASES)), draw(st.sampled_from(Firmness))
    back = draw(st.integers(1, 2)) if is_correction else 0
    deliverable.sayings.append(
        Saying(entered_on, said_on, status, delivered_on, phrase, firmness, corrects=back)
    )


def _deliver(draw: st.DrawFn, deliverable: ComposedDeliverable) -> None:
    """It is delivered on a day that is known, some time after all that was said before."""
    current = _current_status(deliverable)
    if current is not None and Status.DELIVERED not in list_followers(current):
        return
    after = max([deliverable.begins_on, *(saying.entered_on for saying in deliverable.sayings)])
    day = min(ENDS, after + timedelta(days=draw(st.integers(0, 300))))
    deliverable.sayings.append(Saying(day, day, Status.DELIVERED, day))


def _end(draw: st.DrawFn, deliverables: list[ComposedDeliverable], place: int) -> None:
    """It is merged into one before it, or a decision that adopts a product is taken."""
    mine, day = deliverables[place], STARTS + timedelta(days=draw(st.integers(0, SPAN)))
    day = max([day, mine.begins_on, *(saying.entered_on for saying in mine.sayings)])
    current = _current_status(mine)
    if current is not None and current.is_closed:
        return
    if mine.kind is not DeliverableKind.DECISION:
        targets = [n for n in range(place) if deliverables[n].merged_into is None]
        if targets:
            mine.merged_into = draw(st.sampled_from(targets))
            mine.sayings.append(Saying(day, day, Status.CANCELLED))
        return
    products = [
        n
        for n, other in enumerate(deliverables)
        if other.kind is DeliverableKind.PRODUCT and _current_status(other) is Status.DELIVERED
    ]
    taken_on = day - timedelta(days=draw(st.sampled_from((0, 5))))
    mine.sayings.append(Saying(day, day, Status.DELIVERED, taken_on))
    if products:
        mine.adopts = draw(st.sampled_from(products))
        product = deliverables[mine.adopts]
        day = max([day, *(saying.entered_on for saying in product.sayings)])
        last = next(saying for saying in reversed(product.sayings) if saying.status)
        product.sayings.append(Saying(day, day, Status.ADOPTED, last.delivered_on))


def _current_status(deliverable: ComposedDeliverable) -> Status | None:
    return next((saying.status for saying in reversed(deliverable.sayings) if saying.status), None)
