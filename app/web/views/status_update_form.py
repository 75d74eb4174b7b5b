"""The form of a status update: what was typed, how it is interpreted, and the choices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.assessment import Promise, StatusRecord
from app.domain.deadline_change import WindowChange, compare_windows, counts_against
from app.domain.firmness import Firmness
from app.domain.inputs import input_is_later
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.recurrence import find_missed
from app.domain.refusal import Invalid, Message
from app.domain.signal import foresee_contradictions
from app.domain.status import Confidence, Status, check_deciding, list_followers, needs_reason
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds, Register, VagueDate, read_moment, read_recurrence
from app.domain.wording import frequency_in_words, signal_sentence, slip_between_marks
from app.queries.deliverable import DeliverableState
from app.templating import translator
from app.templating.vocabulary import status_word, word
from app.templating.wording import words_of
from app.web.deps.session import read_day_or_none
from app.web.forms import FormText, OwnForm, read_own_bounds


class UpdatePlace(StrEnum):
    """The page from which somebody updates, by its word in the address; it decides what is rendered."""

    DELIVERABLE = "product"
    PROJECT = "project"
    QUEUE = "mijn"
    WAITING = "wacht"

    @classmethod
    def parse(cls, van: str) -> "UpdatePlace":
        """Return the place with this name, the page of the deliverable for any other name."""
        return cls(van) if van in set(cls) else cls.DELIVERABLE


class StatusUpdateForm(OwnForm):
    """The fields as they were typed."""

    status: FormText = ""
    confidence: FormText = ""
    text: FormText = ""
    phrase: FormText = ""
    own_earliest: FormText = ""
    own_latest: FormText = ""
    own_undated: FormText = ""
    firmness: FormText = ""
    reason: FormText = ""
    answer: FormText = ""
    answer_in_report: FormText = ""
    delivered_on: FormText = ""
    said_on: FormText = ""
    version: FormText = ""
    van: FormText = ""
    stood: FormText = ""
    """The phrase with which the form opened; as long as it is unchanged, it is not interpreted again."""
    evidence_title: FormText = ""
    evidence_url: FormText = ""
    evidence_on: FormText = ""
    source_document: FormText = ""
    source_section: FormText = ""
    held_on: FormText = ""
    held_note: FormText = ""
    concept: FormText = ""
    """Whether it was saved as a draft while it was typed."""

    @property
    def place(self) -> UpdatePlace:
        """The page on which the form stands."""
        return UpdatePlace.parse(self.van)

    @property
    def keeps_words(self) -> bool:
        """Whether the words are as the form opened with them; read again, they might mean another window."""
        gives_bounds = self.own_earliest.strip() or self.own_latest.strip() or self.own_undated
        stood = self.stood.strip()
        return bool(stood) and self.phrase.strip() == stood and not gives_bounds

    def own_bounds(self, today: date) -> OwnBounds | None:
        """Return the bounds that the person gives the words, None if they give none."""
        return read_own_bounds(self.model_dump(), today)

    def texts(self) -> dict[str, str]:
        """Return what a draft stores: the typed fields, without those that belong to one rendered form."""
        return self.model_dump(exclude={"csrf_token", "concept"})


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The window that the phrase means, how it differs from the present one, and the consequences."""

    window: VagueDate | None = None
    change: WindowChange | None = None
    detail: str = ""
    error: Message | None = None
    asks_reason: bool = False
    asks_delivery: bool = False
    """Whether it is said to be delivered: then on which day, and what shows it."""
    waiting: tuple[DeliverableState, ...] = ()
    """The dependents that may begin before this window closes."""
    contradicted: tuple[str, ...] = ()
    """The signals that contradict the confidence “on track”, a sentence each."""
    frequency: str = ""
    """How often it takes place, where the words say so."""


class StatusCard(NamedTuple):
    """One choice, shown as a card."""

    value: str
    text: str
    sign: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class StatusUpdateView:
    """The form with all that it shows."""

    state: DeliverableState
    typed: StatusUpdateForm
    reading: Interpretation
    in_place: bool
    """Whether htmx put the form inside another page."""
    errors: dict[str, Message] = field(default_factory=dict)
    is_stale: bool = False
    """Whether somebody else saved an update in the meantime; both texts are then shown."""
    kept_at: datetime | None = None
    """When its contents were saved as a draft."""
    adopted_by: str = ""
    """The title of the decision that adopts it, where one does."""
    before: StatusRecord | None = None
    """The last update with a text, which can be taken over."""

    @property
    def id(self) -> int:
        """The id of the deliverable."""
        return self.state.id

    @property
    def place(self) -> UpdatePlace:
        """The page on which the form stands."""
        return self.typed.place

    @property
    def recurs(self) -> bool:
        """Whether it is something that takes place again and again."""
        return self.state.kind is DeliverableKind.RECURRING

    @property
    def shows_reason(self) -> bool:
        """Whether the reason stands among the first fields: it is asked, typed already, or wrong."""
        return self.reading.asks_reason or bool(self.typed.reason) or "reason" in self.errors

    @property
    def shows_delivery(self) -> bool:
        """Whether the day and the evidence of a delivery stand among the first fields."""
        names = ("delivered_on", "evidence_title", "evidence_url", "evidence_on")
        return self.reading.asks_delivery or any(getattr(self.typed, n) or n in self.errors for n in names)

    @property
    def shows_rest(self) -> bool:
        """Whether the folded fields are open, since something stands in one of them."""
        names = ("said_on", "source_document", "source_section")
        return any(getattr(self.typed, name) or name in self.errors for name in names)

    @property
    def prefix(self) -> str:
        """The prefix of the ids of its fields, since a page may have several forms."""
        return f"d{self.state.id}-"

    @property
    def statuses(self) -> list[StatusCard]:
        """Every status; those that may not be said now are disabled, and `status_hint` says why."""
        allowed = list_followers(self.state.assessment.status)
        return [
            StatusCard(
                status,
                self._name(status),
                disabled=status not in allowed or self._is_decided(status),
            )
            for status in Status
        ]

    @property
    def status_hint(self) -> str:
        """Which statuses may not be said now and why, and which ask for a reason."""
        gettext, current = translator().gettext, self.state.assessment.status
        allowed = list_followers(current)
        decided = [status for status in Status if status in allowed and self._is_decided(status)]
        asking = [status for status in allowed if needs_reason(current, status, None)]
        sentences = []
        if current is not None and len(allowed) < len(Status):
            sentences.append(
                gettext("After “%(status)s” cannot come: %(others)s.")
                % {
                    "status": self._name(current).lower(),
                    "others": self._names([status for status in Status if status not in allowed]),
                }
            )
        if decided:
            sentences.append(
                gettext("Recorded with the decision: %(others)s.") % {"others": self._names(decided)}
            )
        if asking:
            sentences.append(gettext("A reason is asked with: %(others)s.") % {"others": self._names(asking)})
        return " ".join(sentences)

    @property
    def confidence_hint(self) -> str:
        """Which confidence asks for a reason."""
        others = word(translator(), Confidence.OFF_TRACK).lower()
        return translator().gettext("A reason is asked with: %(others)s.") % {"others": others}

    def _name(self, status: Status) -> str:
        return status_word(translator(), status, self.state.kind)

    def _names(self, statuses: Collection[Status]) -> str:
        return ", ".join(self._name(status).lower() for status in Status if status in statuses)

    def _is_decided(self, status: Status) -> bool:
        """Whether only the form of a decision says it."""
        is_decision, current = self.state.kind is DeliverableKind.DECISION, self.state.assessment.status
        return bool(check_deciding(current, status, is_decision, self.adopted_by))

    @property
    def confidences(self) -> list[StatusCard]:
        """The three degrees of confidence, with a sign and a word each."""
        signs = {Confidence.ON_TRACK: "full", Confidence.AT_RISK: "warn", Confidence.OFF_TRACK: "cross"}
        return [StatusCard(c, word(translator(), c), signs[c]) for c in Confidence]

    @property
    def firmnesses(self) -> list[tuple[str, str]]:
        """The degrees of firmness, the firmest first; preceded by an empty choice if none was given yet."""
        deadline = self.state.assessment.deadline
        empty = [] if deadline and deadline.firmness else [("", translator().gettext("choose"))]
        return [*empty, *((f.value, word(translator(), f)) for f in Firmness)]


def interpret(
    state: DeliverableState,
    dependents: Sequence[DeliverableState],
    form: StatusUpdateForm,
    today: date,
    register: Register,
) -> Interpretation:
    """Interpret what was typed so far; an unknown status or confidence counts as not chosen."""
    deadline = state.assessment.deadline
    confidence = Confidence(form.confidence) if form.confidence in set(Confidence) else None
    status = Status(form.status) if form.status in set(Status) else None
    unchanged = deadline.window if deadline and form.keeps_words else None
    words = interpret_words(form.phrase, today, register, form.model_dump())
    if unchanged is None and words.error:
        return Interpretation(
            error=words.error,
            asks_reason=status is not None and needs_reason(state.assessment.status, status, confidence),
            asks_delivery=status is not None and status.is_done,
        )
    window = unchanged or words.window
    moves = window is not None and deadline is not None and counts_against(deadline.window, window)
    is_new = window is not None and unchanged is None
    return Interpretation(
        window=window,
        change=compare_windows(deadline.window, window) if window and deadline else None,
        detail=_describe_slip(deadline, window, today),
        asks_reason=moves
        or (status is not None and needs_reason(state.assessment.status, status, confidence)),
        asks_delivery=status is not None and status.is_done,
        waiting=tuple(d for d in dependents if is_new and window and _comes_too_late(window, d)),
        contradicted=(
            _describe_contradictions(state, status, window, today, form)
            if confidence is Confidence.ON_TRACK
            else ()
        ),
    )


def interpret_words(
    phrase: str, said_on: date, register: Register, fields: Mapping[str, str]
) -> Interpretation:
    """Interpret words said on this day, with the bounds that a person gives them in these fields."""
    if not phrase.strip():
        return Interpretation()
    try:
        own = read_own_bounds(fields, said_on)
        window = read_moment(phrase, said_on, register, own)
    except Invalid as refusal:
        return Interpretation(error=next(iter(refusal.fields.values())))
    recurrence = read_recurrence(phrase, register)
    frequency = recurrence.frequency if recurrence else None
    words = words_of(DEFAULT_LANGUAGE, said_on)
    return Interpretation(window=window, frequency=frequency_in_words(frequency, words) if frequency else "")


def _describe_contradictions(
    state: DeliverableState,
    status: Status | None,
    window: VagueDate | None,
    today: date,
    form: StatusUpdateForm,
) -> tuple[str, ...]:
    held_on = read_day_or_none(form.held_on, today)
    missed = find_missed(state.assessment.periods, today, [held_on] if held_on else ())
    expected = status or state.assessment.status or Status.PLANNED
    words = words_of(DEFAULT_LANGUAGE, today)
    signals = foresee_contradictions(
        state.deadlines, state.needed, expected, window, today, state.kind, missed
    )
    return tuple(signal_sentence(signal, today, words) for signal in signals)


def _describe_slip(deadline: Promise | None, window: VagueDate | None, today: date) -> str:
    if deadline is None or window is None or compare_windows(deadline.window, window) is WindowChange.SAME:
        return ""
    promise = Promise(window=window, firmness=Firmness.EXPECTED, said_on=today)
    return slip_between_marks(deadline, promise, words_of(DEFAULT_LANGUAGE, today))


def _comes_too_late(window: VagueDate, dependent: DeliverableState) -> bool:
    deadline = dependent.assessment.deadline
    return (
        deadline is not None
        and not dependent.assessment.timeliness.is_closed
        and input_is_later(window, deadline.window)
    )
