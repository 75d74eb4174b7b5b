"""How something stands according to a clause."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.editorial_check.verbs import Act

NOT = frozenset("niet geen nooit evenmin noch".split())
NEARLY = frozenset("bijna vrijwel nagenoeg haast zowat".split())


class Stance(StrEnum):
    """How it stands according to the clause."""

    DONE = "done"
    OPEN = "open"
    """Said not to be done yet; when it comes is not said."""
    COMING = "coming"
    RUNNING = "running"
    DROPPED = "dropped"
    HELD = "held"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Predicate:
    """One thing that a clause says; `at` is the place of its verb among the words of the clause."""

    act: Act
    stance: Stance
    at: int
    is_state: bool = False
    """“Is ready”, “is there”: a state, and no happening."""
    denies_moment: bool = False
    """“Not before the summer”: the moment is denied, and not the act."""
    is_denied: bool = False
    """“Is not dropped”, “does not come”."""
    is_history: bool = False
    """It tells what was said before, and not how it stands."""
    takes: frozenset[str] = frozenset()
    """The prepositions with which it takes what it tells of: “een streep door de proef”."""
