"""When an event is tried again, and what a failure says: of this event alone, or of its receiver."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from app.domain.refusal import Message

MOST_ATTEMPTS = 10
"""After so many, some two days, an event waits for a person: it is sent again by hand, or dropped."""
LEASE = timedelta(minutes=1)
"""Whoever sends the events of a webhook has it so long, and again from each event on; whoever is silent for
longer was killed."""
LONGEST = 15.0
"""Seconds for all of one attempt: a receiver that answers by drops keeps nobody longer."""
_FIRST = timedelta(seconds=5)
_LONGEST = timedelta(hours=12)
_LONGEST_REST = timedelta(minutes=15)
_LONGEST_ASKED = timedelta(hours=24)


class DeliveryState(StrEnum):
    """How far an event is on its way to one receiver."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


UNSETTLED = (DeliveryState.WAITING, DeliveryState.FAILED)
"""The states in which an event holds back the later ones of its thing."""


class WebhookState(StrEnum):
    """Whether events are sent. While it is paused they are kept."""

    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt. `failure` is empty where the receiver took the event.

    `is_outage` says that the receiver cannot be reached, or asks to be left alone: others need not try now.
    """

    failure: str = ""
    is_outage: bool = False
    is_gone: bool = False
    """The receiver says that it wants no events any more (410)."""
    retry_after: timedelta | None = None

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver took the event."""
        return not self.failure


def compute_pause(attempts: int, retry_after: timedelta | None = None) -> timedelta:
    """Return how long to wait after so many attempts: five seconds, and five times as long each time.

    At most 12 hours; a receiver may ask for more, up to a day.
    """
    pause = min(_FIRST * int(5 ** min(attempts - 1, 10)), _LONGEST)
    return max(pause, min(retry_after or pause, _LONGEST_ASKED))


def compute_rest(failures: int, retry_after: timedelta | None = None) -> timedelta:
    """Return how long a receiver is left alone after it could not be reached so many times in a row.

    Shorter than the pause of one event, so that one that is back is noticed soon.
    """
    rest = min(_FIRST * int(2 ** min(failures - 1, 10)), _LONGEST_REST)
    return max(rest, min(retry_after or rest, _LONGEST_ASKED))


def read_retry_after(text: str, now: datetime) -> timedelta | None:
    """Return how long a receiver asks to wait, in seconds or until a moment; none where it says neither."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), int(_LONGEST_ASKED.total_seconds())))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(until - now, timedelta(0))


_OUTAGES = frozenset({429, 502, 503, 504})
GONE = 410


def judge_answer(status: int, retry_after: str, now: datetime) -> Outcome:
    """Return what an answer with this HTTP status means; anything but 2xx is a failure, a redirect too."""
    if 200 <= status < 300:
        return Outcome()
    return Outcome(
        failure=f"status {status}",
        is_outage=status in _OUTAGES,
        is_gone=status == GONE,
        retry_after=read_retry_after(retry_after, now),
    )


TIMEOUT, UNREACHABLE, UNKNOWN_NAME = "timeout", "unreachable", "unknown name"
UNTRUSTED, INSIDE, SECRET_LOST = "untrusted", "inside", "secret lost"
_WHY = {
    TIMEOUT: Message("The receiver did not answer in time."),
    UNREACHABLE: Message("The receiver could not be reached."),
    UNKNOWN_NAME: Message("The name in the address is not known."),
    UNTRUSTED: Message("The certificate of the receiver is not to be trusted."),
    INSIDE: Message("The address leads inside the network, where Mijlpaal sends nothing."),
    SECRET_LOST: Message("The secret can no longer be read. Renew it."),
}


def explain_failure(failure: str) -> Message:
    """Return why an event was not delivered, in words."""
    if failure in _WHY:
        return _WHY[failure]
    status = failure.removeprefix("status ")
    if status.startswith("3"):
        return Message(
            "The receiver refers to another address (%(code)s). Fill in that one.", {"code": status}
        )
    return Message("The receiver answered with an error (%(code)s).", {"code": status})
