"""What is sent of a risk or an issue."""

from typing import ClassVar

from app.domain.structure import RiskKind, RiskState
from app.web.api.v1.bodies.values import Address, Body, Change, Flag, Ids, OptionalNumber, Saying, Text, Title
from app.web.api.v1.filters import ProgrammeSlug


class RiskFacts(Body):
    """All that is said of a risk. An issue has happened: it has no likelihood."""

    pointers: ClassVar = {"owner_id": "/owner"}

    kind: RiskKind = RiskKind.RISK
    title: Title = ""
    cause: Text = ""
    consequence: Text = ""
    likelihood: OptionalNumber = None
    impact: OptionalNumber = None
    measure: Text = ""
    owner: Address = None
    state: RiskState = RiskState.OPEN
    in_report: Flag = False
    deliverables: Ids = ()


class NewRisk(RiskFacts, Saying):
    """A risk or an issue to add to a programme."""

    programme: ProgrammeSlug
    kind: RiskKind
    title: Title


class RiskChange(RiskFacts, Change):
    """What changes of a risk: what is absent stays, and null empties."""
