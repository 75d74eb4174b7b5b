"""What the pictures of a report are drawn from: part of the tree, so an adopted report keeps them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.firmness import Firmness
from app.domain.promise_trend import Trend
from app.domain.structure import DeliverableKind, Direction
from app.domain.timeliness import Timeliness


@dataclass(frozen=True, slots=True)
class DrawnMilestone:
    """One milestone on the time axis; `phrase` are the words beside it, `edge` is that of the words."""

    title: str
    kind: DeliverableKind
    timeliness: Timeliness
    phrase: str = ""
    edge: str = "none"
    earliest: date | None = None
    latest: date | None = None
    firmness: Firmness | None = None
    said_on: date | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestonePicture:
    """Milestones on a time axis as it was on a day; the axes of one report all run until the same day."""

    description: str
    on: date
    until: date
    milestones: tuple[DrawnMilestone, ...]


@dataclass(frozen=True, slots=True)
class TrendColumn:
    """A report on the axis of a trend: the day up to which it listened, and how it is called there."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """How the last day of promises went from report to report."""

    description: str
    columns: tuple[TrendColumn, ...]
    trends: tuple[Trend, ...]


class Arrival(StrEnum):
    """Whether what a decision needs is in; `LATER` is promised after the decision itself."""

    IN = "in"
    TO_COME = "to_come"
    OVERDUE = "overdue"
    LATER = "later"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """What a decision needs, or the decision itself; `standing` tells when it comes and how it stands."""

    title: str
    arrival: Arrival
    standing: str = ""
    is_decision: bool = False


@dataclass(frozen=True, slots=True)
class ChainPicture:
    """A decision among what it needs, in the order of time: first what is in on the day."""

    description: str
    on: date
    links: tuple[ChainLink, ...]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A value on its reference date: as a decimal number, and as it is printed."""

    day: date
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """An indicator from reference date to reference date; `target` is a decimal number too, empty for none.

    `caveat` says what the values must not be taken for, and stands in the picture.
    """

    description: str
    points: tuple[SeriesPoint, ...]
    target: str = ""
    target_text: str = ""
    direction: Direction = Direction.NONE
    caveat: str = ""
