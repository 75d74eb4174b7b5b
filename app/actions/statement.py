"""What a lead says in one breath, and what stands against statement it: everything at once."""

from dataclasses import dataclass
from datetime import date

from app.domain.assessment import DeadlineRecord, StatusRecord
from app.domain.deadline_change import counts_against
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message, UnreadablePhrase
from app.domain.signal import Needed, contradictions
from app.domain.status import Confidence, Status, objections
from app.domain.vague_date import VagueDate, read
from app.tables import Deadline, StatusUpdate
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class Said:
    """What a lead says; an empty `phrase` leaves the words as they are, also where the firmness changes.

    `version` is the deliverable's version as the lead read it; `submission` the key of the form;
    `as_reported` marks what is taken from a document as it stands there, even a promise that was
    already late when the document came out, or “on track” where the rules disagree: nobody is asked.
    """

    status: Status
    version: int
    said_on: date
    confidence: Confidence | None = None
    text: str = ""
    reason: str = ""
    answer: str = ""
    answer_in_report: bool = False
    delivered_on: date | None = None
    phrase: str = ""
    firmness: Firmness | None = None
    submission: str | None = None
    as_reported: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What was known on the day that this is said of; `inputs` are asked for only where it is on track."""

    status: StatusRecord | None
    deadlines: tuple[DeadlineRecord, ...] = ()
    inputs: tuple[Needed, ...] = ()

    @property
    def deadline(self) -> DeadlineRecord | None:
        """The current one."""
        return self.deadlines[-1] if self.deadlines else None


def checked(said: Said, before: Before, today: date) -> VagueDate | None:
    """The new window, or none where the deadline stays; raises everything that is wrong at once."""
    old = before.status.status if before.status else None
    wrong = objections(old, said.status, said.confidence, said.reason)
    if said.said_on > today:
        wrong["said_on"] = Message("This day is still to come.")
    wrong |= delivery_objected(said.status, said.delivered_on, said.said_on)
    window: VagueDate | None = None
    try:
        window = _window(said, before.deadline)
    except UnreadablePhrase as refused:
        wrong |= refused.fields
    if window is not None:
        wrong |= _window_objected(said, window, before.deadline)
    wrong |= _answer_asked(said, window, before) | text_objections(said.text, said.reason, said.answer)
    wrong |= length_objections(Deadline, {"phrase": said.phrase.strip()})
    if wrong:
        raise Invalid(wrong)
    return window


def text_objections(text: str, reason: str, answer: str) -> dict[str, Message]:
    """What of the words is too long."""
    return length_objections(
        StatusUpdate, {"text": text.strip(), "reason": reason.strip(), "answer": answer.strip()}
    )


def delivery_objected(status: Status, delivered_on: date | None, said_on: date) -> dict[str, Message]:
    """What stands against a day of delivery: a status that is not done, or statement so before that day."""
    if delivered_on is None:
        return {}
    if not status.is_done:
        return {"delivered_on": Message("A day of delivery goes with the status delivered or adopted.")}
    if delivered_on > said_on:
        return {"delivered_on": Message("It cannot have been delivered after the day on which that is said.")}
    return {}


def _window(said: Said, deadline: DeadlineRecord | None) -> VagueDate | None:
    phrase = said.phrase.strip()
    if not phrase:
        # The words stay; they are not read again, for “this year” would then mean another year.
        if deadline is None or said.firmness is None or deadline.firmness in (None, said.firmness):
            return None
        return deadline.window
    window = read(phrase, said.said_on)
    if deadline and deadline.window == window and deadline.firmness == said.firmness:
        return None
    return window


def _window_objected(said: Said, window: VagueDate, deadline: DeadlineRecord | None) -> dict[str, Message]:
    wrong: dict[str, Message] = {}
    if deadline and counts_against(deadline.window, window) and not said.reason.strip():
        wrong["reason"] = Message("Say in one sentence why the moment moves.")
    if not said.status.is_done and not said.as_reported:
        is_new = deadline is None or deadline.window != window
        if is_new and window.latest is not None and window.latest < said.said_on:
            wrong["phrase"] = Message("This moment had already passed on the day that it is said.")
        if said.firmness is None:
            wrong["firmness"] = Message("Choose how firmly this is promised.")
    return wrong


def _answer_asked(said: Said, window: VagueDate | None, before: Before) -> dict[str, Message]:
    """Where a lead says “on track” and the rules disagree, one sentence of answer is asked."""
    if said.as_reported or said.confidence is not Confidence.ON_TRACK or said.answer.strip():
        return {}
    if contradictions(before.deadlines, before.inputs, said.status, window, said.said_on):
        return {"answer": Message("Say in one sentence why it will be in time all the same.")}
    return {}
