"""What a person decides of a proposal, and what of it enters the tracker."""

import re

from app.domain.promise_extraction.document import SECTION_JOINT
from app.domain.proposal import ProposalKind
from app.domain.structure import DeliverableKind

_KINDS = {
    ProposalKind.DELIVERABLE: DeliverableKind.PRODUCT,
    ProposalKind.DECISION: DeliverableKind.DECISION,
    ProposalKind.EVENT: DeliverableKind.EVENT,
    ProposalKind.START: DeliverableKind.ACTIVITY,
    ProposalKind.RECURRING: DeliverableKind.RECURRING,
}
_PHASE = re.compile(r"fases?\b", re.IGNORECASE)
_NUMBER_AND_HEADING = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?\s+(?P<heading>\S.*)")


def choose_kind(kind: ProposalKind, title: str) -> DeliverableKind:
    """Return what a proposal would become. A phase is work, although a report tells it as an event.

    Research cannot be told from a product by rules: a person chooses it.
    """
    if kind is ProposalKind.EVENT and _PHASE.search(title):
        return DeliverableKind.ACTIVITY
    return _KINDS[kind]


def split_heading(section: str) -> tuple[str, str]:
    """Return the number of a section, empty where its innermost heading has none, and the words of that."""
    innermost = section.rsplit(SECTION_JOINT, maxsplit=1)[-1].strip()
    numbered = _NUMBER_AND_HEADING.fullmatch(innermost)
    return (numbered["number"], numbered["heading"]) if numbered else ("", innermost)
