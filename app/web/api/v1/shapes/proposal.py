"""Reports that were read, and the proposals that the office judges."""

from datetime import date, datetime

from app.domain.deadline_change import WindowChange
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.structure import DeliverableKind
from app.web.api.v1.shapes.steering import Window
from app.web.api.v1.shapes.values import Id, Moment, Shape, Text


class ReadReport(Shape):
    """A report that was read; everything in it counts as said on `saidOn`, its day.

    `digest` (SHA-256) is that of its file or text. `open` proposals wait for a judgement, and of
    `notUnderstood` of them the moment was not understood. What was accepted and merged enters the programme
    when the reading is finished, and nothing before.
    """

    id: int
    programme: str
    title: str
    file_name: Text
    digest: str
    said_on: date
    recorded_at: datetime
    author: str
    finished_at: Moment
    open: int
    accepted: int
    merged: int
    rejected: int
    not_understood: int
    version: int


class ProposalMatch(Shape):
    """A deliverable to which a proposal may belong, with how its moment would change.

    `likeness` is 1 where it is called the same. `change` is null where the proposal names no moment.
    """

    deliverable: int
    title: str
    likeness: float
    same_action_line: bool
    change: WindowChange | None
    slip_days: Id


class Proposal(Shape):
    """A promise of a report, as it would enter the programme.

    `notUnderstood` are words of time at which nothing was guessed. `deliverable` is the one with which it is
    merged, or that it became. `matches` are told as long as it is open, the likeliest first.
    """

    id: int
    programme: str
    read_report: int
    position: int
    title: str
    kind: DeliverableKind
    state: ProposalState
    deadline: Window | None
    not_understood: Text
    quote: str
    section: Text
    place: Text
    action_line: Text
    project: Id
    outcome: ProposalOutcome
    deliverable: Id
    reason: Text
    matches: tuple[ProposalMatch, ...]
    version: int
