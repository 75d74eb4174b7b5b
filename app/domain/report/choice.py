"""What the office chooses for the summary of one report: what stands in it, in which order and words."""

from dataclasses import dataclass
from enum import StrEnum


class Placement(StrEnum):
    """Whether a fact stands in the summary: as the rule says, always, or never."""

    BY_RULE = "by_rule"
    PINNED = "pinned"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office chose for one fact; `text` takes the place of the sentences of its thread.

    `id` is that of the row in which it was chosen, 0 where nothing was. `position` sorts the threads of an
    action line before those without one. `together_with` is the deliverable in whose thread it is told.
    """

    id: int = 0
    placement: Placement = Placement.BY_RULE
    position: int | None = None
    text: str = ""
    together_with: int | None = None


BY_RULE = Choice()
"""Of a fact for which nothing was chosen."""
