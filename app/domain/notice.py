"""What people are told by mail: kinds that a person can switch off, and when a letter leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from app.domain.time_zone import AMSTERDAM

MORNING = time(7, 30)
"""When a letter leaves that had to wait: nobody gets a second one on a day unless it is urgent."""


class NoticeKind(StrEnum):
    """What a letter tells or asks."""

    CALL_OPENED = "call_opened"
    REMINDER = "reminder"
    REVIEW_STARTED = "review_started"
    SIGNATURE_LAPSED = "signature_lapsed"
    QUESTION = "question"
    ADOPTED = "adopted"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell somebody; what it says is written when the letter leaves, if it is still true.

    `period_id` is the round or report, `record_id` the question that it is about, or of an adoption the
    number of the erratum.
    """

    kind: NoticeKind
    programme_id: int
    period_id: int | None = None
    record_id: int | None = None

    def as_content(self) -> dict[str, Any]:
        """Return it as it waits in a job."""
        return asdict(self)

    @classmethod
    def of_content(cls, content: Mapping[str, Any]) -> "Notice":
        """Read it from a job."""
        return cls(**{**content, "kind": NoticeKind(content["kind"])})


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One thing that a letter tells: of which programme and half-year, until when, and what is asked.

    `titles` are what is asked of the person, `others` what others have not answered, by who leads it;
    `count` is how many sections there are to sign, `asked_by` who asks.
    """

    kind: NoticeKind
    programme: str
    slug: str
    half_year: str = ""
    until: date | None = None
    titles: Sequence[str] = ()
    others: Sequence[tuple[str, str]] = ()
    count: int = 0
    asked_by: str = ""
    question: str = ""
    is_late: bool = False
    """Whether the last day for it is past."""
    version: str = ""
    """The version that was adopted, where it is an erratum."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter before it is put into words."""

    name: str
    email: str
    parts: Sequence[LetterPart]


def choose_departure(at: datetime, *, is_urgent: bool, has_left_today: bool) -> datetime:
    """Return when a letter leaves: now, or the next morning where one has left today already."""
    if is_urgent or not has_left_today:
        return at
    day = at.astimezone(AMSTERDAM).date() + timedelta(days=1)
    return datetime.combine(day, MORNING, AMSTERDAM)


def start_of_day(at: datetime) -> datetime:
    """Return when the day of a moment began in Amsterdam."""
    return datetime.combine(at.astimezone(AMSTERDAM).date(), time(), AMSTERDAM)
