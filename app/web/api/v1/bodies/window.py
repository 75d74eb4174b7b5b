"""When, in the words in which it was said: the rules read them, or the sender gives them their days."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.vague_date import BoundsBy, OwnBounds
from app.web.api.v1.bodies.values import Body, Day, Title

NO_WORDS: Mapping[str, Any] = MappingProxyType({"phrase": "", "own": None})
"""Where nothing is said of when, by the names of an action."""


class HasBounds(Protocol):
    """What is kept of words about time."""

    @property
    def bounds_by(self) -> BoundsBy:
        """Who gives the days."""

    @property
    def earliest(self) -> date | None:
        """The first day."""

    @property
    def latest(self) -> date | None:
        """The last day."""


def own_bounds(window: HasBounds | None) -> OwnBounds | None:
    """Return the bounds that a person gave these words, none where the rules read them."""
    if window is None or window.bounds_by is BoundsBy.RULES:
        return None
    return OwnBounds(window.earliest, window.latest)


class WordsOfWindow(Body):
    """Words about time. With `boundsBy` “person” the two days count as what they mean; both null: undated."""

    phrase: Title
    bounds_by: BoundsBy = BoundsBy.RULES
    earliest: Day = None
    latest: Day = None

    def facts(self, within: str) -> dict[str, Any]:
        """Return the words and the own bounds, by the names of an action. Refuses days beside the rules."""
        if self.bounds_by is BoundsBy.PERSON:
            return {"phrase": self.phrase, "own": OwnBounds(self.earliest, self.latest)}
        if self.earliest or self.latest:
            raise Invalid(
                {f"{within}_bounds_by": Message("Say “person” here to give these words days of your own.")}
            )
        return {"phrase": self.phrase, "own": None}


class FirmWindow(WordsOfWindow):
    """The same, with how firmly it was said; without it the words tell."""

    firmness: Firmness | None = None


def point_at_window(property: str) -> Mapping[str, str]:
    """Return the pointers into a window, by the names of the fields of an action."""
    return {
        "phrase": f"/{property}/phrase",
        "firmness": f"/{property}/firmness",
        "own_earliest": f"/{property}/earliest",
        "own_latest": f"/{property}/latest",
        f"{property}_bounds_by": f"/{property}/boundsBy",
    }
