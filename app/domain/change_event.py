"""What changed in a programme, from what was said: each with the record that it leads to."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.assessment import DeadlineRecord, Promise, Standing, StatusRecord


class ChangeKind(StrEnum):
    """The kinds that can be asked for apart."""

    MOMENT = "moment"
    STATUS = "status"
    DECISION = "decision"
    RISK = "risk"
    MEASUREMENT = "measurement"
    OTHERS = "others"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class DeadlineChanged:
    """A deadline, and the one before it; none before a first promise."""

    now: DeadlineRecord
    was: Promise | None


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """A status update, and the one before it."""

    now: StatusRecord
    was: Standing | None


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A decision that was taken."""

    outcome: str
    taken_on: date


@dataclass(frozen=True, slots=True)
class OccurrenceHeld:
    """What recurs took place; `note` says which time it was, where somebody said so."""

    on: date
    note: str


@dataclass(frozen=True, slots=True)
class ValueMeasured:
    """A value, and the one said before it, on its reference date; `site` is the pilot site."""

    value: Decimal
    unit: str
    reference_date: date
    site: str
    was: Decimal | None


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a statement says of a thing, as far as a sentence tells it.

    `state` is a word of ours, `moment` the words of a window, `level` likelihood times impact, `place` the
    title of what it stands in, `into` that of what took it in.
    """

    title: str
    state: str = ""
    moment: str = ""
    level: int | None = None
    place: str = ""
    into: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class EntityRestated:
    """A thing as it is said to be, and as it was said to be before; none where it is new."""

    now: StatedFacts
    was: StatedFacts | None


ChangeDetail = (
    DeadlineChanged | StatusChanged | DecisionTaken | OccurrenceHeld | ValueMeasured | EntityRestated
)


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """One change: of which thing (`thing` and `id`), in which action line, said when, by whom and why."""

    kind: ChangeKind
    entity: str
    id: int
    title: str
    line_id: int | None
    said_on: date
    recorded_at: datetime
    author: str
    reason: str
    detail: ChangeDetail
