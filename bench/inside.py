"""How long the heavy parts take by themselves, in milliseconds: the best of a few times."""

import time
from collections.abc import Callable

from app.db import Database
from app.domain.report import compose
from app.main import settle
from app.queries.deliverable import deliverable_states
from app.queries.overview import OverviewFilter, overview
from app.queries.report import facts, period_of
from app.templating.wording import words_of
from bench.world import BenchWorld

_TIMES = 5


def inside(world: BenchWorld) -> dict[str, float]:
    """Judging, grouping and composing all deliverables of the programme, each from a fresh session."""
    database, programme = Database(world.url), world.programme

    def states() -> object:
        with database.reading() as session:
            return deliverable_states(session, programme.id, world.today)

    def grouped() -> object:
        with database.reading() as session:
            return overview(session, programme.id, world.today, OverviewFilter())

    found = {"states": _best(states), "overview": _best(grouped), "report": composing(world)}
    database.dispose()
    return found


def composing(world: BenchWorld, times: int = _TIMES) -> float:
    """From the database to the whole tree of the report."""
    settle()  # as a served process does
    database, programme = Database(world.url), world.programme

    def report() -> object:
        with database.reading() as session:
            period = period_of(session, programme.id, world.half_year)
            assert period is not None
            told = facts(session, programme, period, world.today)
            return compose(told, words_of("nl", told.period.report_date))

    took = _best(report, times)
    database.dispose()
    return took


def _best(work: Callable[[], object], often: int = _TIMES) -> float:
    times = []
    for _ in range(often):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return round(min(times) * 1000, 1)
