"""What waits for a person: what is asked, by whom, since when, until when, and of which record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WaitingKind(StrEnum):
    """What is asked, in the order in which a list groups it."""

    ANSWER = "answer"
    """How a deliverable stands."""
    QUESTION = "question"
    """A question about a deliverable."""
    LAPSED_SIGNATURE = "lapsed_signature"
    """Sections that changed after they were signed."""
    SIGNATURE = "signature"
    """Sections that nobody signed yet on behalf of a party."""
    DECISION = "decision"
    """A decision to take, or to record once it should have been taken."""
    MEASUREMENT = "measurement"
    """Indicators without a value in the period of a round."""
    DEPENDENCY = "dependency"
    """What others must bring, and have not confirmed for half a year."""
    UNDELIVERED = "undelivered"
    """Messages of a webhook that did not arrive, and hold back others."""


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing that a person is asked.

    `record_id` is that of what it is about: the deliverable, the question, the reporting period, the
    programme (of measurements), the external dependency or the webhook. `count` is how many sections,
    indicators or messages it is about.
    """

    kind: WaitingKind
    programme_id: int
    record_id: int
    title: str
    asked_by: str = ""
    """On whose behalf one signs or decides, who asked, or who must confirm."""
    since: date | None = None
    until: date | None = None
    count: int = 1
    detail: str = ""
    deliverable_id: int | None = None
    """The deliverable that a question is about."""
    asks_update: bool = False
    """Whether only another update answers the question."""

    def is_late(self, today: date) -> bool:
        """Whether the last day for it is past."""
        return self.until is not None and self.until < today


def sort_waiting(items: Iterable[WaitingItem]) -> list[WaitingItem]:
    """Return what waits, what ends first at the top; what has no last day comes last."""
    kinds = list(WaitingKind)
    return sorted(
        items, key=lambda item: (item.until or date.max, kinds.index(item.kind), item.title, item.record_id)
    )
