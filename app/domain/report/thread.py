"""Threads: headlines that belong together, as an assignment, what it brings and the decision on it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.domain.report.headline import Headline
from app.domain.report.tree import Record


@dataclass(frozen=True, slots=True)
class Thread:
    """Headlines told in one bullet, in the order of the structure."""

    headlines: tuple[Headline, ...]

    @property
    def own_text(self) -> str:
        """What the office wrote in the place of its sentences, if it did."""
        return next((h.choice.text for h in self.headlines if h.choice.text), "")

    @property
    def position(self) -> int | None:
        """Where the office put it in its action line, if it did."""
        positions = [h.choice.position for h in self.headlines if h.choice.position is not None]
        return min(positions, default=None)

    @property
    def anchor(self) -> int:
        """The id of the deliverable under which the office chooses for the thread as a whole."""
        return next((h for h in self.headlines if h.choice.text), self.headlines[0]).deliverable.id

    def keep(self, deliverable_ids: Collection[int]) -> "Thread | None":
        """Return what is left of it when only these deliverables are told; None where nothing is.

        What the office wrote stands for all of it, so that it stays or goes as one.
        """
        if self.own_text:
            return self if self.anchor in deliverable_ids else None
        headlines = tuple(h for h in self.headlines if h.deliverable.id in deliverable_ids)
        return Thread(headlines) if headlines else None

    @property
    def records(self) -> tuple[Record, ...]:
        """The deliverables that it tells of."""
        return tuple(Record("deliverable", h.deliverable.id) for h in self.headlines)


def tie_threads(headlines: Iterable[Headline]) -> list[Thread]:
    """Tie headlines of one action line into threads, in the order of the office, then of the structure.

    Two belong to one thread when the office put them together, or when they are of one project and one needs
    or adopts the other, or both are made by the same executing party. A thread has one text of the office at
    the most: a second one stays a thread of its own.
    """
    ordered = list(headlines)
    place = {headline.deliverable.id: number for number, headline in enumerate(ordered)}
    groups: list[list[Headline]] = []
    for headline in ordered:
        joined = [headline]
        for group in [group for group in groups if any(_belong_together(headline, other) for other in group)]:
            if not (_has_text(joined) and _has_text(group)):
                groups.remove(group)
                joined = [*group, *joined]
        groups.append(joined)
    in_structure = [sorted(group, key=lambda h: place[h.deliverable.id]) for group in groups]
    in_structure.sort(key=lambda group: place[group[0].deliverable.id])
    return sorted((Thread(tuple(group)) for group in in_structure), key=_sort_key)


def _has_text(headlines: Iterable[Headline]) -> bool:
    return any(headline.choice.text for headline in headlines)


def _sort_key(thread: Thread) -> tuple[bool, int]:
    return thread.position is None, thread.position or 0


def _belong_together(headline: Headline, other: Headline) -> bool:
    first, second = headline.deliverable, other.deliverable
    if headline.choice.together_with == second.id or other.choice.together_with == first.id:
        return True
    if first.project_id != second.project_id:
        return False
    if first.executing_party and first.executing_party == second.executing_party:
        return True
    return first.id in second.inputs or second.id in first.inputs
