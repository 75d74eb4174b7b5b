"""What needs what, as a graph without circles: a deliverable never waits, by whatever way, for itself."""

from collections.abc import Collection, Mapping

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


def _way(came_from: Mapping[int, int | None], end: int) -> list[int]:
    way: list[int] = []
    here: int | None = end
    while here is not None:
        way.append(here)
        here = came_from[here]
    return way
