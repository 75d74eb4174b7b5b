"""What needs what, as a graph without circles: a deliverable never waits, by whatever way, for itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Needs = Mapping[int, Collection[int]]
"""By deliverable the others that it needs, all by id."""


def circle(needs: Needs, waiting: int, needed: int) -> tuple[int, ...]:
    """The circle that is closed where `waiting` comes to need `needed`, empty where none is.

    It begins and ends with `waiting`, each needing the next; of several ways the shortest.
    """
    came_from: dict[int, int | None] = {needed: None}
    queue = [needed]
    for here in queue:
        if here == waiting:
            return (waiting, *reversed(_way(came_from, waiting)))
        for onward in sorted(needs.get(here, ())):
            if onward not in came_from:
                came_from[onward] = here
                queue.append(onward)
    return ()


@dataclass(frozen=True, slots=True)
class Step:
    """One deliverable in a chain: `waiting` is who needs it, `depth` how far from where the chain ends."""

    needed: int
    waiting: int
    depth: int


def behind(needs: Needs, end: int) -> tuple[Step, ...]:
    """Everything that a deliverable needs, by whatever way: each once, under the first that needs it."""
    found: list[Step] = []
    seen = {end}
    waiting = [Step(needed, end, 1) for needed in reversed(tuple(needs.get(end, ())))]
    while waiting:
        step = waiting.pop()
        if step.needed in seen:
            continue
        seen.add(step.needed)
        found.append(step)
        further = reversed(tuple(needs.get(step.needed, ())))
        waiting.extend(Step(needed, step.needed, step.depth + 1) for needed in further)
    return tuple(found)


def _way(came_from: Mapping[int, int | None], end: int) -> list[int]:
    way: list[int] = []
    here: int | None = end
    while here is not None:
        way.append(here)
        here = came_from[here]
    return way
