"""A promise as it was found in a report: nobody has judged it yet."""

from dataclasses import dataclass

from app.domain.firmness import Firmness
from app.domain.proposal import ProposalKind, ProposalState
from app.domain.vague_date import VagueDate


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
