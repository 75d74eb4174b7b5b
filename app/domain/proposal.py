"""What a proposal from a report may be: its kind, how its promise stands, and how a person judged it."""

from enum import StrEnum


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


class ProposalOutcome(StrEnum):
    """How a proposal was judged; the values are stored."""

    OPEN = "open"
    ACCEPTED = "accepted"
    MERGED = "merged"
    REJECTED = "rejected"
