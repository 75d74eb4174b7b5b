"""What a report tells of a programme's surroundings: risks, what others must bring, and commitments."""

from dataclasses import dataclass
from datetime import date

from app.domain.external_dependency import Brought
from app.domain.parliamentary_commitment import AnswerState
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.structure import CommitmentKind, RiskKind, RiskState


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """A risk or issue that goes into the report, and what became of it since the report before."""

    id: int
    kind: RiskKind
    title: str
    cause: str
    consequence: str
    measure: str
    state: RiskState
    level: RiskLevel
    trend: RiskTrend


@dataclass(frozen=True, slots=True)
class ExternalFacts:
    """What another body must bring, as it said so; `waiting` are the deliverables that wait for it."""

    id: int
    title: str
    owner: str
    brought: Brought
    is_stale: bool
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """What was promised to parliament, and how its answer stands on the reference date."""

    id: int
    kind: CommitmentKind
    text: str
    made_on: date
    reference: str
    phrase: str
    answer: AnswerState
    answered_on: date | None = None
    answered_in: str = ""
    deliverable_id: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All three, each in the order in which it was told; risks the heaviest first."""

    risks: tuple[RiskFacts, ...] = ()
    externals: tuple[ExternalFacts, ...] = ()
    commitments: tuple[CommitmentFacts, ...] = ()
