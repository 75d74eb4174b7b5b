"""Decisions: deliverables that ask something, and what was decided."""

from datetime import date

from app.domain.decision import Ready
from app.web.api.v1.shapes.deliverable import Deliverable
from app.web.api.v1.shapes.values import Day, Id, Shape


class Option(Shape):
    """What can be chosen; the number stays, also when it is renamed or withdrawn."""

    number: int
    title: str
    description: str
    withdrawn: bool


class Readiness(Shape):
    """How far a decision is, from what it needs.

    Of `needed` inputs so many are `there`. `heldBy` are those that come last, or of which it is unknown when
    they come; `until` is the last day on which that may be, `days` by how many that is too late.
    """

    state: Ready
    needed: int
    there: int
    until: Day
    held_by: tuple[int, ...]
    days: Id


class Taken(Shape):
    """What was decided, on which day, and why; `option` is the number of the one that was chosen."""

    on: Day
    outcome: str
    option: Id
    reasons: str
    said_on: date


class Decision(Deliverable):
    """A deliverable of the kind decision, with what it asks of whom; a change of either is a new `version`.

    `decidedBy` are parties; `adopts` is the input that becomes adopted when it is taken. `readiness` is null
    once it was taken or withdrawn, `taken` until then.
    """

    question: str
    options: tuple[Option, ...]
    decided_by: tuple[int, ...]
    adopts: Id
    readiness: Readiness | None
    taken: Taken | None
