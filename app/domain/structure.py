"""The kinds of things a programme is made of (domain/README.md, Structure)."""

from enum import StrEnum


class ProgrammeKind(StrEnum):
    """A programme stands alone or gathers others."""

    PROGRAMME = "programme"
    PORTFOLIO = "portfolio"


class ActionLineKind(StrEnum):
    """An action line proper, the work across lines, or the governance of the whole."""

    LINE = "line"
    CROSS_CUTTING = "cross_cutting"
    GOVERNANCE = "governance"


class DeliverableKind(StrEnum):
    """What will be handed over or happen."""

    PRODUCT = "product"
    DECISION = "decision"
    RESEARCH = "research"
    EVENT = "event"
    RECURRING = "recurring"
    ACTIVITY = "activity"
    """Work that starts, runs or ends."""


class Frequency(StrEnum):
    """The span in which a recurring deliverable happens at least so many times."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class PartyKind(StrEnum):
    """How a party stands to a programme."""

    SPONSOR = "sponsor"
    PARTNER = "partner"
    EXECUTOR = "executor"


class Direction(StrEnum):
    """Which way an indicator is meant to go."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class RiskKind(StrEnum):
    """A risk may happen, an issue has."""

    RISK = "risk"
    ISSUE = "issue"


class RiskState(StrEnum):
    """Whether a risk or issue still asks for anything."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class ExternalState(StrEnum):
    """Whether what others must bring is there."""

    EXPECTED = "expected"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


class CommitmentKind(StrEnum):
    """What ties a minister to parliament."""

    UNDERTAKING = "undertaking"
    MOTION = "motion"
    QUESTION = "question"


class PeriodState(StrEnum):
    """Where the round of a reporting period stands (domain/README.md, Rounds)."""

    PLANNED = "planned"
    OPEN = "open"
    EDITING = "editing"
    REVIEW = "review"
    ADOPTED = "adopted"
    PUBLISHED = "published"
