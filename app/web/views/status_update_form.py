"""The form of a status update as it is shown: what was typed, what that means, and what may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.assessment import Promise
from app.domain.deadline_change import WindowChange, counts_against, window_change
from app.domain.firmness import Firmness
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Message, UnreadablePhrase
from app.domain.signal import contradictions, input_is_later
from app.domain.status import Confidence, Status, followers, needs_reason
from app.domain.vague_date import VagueDate, read
from app.domain.wording import signal_sentence, slip_in_words
from app.queries.deliverable import DeliverableState
from app.templating import translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.forms import FormText, OwnForm


class UpdatePlace(StrEnum):
    """From where somebody updates, and so what is answered: the word in the address."""

    DELIVERABLE = "product"
    PROJECT = "project"
    QUEUE = "mijn"

    @classmethod
    def named(cls, van: str) -> "UpdatePlace":
        """Return the place of this name; the page of the deliverable for any other."""
        return cls(van) if van in set(cls) else cls.DELIVERABLE


class StatusUpdateForm(OwnForm):
    """What was typed, as it was typed."""

    status: FormText = ""
    confidence: FormText = ""
    text: FormText = ""
    phrase: FormText = ""
    firmness: FormText = ""
    reason: FormText = ""
    answer: FormText = ""
    answer_in_report: FormText = ""
    delivered_on: FormText = ""
    version: FormText = ""
    submission: FormText = ""
    van: FormText = ""
    stood: FormText = ""
    """The words of the moment as the form opened with them: left as they are, they are not read again."""
    concept: FormText = ""
    """Whether it was kept as a draft while it was typed."""

    @property
    def place(self) -> UpdatePlace:
        """Where the form stands."""
        return UpdatePlace.named(self.van)

    def texts(self) -> dict[str, str]:
        """Return what a draft keeps: what was typed, without what each form has of its own."""
        return self.model_dump(exclude={"csrf_token", "submission", "concept"})


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The window that the words mean, how it differs from the present one, and the consequences."""

    window: VagueDate | None = None
    change: WindowChange | None = None
    detail: str = ""
    error: Message | None = None
    asks_reason: bool = False
    waiting: tuple[DeliverableState, ...] = ()
    """Those that wait for it and may begin before this window closes."""
    contradicted: tuple[str, ...] = ()
    """What the rules see where the lead says that all is on track, a sentence each."""


class StatusCard(NamedTuple):
    """One of the cards to choose from."""

    value: str
    text: str
    sign: str = ""
    note: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class UpdateView:
    """The form as it is shown."""

    state: DeliverableState
    typed: StatusUpdateForm
    reading: Interpretation
    in_place: bool
    """Whether it stands inside another page, where htmx put it."""
    errors: dict[str, Message] = field(default_factory=dict)
    is_stale: bool = False
    """Whether somebody else changed it since it was read: both texts are then shown."""
    kept_at: datetime | None = None
    """When what stands in it was kept as a draft."""

    @property
    def id(self) -> int:
        """The id of the deliverable."""
        return self.state.id

    @property
    def place(self) -> UpdatePlace:
        """Where the form stands."""
        return self.typed.place

    @property
    def prefix(self) -> str:
        """What comes before the ids of its fields, since several forms may stand on a page."""
        return f"d{self.state.id}-"

    @property
    def statuses(self) -> list[StatusCard]:
        """Every status; those that may not follow the present one say so and cannot be chosen."""
        current = self.state.assessment.status
        allowed = followers(current)
        return [
            StatusCard(
                status,
                word(translator(), status),
                note=_note(current, status, status in allowed),
                disabled=status not in allowed,
            )
            for status in Status
        ]

    @property
    def confidences(self) -> list[StatusCard]:
        """The three degrees, with a sign and a word each."""
        signs = {Confidence.ON_TRACK: "full", Confidence.AT_RISK: "warn", Confidence.OFF_TRACK: "cross"}
        note = translator().gettext("asks for a reason")
        return [
            StatusCard(c, word(translator(), c), signs[c], note if c is Confidence.OFF_TRACK else "")
            for c in Confidence
        ]

    @property
    def firmnesses(self) -> list[tuple[str, str]]:
        """From the firmest to the least firm; nothing chosen where nothing was said yet."""
        deadline = self.state.assessment.deadline
        empty = [] if deadline and deadline.firmness else [("", translator().gettext("choose"))]
        return [*empty, *((f.value, word(translator(), f)) for f in Firmness)]


def interpret(
    state: DeliverableState, dependents: Sequence[DeliverableState], form: StatusUpdateForm, today: date
) -> Interpretation:
    """Read what has been typed so far; a word that is no status or confidence counts as not chosen."""
    deadline = state.assessment.deadline
    unchanged = deadline.window if deadline and is_unchanged(form.phrase, form.stood) else None
    try:
        window = unchanged or (read(form.phrase, today) if form.phrase.strip() else None)
    except UnreadablePhrase as refusal:
        return Interpretation(error=refusal.fields["phrase"])
    confidence = Confidence(form.confidence) if form.confidence in set(Confidence) else None
    status = Status(form.status) if form.status in set(Status) else None
    moves = window is not None and deadline is not None and counts_against(deadline.window, window)
    is_new = window is not None and unchanged is None
    return Interpretation(
        window=window,
        change=window_change(deadline.window, window) if window and deadline else None,
        detail=_slip(deadline, window, today),
        asks_reason=moves
        or (status is not None and needs_reason(state.assessment.status, status, confidence)),
        waiting=tuple(d for d in dependents if is_new and window and _comes_too_late(window, d)),
        contradicted=(
            _contradictions(state, status, window, today) if confidence is Confidence.ON_TRACK else ()
        ),
    )


def is_unchanged(phrase: str, stood: str) -> bool:
    """Whether the words are those with which the form opened; read today they might mean another moment."""
    return bool(stood.strip()) and phrase.strip() == stood.strip()


def _note(current: Status | None, status: Status, is_allowed: bool) -> str:
    if not is_allowed and current is not None:
        return translator().gettext("cannot follow “%(status)s”") % {
            "status": word(translator(), current).lower()
        }
    return translator().gettext("asks for a reason") if needs_reason(current, status, None) else ""


def _contradictions(
    state: DeliverableState, status: Status | None, window: VagueDate | None, today: date
) -> tuple[str, ...]:
    expected = status or state.assessment.status or Status.PLANNED
    words = words_of(DEFAULT_LANGUAGE, today)
    signals = contradictions(state.deadlines, state.needed, expected, window, today)
    return tuple(signal_sentence(signal, today, words) for signal in signals)


def _slip(deadline: Promise | None, window: VagueDate | None, today: date) -> str:
    if deadline is None or window is None or window_change(deadline.window, window) is WindowChange.SAME:
        return ""
    promise = Promise(window=window, firmness=Firmness.EXPECTED, said_on=today)
    return slip_in_words(deadline, promise, words_of(DEFAULT_LANGUAGE, today))


def _comes_too_late(window: VagueDate, dependent: DeliverableState) -> bool:
    deadline = dependent.assessment.deadline
    return (
        deadline is not None
        and not dependent.assessment.timeliness.is_closed
        and input_is_later(window, deadline.window)
    )
