"""The first look after a change: a status update is saved, and then one page or list is timed, each apart."""

import time
from statistics import median

from bench.load import answer
from bench.requests import Browser
from bench.world import BenchWorld

_ROUNDS = 12


async def after_change(world: BenchWorld, port: int) -> dict[str, float]:
    """Return the median milliseconds of each look, right after one of the deliverables on it was updated."""
    browser = Browser(world)
    slug, deliverable = world.programme.slug, next(iter(world.running))
    looks = {
        "overview, 200 of 2,000": f"/programmas/{slug}",
        "project": f"/projecten/{world.project_of[deliverable]}",
        "deliverable": f"/producten/{deliverable}",
        "JSON list of 100": f"/api/v1/deliverables?programme={slug}&limit=100",
    }
    took: dict[str, float] = {}
    for name, path in looks.items():
        await answer(port, browser.get(path))
        times = []
        for _ in range(_ROUNDS):
            await answer(port, browser.update(deliverable, "project"))
            begun = time.perf_counter()
            await answer(port, browser.get(path))
            times.append(time.perf_counter() - begun)
        took[name] = round(median(times) * 1000, 1)
    return took
