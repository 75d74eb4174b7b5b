"""What a report is composed from: the queries fill it, the rules read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from app.domain.assessment import Assessment, DeadlineRecord, PrintedPromise, StatusRecord
from app.domain.deliverable import DeliverableDescription
from app.domain.external_dependency import Brought
from app.domain.half_year import HalfYear
from app.domain.indicator import MeasuredValue
from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from app.domain.parliamentary_commitment import AnswerState
from app.domain.recurrence import Recurrence
from app.domain.report.choice import BY_RULE, Choice
from app.domain.report.tree import Block, Record
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.signal import Signal
from app.domain.structure import (
    ActionLineKind,
    CommitmentKind,
    DeliverableKind,
    Direction,
    PeriodState,
    RiskKind,
    RiskState,
)


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """A risk or issue that goes into the report, and what became of it since the report before."""

    id: int
    kind: RiskKind
    title: str
    cause: str
    consequence: str
    measure: str
    state: RiskState
    level: RiskLevel
    trend: RiskTrend

    @property
    def is_closed(self) -> bool:
        """Whether it asks for nothing any more."""
        return self.state is RiskState.CLOSED


@dataclass(frozen=True, slots=True)
class ExternalFacts:
    """What another body must bring, as it said so; `waiting` are the deliverables that wait for it."""

    id: int
    title: str
    owner: str
    brought: Brought
    is_stale: bool
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """What was promised to parliament, and how its answer stands on the reference date."""

    id: int
    kind: CommitmentKind
    text: str
    made_on: date
    reference: str
    phrase: str
    answer: AnswerState
    answered_on: date | None = None
    answered_in: str = ""
    deliverable_id: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All three, each in the order in which it was told; risks the heaviest first."""

    risks: tuple[RiskFacts, ...] = ()
    externals: tuple[ExternalFacts, ...] = ()
    commitments: tuple[CommitmentFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period; `reference_date` and `input_deadline` are never after the day asked for.

    While the day that was planned for one of them is still to come, that is `planned_reference_date` or
    `planned_input_deadline`.
    """

    id: int
    half_year: HalfYear
    number: int
    state: PeriodState
    starts_on: date
    ends_on: date
    reference_date: date
    input_deadline: date
    report_date: date
    planned_reference_date: date | None = None
    planned_input_deadline: date | None = None
    in_english: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the editions that are signed and adopted."""
        return LANGUAGES if self.in_english else (DEFAULT_LANGUAGE,)


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What the office wrote in a section, in Markdown and as blocks; `id` is that of the version."""

    id: int
    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliverableFacts(DeliverableDescription):
    """A deliverable as it stood on the reference date, from all that was said of it in time.

    Of a decision there is also what is asked of whom, and once it was taken what was decided.
    `after` is what was said of it that happened after the reference date, and counts nowhere.
    """

    id: int
    project_id: int
    assessment: Assessment
    last: StatusRecord | None
    executing_party: str | None = None
    parties: tuple[str, ...] = ()
    question: str = ""
    options: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    outcome: str = ""
    reasons: str = ""
    inputs: tuple[int, ...] = ()
    adopts: int | None = None
    """The product that this decision adopts."""
    signals: tuple[Signal, ...] = ()
    deadlines: tuple[DeadlineRecord, ...] = ()
    reported: PrintedPromise | None = None
    """How the report before has it, whatever was corrected since."""
    printed: tuple[PrintedPromise, ...] = ()
    """How each adopted report has it, oldest first."""
    after: StatusRecord | None = None
    merged_into_id: int | None = None
    statuses: tuple[StatusRecord, ...] = ()
    """Every update that was said of it in time, corrected ones left out."""
    recurrence: Recurrence | None = None
    """How often it was promised and took place, if it recurs."""

    @property
    def is_done(self) -> bool:
        """Delivered or adopted on the reference date."""
        return self.assessment.status is not None and self.assessment.status.is_done

    @property
    def printed_answer(self) -> str:
        """What the lead says to what contradicts “on track”, where they want it printed and it still runs."""
        if self.last is None or self.assessment.timeliness.is_closed:
            return ""
        return self.last.answer if self.last.answer_in_report else ""

    @property
    def is_decision(self) -> bool:
        """Decisions are told apart everywhere."""
        return self.kind is DeliverableKind.DECISION


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project with its narrative and its deliverables, in order."""

    id: int
    title: str
    narrative: str
    deliverables: tuple[DeliverableFacts, ...] = ()
    lead: str = ""
    """Who leads it, where the report names people."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """An action line with its projects, in order."""

    id: int
    code: str
    title: str
    kind: ActionLineKind
    projects: tuple[ProjectFacts, ...] = ()

    @property
    def deliverables(self) -> tuple[DeliverableFacts, ...]:
        """Those of all its projects."""
        return tuple(deliverable for project in self.projects for deliverable in project.deliverables)


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator with what was measured, in the order of the reference dates."""

    id: int
    name: str
    definition: str
    unit: str
    measurements: tuple[MeasuredValue, ...] = ()
    numerator_id: int | None = None
    denominator_id: int | None = None
    caveat: str = ""
    """What a ratio must not be taken for: printed wherever the ratio is."""
    of_sites: tuple[tuple[str, tuple[MeasuredValue, ...]], ...] = ()
    """Each pilot site where it was measured apart, by name."""
    target: Decimal | None = None
    direction: Direction | None = None
    """Which way it is meant to go, if either."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a report says."""

    programme_id: int
    slug: str
    title: str
    purpose: str
    sponsors: tuple[tuple[str, str], ...]
    """Name and abbreviation (or the name again) of each sponsor party."""
    period: Period
    parties: tuple[tuple[str, str], ...] = ()
    """The same of every party that is involved, sponsors among them."""
    previous: Period | None = None
    """The report adopted before this one."""
    earlier: tuple[Period, ...] = ()
    """All reports adopted before this one, oldest first."""
    lines: tuple[LineFacts, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
    surroundings: Surroundings = field(default_factory=Surroundings)
    texts: Mapping[tuple[str, str], WrittenText] = field(default_factory=dict)
    """What was written, by section key and language."""
    choices: Mapping[Record, Choice] = field(default_factory=dict)
    """What the office chose for the summary, by the fact that it chose it for."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """The abbreviation and the name of each party that goes by one."""
    version: str = "0.1"
    """What this version is called; a draft bears the name under which it would go into review."""
    path: tuple[tuple[str, date], ...] = ()
    """The versions before it, each with its day."""
    party_ids: Mapping[str, int] = field(default_factory=dict)
    """Which party each name in these facts stands for."""
    private_addresses: frozenset[str] = frozenset()
    """The e-mail addresses of people, in small letters: none of them is printed."""
    _by_id: dict[int, DeliverableFacts] = field(default_factory=dict, compare=False, repr=False)

    def deliverables(self) -> Iterator[DeliverableFacts]:
        """All of them, in the order of the structure."""
        for line in self.lines:
            yield from line.deliverables

    def by_id(self) -> Mapping[int, DeliverableFacts]:
        """All of them, by id."""
        if not self._by_id:
            self._by_id.update((deliverable.id, deliverable) for deliverable in self.deliverables())
        return self._by_id

    def written_blocks(self, section_key: str, language: str) -> list[Block]:
        """Return what was written in a section; text that nobody translated is marked as such."""
        own = self.texts.get((section_key, language))
        if own is not None and own.text.strip():
            return list(own.blocks)
        original = self.texts.get((section_key, DEFAULT_LANGUAGE))
        return [replace(block, language=DEFAULT_LANGUAGE) for block in original.blocks] if original else []

    def choice_of(self, type: str, id: int) -> Choice:
        """Return what the office chose for a fact; that of the rule where it chose nothing."""
        return self.choices.get(Record(type, id), BY_RULE)

    @property
    def previous_input_deadline(self) -> date:
        """Up to which day the report before this one listened; without one nothing was reported yet."""
        return self.previous.input_deadline if self.previous else date.min
