"""How long the heavy parts take by themselves, in milliseconds: the best of a few times."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.db import Database
from app.domain.report import compose
from app.main import settle
from app.queries.deliverable import deliverable_states
from app.queries.overview import OverviewFilter, overview
from app.queries.report.facts import report_facts
from app.queries.reporting_period import period_of_half_year
from app.templating.wording import words_of
from bench.world import BenchWorld

_TIMES = 5


def inside(world: BenchWorld) -> dict[str, float]:
    """Judging, grouping and composing all deliverables of the programme, each from a fresh session."""
    database, programme = Database(world.url), world.programme

    def states() -> object:
        with database.reading() as session:
            return deliverable_states(session, programme.id, world.today)

    def group_states() -> object:
        with database.reading() as session:
            return overview(session, programme.id, world.today, OverviewFilter())

    timings = {"states": _best(lambda: _seconds(states)), "overview": _best(lambda: _seconds(group_states))}
    database.dispose()
    with composing(world) as report:
        return timings | {"report": _best(report)}


@contextmanager
def composing(world: BenchWorld) -> Iterator[Callable[[], float]]:
    """A stopwatch: seconds from the database to the whole tree of the report, each time it is called."""
    settle()  # as a served process does
    database, programme = Database(world.url), world.programme

    def report() -> object:
        with database.reading() as session:
            period = period_of_half_year(session, programme.id, world.half_year)
            assert period is not None
            facts = report_facts(session, programme, period, world.today)
            return compose(facts, words_of("nl", facts.period.report_date))

    yield lambda: _seconds(report)
    database.dispose()


def _best(took: Callable[[], float]) -> float:
    return round(min(took() for _ in range(_TIMES)) * 1000, 1)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
