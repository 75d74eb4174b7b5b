"""A clause as the rules look at it: what it names, which moments it gives, and what it claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.editorial_check.claims import Claim
from app.domain.editorial_check.figures import Figure
from app.domain.editorial_check.finding import Text
from app.domain.editorial_check.moments import MomentSaid
from app.domain.editorial_check.sentences import Stretch
from app.domain.report.facts import DeliverableFacts


@dataclass(frozen=True, slots=True)
class Said:
    """One clause of a sentence in a text; moments and figures stand where they do in the clause."""

    text: Text
    sentence: Stretch
    clause: Stretch
    spoken: str
    """The clause with those before it that it leans on."""
    about: Sequence[DeliverableFacts]
    moments: Sequence[MomentSaid]
    figures: Sequence[Figure]
    claim: Claim
