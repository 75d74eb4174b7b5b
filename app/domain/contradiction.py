"""What the rules would see if a lead said “on track”: before it is said, so that an answer can be asked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from app.domain.assessment import DeadlineRecord, StatusRecord, assess
from app.domain.firmness import Firmness
from app.domain.signal import Needed, RaisedSignal, SignalFacts, against
from app.domain.status import Confidence, Status
from app.domain.vague_date import VagueDate


def contradictions(
    deadlines: Sequence[DeadlineRecord],
    inputs: Sequence[Needed],
    status: Status,
    window: VagueDate | None,
    on: date,
) -> tuple[RaisedSignal, ...]:
    """What would stand against “on track”, said with this status on a day; `window` where it moves.

    `deadlines` are those said before, in order. Empty where nothing contradicts it.
    """
    at = datetime.combine(on, time(), UTC)
    said = tuple(deadlines)
    if window is not None:
        firmness = said[-1].firmness if said else None
        said = (*said, DeadlineRecord(0, window, firmness or Firmness.EXPECTED, on, at, "", ""))
    last = StatusRecord(0, status, Confidence.ON_TRACK, "", "", None, on, at, "")
    return against(SignalFacts(assess(said, last, on), last, said, tuple(inputs)))
