"""Whether composing a report takes as long for each deliverable where there are ten times as many."""

from pathlib import Path

from bench.inside import composing
from bench.world import DELIVERABLES, prepare

AT_MOST = 1.2
"""So many times as long for each deliverable."""


def growth(folder: Path) -> dict[str, float]:
    """Microseconds for each deliverable with so many and with ten times as many, and the one to the other."""
    each = []
    for count in (DELIVERABLES, 10 * DELIVERABLES):
        (folder / str(count)).mkdir()
        each.append(composing(prepare(folder / str(count), count), times=3) * 1000 / count)
    few, many = each
    return {"few": round(few), "many": round(many), "ratio": round(many / few, 2)}
