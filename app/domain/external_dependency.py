"""What others must bring: whether their word is still fresh, and whether it comes in time for what waits."""

from dataclasses import dataclass
from datetime import date

from app.domain.firmness import Firmness
from app.domain.month import add_months
from app.domain.status import Status
from app.domain.structure import ExternalState
from app.domain.timeliness import Timeliness, judge_timeliness
from app.domain.vague_date import VagueDate

HALF_A_YEAR = 6
_STATUS = {
    ExternalState.EXPECTED: Status.PLANNED,
    ExternalState.DELIVERED: Status.DELIVERED,
    ExternalState.WITHDRAWN: Status.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What others said of it: when it comes, whether it is there."""

    state: ExternalState
    window: VagueDate | None
    firmness: Firmness | None
    confirmed_on: date | None
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class ExternalAssessment:
    """The verdict on what others bring, on a day, with its window."""

    timeliness: Timeliness
    window: VagueDate | None


def is_stale(brought: Brought, on: date) -> bool:
    """Whether it is still expected while nobody confirmed it in the last half-year."""
    if brought.state is not ExternalState.EXPECTED:
        return False
    return brought.confirmed_on is None or compute_fresh_until(brought.confirmed_on) < on


def compute_fresh_until(confirmed_on: date) -> date:
    """The last day on which a confirmation is fresh: the same day six months later, or the last before it."""
    return add_months(confirmed_on, HALF_A_YEAR)


def assess_external(brought: Brought, on: date) -> ExternalAssessment:
    """Judge what others bring as a promise of our own is judged, to hold it against what waits for it."""
    window = brought.window
    return ExternalAssessment(
        judge_timeliness(_STATUS[brought.state], window, brought.delivered_on, window, on), window
    )
