"""A promise as it was found in a report: nobody has judged it yet."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.firmness import Firmness
from app.domain.vague_date import VagueDate


class ProposalKind(StrEnum):
    """What is promised; the values are stored and told."""

    DELIVERABLE = "deliverable"
    """A product, an advice, a report, a target, a letter to parliament."""
    DECISION = "decision"
    EVENT = "event"
    """A meeting, a phase, work in a period, something that expires."""
    START = "start"
    """Work that begins, an assignment given, “from 1 May on”."""
    RECURRING = "recurring"


class ProposalState(StrEnum):
    """How the promise stands by its sentence, on the day of the report."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class ProposedPromise:
    """One promise of one sentence; the same sentence may make several.

    `moment` is None where the sentence names no moment, and has no bounds where its words give no days.
    `not_understood` are words of time that could not be read: nothing is guessed for them.
    """

    title: str
    kind: ProposalKind
    state: ProposalState
    quote: str
    """The sentence as it stands in the report."""
    section: str
    """The headings above it, of the chapter first; empty where there is none."""
    place: str
    """Where the sentence stands, for a person: “bladzijde 7, alinea 3”."""
    moment: VagueDate | None = None
    firmness: Firmness | None = None
    not_understood: str = ""
