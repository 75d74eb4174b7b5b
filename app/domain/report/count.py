"""The counts of a report: how many deliverables stand how on the reference date."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.report.facts import DeliverableFacts
from app.domain.timeliness import Timeliness


@dataclass(frozen=True, slots=True)
class Counts:
    """A number for each verdict, the total, and how many of them moved since the report before."""

    total: int
    of: dict[Timeliness, int]
    moved: int

    @property
    def delivered(self) -> int:
        """In time, late, and of which nobody said when."""
        return self.of[Timeliness.DELIVERED] + self.of[Timeliness.DELIVERED_LATE]


def counts(found: Iterable[DeliverableFacts], moved_ids: frozenset[int]) -> Counts:
    """Count these deliverables; each stands in one verdict."""
    among = list(found)
    of = dict.fromkeys(Timeliness, 0)
    for deliverable in among:
        of[deliverable.assessment.timeliness] += 1
    return Counts(len(among), of, sum(d.id in moved_ids for d in among))
