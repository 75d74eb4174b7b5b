"""What the pictures of a report are drawn from: part of the tree, so an adopted report keeps them."""

from dataclasses import dataclass
from datetime import date

from app.domain.firmness import Firmness
from app.domain.promise_trend import Trend
from app.domain.structure import DeliverableKind
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
