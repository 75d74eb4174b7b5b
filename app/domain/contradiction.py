"""What the rules would see if a lead said “on track”: before it is said, so that an answer can be asked."""

from collections.abc import Sequence
from datetime import date

from app.domain.assessment import Promise
from app.domain.firmness import Firmness
from app.domain.signal import Needed, RaisedSignal, against
from app.domain.status import Status
from app.domain.timeliness import timeliness
from app.domain.vague_date import VagueDate


def contradictions(
    deadlines: Sequence[Promise],
    inputs: Sequence[Needed],
    status: Status,
    window: VagueDate | None,
    on: date,
) -> tuple[RaisedSignal, ...]:
    """What would stand against “on track”, said with this status on a day; `window` where it moves.

    `deadlines` are those said before, in order. Empty where nothing contradicts it.
    """
    promises: tuple[Promise, ...] = tuple(deadlines)
    if window is not None:
        firmness = promises[-1].firmness if promises else None
        promises = (*promises, Promise(window=window, firmness=firmness or Firmness.EXPECTED, said_on=on))
    current = promises[-1].window if promises else None
    return against(timeliness(status, current, None, None, on), promises, inputs)
