"""Risks, what others must bring, and commitments to parliament."""

from datetime import date

from app.domain.firmness import Firmness
from app.domain.parliamentary_commitment import AnswerState
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.structure import CommitmentKind, ExternalState, RiskKind, RiskState
from app.domain.vague_date import BoundsBy
from app.web.api.v1.shapes.values import Day, Edtf, Id, Shape, Text


class Window(Shape):
    """When, in the words in which it was said, and what these can mean."""

    phrase: str
    edtf: Edtf
    earliest: Day
    latest: Day
    bounds_by: BoundsBy
    firmness: Firmness | None


class Risk(Shape):
    """A risk may happen, an issue has; `level` follows from likelihood and impact, each from 1 to 5.

    `trend` is what became of it since the last adopted report; without one, since what was said before.
    """

    id: int
    programme: str
    kind: RiskKind
    title: str
    cause: str
    consequence: str
    likelihood: Id
    impact: Id
    level: RiskLevel
    trend: RiskTrend
    measure: str
    owner: Text
    state: RiskState
    in_report: bool
    deliverables: tuple[int, ...]
    version: int


class ExternalDependency(Shape):
    """What a party must bring; `stale` where nobody confirmed it in half a year, while it is expected."""

    id: int
    programme: str
    title: str
    description: str
    party: int
    window: Window | None
    confirmed_on: Day
    stale: bool
    state: ExternalState
    delivered_on: Day
    deliverables: tuple[int, ...]
    version: int


class ParliamentaryCommitment(Shape):
    """An undertaking, a motion or a question; `deadline` is that of the answer."""

    id: int
    programme: str
    kind: CommitmentKind
    text: str
    made_on: date
    reference: str
    deadline: Window | None
    answer: AnswerState
    deliverable: Id
    section: str
    answered_on: Day
    answered_in: str
    version: int
