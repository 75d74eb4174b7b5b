"""Many people who save at the same moment: how long each waits, and whether anything acknowledged is lost."""

import asyncio
import time
from collections import Counter
from itertools import islice
from statistics import median, quantiles

import sqlalchemy as sa
from sqlmodel import col

from app.db import Database
from app.tables import Deliverable, StatusUpdate
from bench.load import ask
from bench.requests import Browser
from bench.world import BenchWorld

SAVERS, _EACH = 64, 5
_LATE = 503
"""What a late-comer is answered, with word of when to come back."""


async def savers(world: BenchWorld, port: int) -> dict[str, float]:
    """Let each save one deliverable after another; milliseconds, and counts of answers.

    `lost` is how many updates were acknowledged and are not there.
    """
    browser, before = Browser(world, _read_versions(world)), _count_saved(world)
    own = [list(islice(world.running, saver * _EACH, (saver + 1) * _EACH)) for saver in range(SAVERS)]
    answers = await asyncio.gather(*(_save(browser, port, deliverables) for deliverables in own))
    times = [took for mine in answers for took, _ in mine]
    statuses = Counter(status for mine in answers for _, status in mine)
    return {
        "median": round(median(times) * 1000, 1),
        "p95": round(quantiles(times, n=20)[-1] * 1000, 1),
        "saved": statuses[200],
        "late": statuses[_LATE],
        "errors": sum(count for status, count in statuses.items() if status not in (200, _LATE)),
        "lost": statuses[200] - (_count_saved(world) - before),
    }


async def _save(browser: Browser, port: int, deliverables: list[int]) -> list[tuple[float, int]]:
    answers = []
    for deliverable in deliverables:
        begun = time.perf_counter()
        status, _ = await ask(port, browser.update(deliverable, "project"))
        answers.append((time.perf_counter() - begun, status))
    return answers


def _read_versions(world: BenchWorld) -> dict[int, int]:
    """Return the version of each deliverable as it is by now: other cases have saved some of them."""
    database = Database(world.url)
    with database.reading() as session:
        rows = session.execute(sa.select(col(Deliverable.id), col(Deliverable.version))).all()
    database.dispose()
    return {row.id: row.version for row in rows}


def _count_saved(world: BenchWorld) -> int:
    database = Database(world.url)
    with database.reading() as session:
        count = session.scalar(sa.select(sa.func.count(col(StatusUpdate.id))))
    database.dispose()
    return count or 0
