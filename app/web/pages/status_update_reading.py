"""What the rules make of words about time while they are typed, and what would follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.domain.contradiction import contradictions
from app.domain.deadline_change import WindowChange, counts_against, window_change
from app.domain.firmness import Firmness
from app.domain.refusal import Message, UnreadablePhrase
from app.domain.signal import input_is_later
from app.domain.standing import SaidDeadline
from app.domain.status import Confidence, Status, needs_reason
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate, read
from app.domain.wording import seen_sentence, slip_in_words
from app.queries.deliverable import DeliverableState
from app.templating.wording import words_of
from app.web.responses import LANGUAGE

_CLOSED = (Timeliness.DELIVERED, Timeliness.DELIVERED_LATE, Timeliness.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """The window that the words mean, how it differs from the one that stands, and the consequences."""

    window: VagueDate | None = None
    change: WindowChange | None = None
    detail: str = ""
    error: Message | None = None
    asks_reason: bool = False
    waiting: tuple[DeliverableState, ...] = ()
    """Those that wait for it and may begin before this window closes."""
    contradicted: tuple[str, ...] = ()
    """What the rules see where the lead says that all is on track, a sentence each."""


def reading(
    state: DeliverableState,
    dependents: Sequence[DeliverableState],
    phrase: str,
    status: str,
    confidence: str,
    today: date,
    stood: str = "",
) -> Reading:
    """Reads what has been typed so far; a word that is no status or confidence counts as not chosen."""
    deadline = state.course.deadline
    kept = deadline.window if deadline and stands(phrase, stood) else None
    try:
        window = _read(phrase, today) if kept is None else kept
    except UnreadablePhrase as refused:
        return Reading(error=refused.fields["phrase"])
    old, sure = state.course.status, Confidence(confidence) if confidence in set(Confidence) else None
    new = Status(status) if status in set(Status) else None
    moved = window is not None and deadline is not None and counts_against(deadline.window, window)
    return Reading(
        window=window,
        change=window_change(deadline.window, window) if window and deadline else None,
        detail=_detail(deadline, window, today),
        asks_reason=moved or (new is not None and needs_reason(old, new, sure)),
        waiting=tuple(d for d in dependents if kept is None and window and _comes_too_late(window, d)),
        contradicted=_contradicted(state, new, window, today) if sure is Confidence.ON_TRACK else (),
    )


def _read(phrase: str, today: date) -> VagueDate | None:
    return read(phrase, today) if phrase.strip() else None


def stands(phrase: str, stood: str) -> bool:
    """Whether the words are those with which the form opened; read today they might mean another moment."""
    return bool(stood.strip()) and phrase.strip() == stood.strip()


def _contradicted(
    state: DeliverableState, status: Status | None, window: VagueDate | None, today: date
) -> tuple[str, ...]:
    said = status or state.course.status or Status.PLANNED
    words = words_of(LANGUAGE, today)
    found = contradictions(state.deadlines, state.needed, said, window, today)
    return tuple(seen_sentence(one, today, words) for one in found)


def _detail(deadline: SaidDeadline | None, window: VagueDate | None, today: date) -> str:
    if deadline is None or window is None or window_change(deadline.window, window) is WindowChange.SAME:
        return ""
    at = datetime.combine(today, time(), UTC)
    said = SaidDeadline(0, window, Firmness.EXPECTED, today, at, "", "")
    return slip_in_words(deadline, said, words_of(LANGUAGE, today))


def _comes_too_late(window: VagueDate, dependent: DeliverableState) -> bool:
    waits = dependent.course.deadline
    return (
        waits is not None
        and dependent.course.timeliness not in _CLOSED
        and input_is_later(window, waits.window)
    )
