"""Two people saving at once: the second is told, and nothing is lost."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from app.actions.act import Act
from app.actions.status_update import Said, submit
from app.domain.refusal import Stale
from app.domain.status import Status
from app.queries.programme import programme_by_id
from app.tables import AuditEntry, Deliverable, Programme, StatusUpdate
from tests.cast import TODAY, at

WRITERS, TIMES = 8, 40
GOING_ON = ("handbook", "location", "training", "release", "panel", "survey")


@pytest.fixture(autouse=True)
def patience(database):
    """Many writers wait for each other on SQLite's file, longer on a busy machine than a product should."""
    if database.is_sqlite:
        sa.event.listen(
            database.changing, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=120000")
        )


@pytest.fixture
def told(database, cast):
    """`told(text, version)`: Bram says so of the handbook, in a session of its own; what came of it."""

    def tell(text, version, submission=None, name="handbook"):
        said = Said(Status.IN_PROGRESS, version, TODAY, text=text, submission=submission)
        with database.writing() as session:
            return submit(session, Act(cast.bram, at(TODAY), "test"), cast[name], said, today=TODAY)

    return tell


def at_once(doing: Iterable[Callable[[], object]]):
    """Everything at the same moment, each in a thread of its own; the results, refusals among them."""
    doing = list(doing)
    together = Barrier(len(doing))

    def run(one):
        together.wait(timeout=30)
        try:
            return one()
        except Stale as stale:
            return stale

    with ThreadPoolExecutor(len(doing)) as threads:
        return list(threads.map(run, doing))


def texts(database, deliverable_id):
    with database.reading() as session:
        asked = sa.select(StatusUpdate.text).filter_by(deliverable_id=deliverable_id)
        return list(session.scalars(asked))


def versions(database, cast):
    """The versions of what is going on, by its short name."""
    with database.reading() as session:
        found = dict(session.execute(sa.select(Deliverable.id, Deliverable.version)).all())
    return {name: found[cast[name]] for name in GOING_ON}


def test_of_two_at_once_one_is_saved_and_the_other_told_what_was_said(database, cast, told):
    results = at_once([lambda: told("van Bram", 4), lambda: told("van Noor", 4)])
    refused = [result for result in results if isinstance(result, Stale)]
    saved = [text for text in texts(database, cast["handbook"]) if text.startswith("van")]
    assert len(refused) == len(saved) == 1
    assert refused[0].current.text == saved[0]


def test_a_form_that_is_sent_twice_at_once_is_saved_once_and_nobody_is_refused(database, cast, told):
    results = at_once([lambda: told("dubbel", 4, "form-1")] * 2)
    assert results[0] == results[1]
    assert texts(database, cast["handbook"]).count("dubbel") == 1


def test_everything_that_many_say_at_once_is_kept(database, cast, told):
    """Whoever is told reads again and says it again: 320 texts, as many versions, and a trace of each."""

    def insist(writer):
        for time in range(TIMES):
            name = GOING_ON[(writer + time) % len(GOING_ON)]
            while True:
                try:
                    told(f"{writer}-{time}", versions(database, cast)[name], name=name)
                    break
                except Stale:
                    continue

    before = versions(database, cast)
    at_once([lambda writer=writer: insist(writer) for writer in range(WRITERS)])
    said = [text for name in GOING_ON for text in texts(database, cast[name]) if "-" in text]
    assert sorted(said) == sorted(f"{writer}-{time}" for writer in range(WRITERS) for time in range(TIMES))
    assert sum(versions(database, cast).values()) == sum(before.values()) + WRITERS * TIMES
    with database.reading() as session:
        traces = sa.select(sa.func.count()).select_from(AuditEntry).filter_by(programme_id=cast.programme)
        assert programme_by_id(session, cast.programme).revision == session.scalar(traces)


def test_what_is_read_and_changed_in_one_transaction_is_kept(database, cast):
    """320 times a count is read and written one higher, in transactions that may change."""
    table = Programme.__table__
    mine = table.c.id == cast.programme

    def count_on():
        for _ in range(TIMES):
            with database.writing() as session:
                found = session.scalar(sa.select(table.c.version).where(mine).with_for_update())
                session.connection().execute(sa.update(table).where(mine).values(version=found + 1))

    at_once([count_on] * WRITERS)
    with database.reading() as session:
        assert session.scalar(sa.select(table.c.version).where(mine)) == 1 + WRITERS * TIMES
