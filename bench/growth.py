"""Whether composing a report takes as long for each deliverable where there are ten times as many."""

from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from bench.inside import composing
from bench.world import DELIVERABLES, BenchWorld, prepare

_TIMES, _ROUNDS = 10, 3


def growth(folder: Path) -> dict[str, float]:
    """Microseconds for each deliverable with so many and with ten times as many, and the one to the other.

    They take turns, the large between two halves of the small, so that what else the machine does falls on
    both; the first round is for nothing.
    """
    with (
        composing(_world(folder, DELIVERABLES)) as few,
        composing(_world(folder, _TIMES * DELIVERABLES)) as many,
    ):
        rounds = [_round(few, many) for _ in range(_ROUNDS + 1)][1:]
    small, large = (median(took) * 1e6 for took in zip(*rounds, strict=True))
    ratio = median(large / small for small, large in rounds)
    return {"few": round(small), "many": round(large), "ratio": round(ratio, 2)}


def _round(few: Callable[[], float], many: Callable[[], float]) -> tuple[float, float]:
    """Seconds for each deliverable."""
    half = _TIMES // 2
    small = [few() for _ in range(half)]
    large = many()
    small += [few() for _ in range(half)]
    return mean(small) / DELIVERABLES, large / (_TIMES * DELIVERABLES)


def _world(folder: Path, count: int) -> BenchWorld:
    (folder / str(count)).mkdir()
    return prepare(folder / str(count), count)
