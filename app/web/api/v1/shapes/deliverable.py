"""Deliverables, and what was said of them."""

from datetime import date, datetime
from enum import StrEnum

from app.domain.count import Shift
from app.domain.deadline_change import FirmnessChange, WindowChange
from app.domain.firmness import Firmness
from app.domain.promise_ledger import CellState
from app.domain.question import QuestionKind
from app.domain.recurrence import PeriodVerdict
from app.domain.signal import Signal
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency
from app.domain.timeliness import Timeliness
from app.domain.vague_date import BoundsBy
from app.web.api.v1.shapes.report import Record
from app.web.api.v1.shapes.values import Day, Edtf, Id, Shape, Text


class Deadline(Shape):
    """When, in the words in which it was promised, and the first and last day that they can mean.

    An open side is null; both are null for words without any date, such as “soon”. `boundsBy` says whether
    the rules read the words, or the person who said it gave the days.
    """

    phrase: str
    edtf: Edtf
    earliest: Day
    latest: Day
    bounds_by: BoundsBy
    firmness: Firmness | None
    said_on: date


class DeadlineSaid(Deadline):
    """A deadline in the history: who said it and why, and what changed since the one before it.

    A row that another names in `corrects` no longer counts.
    """

    id: int
    recorded_at: datetime
    reason: str
    author: str
    change: WindowChange
    firmness_change: FirmnessChange
    corrects: Id


class PromisePlace(StrEnum):
    """Where a promise was told: first of all, in an adopted report, or now."""

    FIRST = "first"
    REPORT = "report"
    NOW = "now"


class Promise(Shape):
    """One promise in the ledger: where it was told, and what changed since the place before it.

    What was said up to and including `day` counts; `report` is the half-year of an adopted report. `step`
    says how it compares: not promised yet, first, unchanged, changed, done, dropped, or closed before.
    """

    place: PromisePlace
    report: Text
    day: date
    step: CellState
    deadline: Deadline | None
    status: Status | None
    delivered_on: Day
    change: WindowChange
    firmness_change: FirmnessChange
    slip_days: Id
    reasons: tuple[str, ...]


class StatusUpdate(Shape):
    """How a deliverable stood, as said by a person on a day.

    `answer` is what they said where they were “on track” and the rules disagreed; else empty. It is printed
    in the report where they ticked that. `deliveredOn` is the day of delivery that they named.
    """

    id: int
    deliverable: int
    status: Status
    confidence: Confidence | None
    text: str
    reason: str
    answer: str
    answer_in_report: bool
    delivered_on: Day
    said_on: date
    recorded_at: datetime
    author: str
    corrects: Id


class SignalFacts(Shape):
    """One signal as a Dutch sentence, with the records that it rests on: none where something is missing."""

    signal: Signal
    text: str
    records: tuple[Record, ...]


class Source(Shape):
    """Where a deliverable was promised."""

    document: str
    section: str
    quote: Text


class Evidence(Shape):
    """What shows that a deliverable was delivered."""

    title: str
    url: Text
    on: Day


class Occurrence(Shape):
    """A day on which what recurs took place, and which time it was where somebody said so."""

    on: date
    note: str


class SourceSaid(Source):
    """A source of a deliverable: where in the document it stands, and when it was said."""

    id: int
    deliverable: int
    heading: str
    said_on: date
    recorded_at: datetime
    author: Text


class EvidenceSaid(Evidence):
    """Evidence of a delivery; `on` is the day that it bears itself, `saidOn` when it was laid beside it."""

    id: int
    deliverable: int
    said_on: date
    recorded_at: datetime
    author: Text


class OccurrenceSaid(Occurrence):
    """A time that what recurs took place; `saidOn` is when that was told."""

    id: int
    deliverable: int
    said_on: date
    recorded_at: datetime
    author: Text


class QuestionState(StrEnum):
    """Whether a question still waits: for words, or after a send-back for another status update."""

    OPEN = "open"
    ANSWERED = "answered"


class Answer(Shape):
    """What was answered to a question."""

    text: str
    said_on: date
    author: str


class Question(Shape):
    """What was asked of a deliverable, for those who work on the programme; no report prints it.

    `statusUpdate` is the one that it is about, where it is about one. A send-back asks for another;
    `updatedOn` is when that was given.
    """

    id: int
    deliverable: int
    kind: QuestionKind
    state: QuestionState
    text: str
    said_on: date
    author: str
    status_update: Id
    updated_on: Day
    answer: Answer | None


class FrequencyPromised(Shape):
    """At least so many times in each period."""

    count: int
    per: Frequency


class RecurrencePeriod(Shape):
    """A calendar quarter, half-year or year of what recurs.

    It is kept from the last of the times that were `asked` on, running while it lasts, and missed when it
    closed with fewer.
    """

    starts_on: date
    ends_on: date
    held: int
    asked: int
    verdict: PeriodVerdict


class Deliverable(Shape):
    """What will be handed over or happen, how it stands, and what the rules see.

    `deadline` is the current one and `baseline` the first; `inputs` are the deliverables that it needs;
    `signalFacts` tells what each signal rests on. `sinceFirstPromise` is what became of the date that was
    promised first: `moved` where the last promise ends later, `date_dropped` where it has no date any more.
    `aliases` are other names by which texts call it; `executingParty` and `parties` are parties by number,
    who carries it out and who is involved. Of what recurs `frequency` is how often it was promised,
    and `periods` are judged from its `occurrences`.
    """

    id: int
    programme: str
    action_line: str
    project: int
    title: str
    description: str
    aliases: tuple[str, ...]
    kind: DeliverableKind
    status: Status
    confidence: Confidence | None
    lead: Text
    executing_party: Id
    parties: tuple[int, ...]
    deadline: Deadline | None
    baseline: Deadline | None
    timeliness: Timeliness
    signals: tuple[Signal, ...]
    signal_facts: tuple[SignalFacts, ...]
    slip_days: Id
    moves: int
    since_first_promise: Shift | None
    delivered_on: Day
    inputs: tuple[int, ...]
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    frequency: FrequencyPromised | None
    occurrences: tuple[Occurrence, ...]
    periods: tuple[RecurrencePeriod, ...]
    updated_at: datetime
    version: int
