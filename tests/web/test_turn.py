"""Who writes at the same moment on SQLite: done together, lasting together, and each answered for itself."""

import asyncio

import pytest
import sqlalchemy as sa
from anyio.lowlevel import checkpoint

from app.actions.act import Act
from app.actions.status_update import Said, submit
from app.domain.refusal import Stale
from app.domain.status import Status
from app.queries.audit_verification import chain_faults
from app.queries.said import of_deliverables, statuses_said
from app.tables import Deliverable, StatusUpdate
from app.web.turn import Turns
from tests.cast import TODAY, at
from tests.database import KEYS

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("backend", ["sqlite"])]


@pytest.fixture
def saying(database, cast):
    """`saying(name)`: what has Bram say so of a deliverable as it is now, in the session it is given."""

    def of(name):
        with database.reading() as session:
            version = session.get_one(Deliverable, cast[name]).version
        said = Said(Status.IN_PROGRESS, version, TODAY, text=f"Gezegd van {name}.")
        return lambda session: submit(
            session, Act(cast.bram, at(TODAY), "test"), cast[name], said, today=TODAY
        )

    return of


@pytest.fixture
def commits(database):
    """Every commit, one after another."""
    seen = []

    def note(connection):
        seen.append(connection)

    sa.event.listen(database.changing, "commit", note)
    yield seen
    sa.event.remove(database.changing, "commit", note)


async def together(database, *changes):
    """What came of changes that all wait while somebody else writes; what they raise among it."""
    turns = Turns()
    async with turns.alone():
        waiting = [asyncio.ensure_future(turns.change(database, one)) for one in changes]
        await checkpoint()
    return await asyncio.gather(*waiting, return_exceptions=True)


def text_of(database, deliverable_id):
    with database.reading() as session:
        return statuses_said(session, of_deliverables([deliverable_id]), TODAY)[deliverable_id][-1].text


async def test_what_waits_for_the_same_turn_is_committed_once(database, cast, saying, commits):
    came = await together(database, saying("handbook"), saying("survey"), saying("panel"))
    assert [isinstance(one, int) for one in came] == [True, True, True]
    assert len(commits) == 1
    assert [text_of(database, cast[name]) for name in ("handbook", "survey", "panel")] == [
        "Gezegd van handbook.",
        "Gezegd van survey.",
        "Gezegd van panel.",
    ]


async def test_who_come_right_after_one_another_are_committed_once(database, saying, commits):
    turns = Turns()
    first = asyncio.ensure_future(turns.change(database, saying("handbook")))
    await checkpoint()
    second = asyncio.ensure_future(turns.change(database, saying("survey")))
    assert [isinstance(one, int) for one in await asyncio.gather(first, second)] == [True, True]
    assert len(commits) == 1


async def test_one_that_is_refused_takes_back_nothing_of_the_others(database, cast, saying):
    def half(session):
        saying("panel")(session)
        raise ZeroDivisionError

    came = await together(database, saying("handbook"), half, saying("handbook"), saying("survey"))
    assert [type(one) for one in came] == [int, ZeroDivisionError, Stale, int]
    assert text_of(database, cast["panel"]) != "Gezegd van panel."
    assert text_of(database, cast["survey"]) == "Gezegd van survey."
    with database.reading() as session:
        assert list(chain_faults(session, KEYS)) == []


async def test_a_commit_that_fails_is_the_failure_of_each(database, cast, saying):
    def full(_connection):
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk is full"))

    sa.event.listen(database.changing, "commit", full)
    try:
        came = await together(database, saying("handbook"), saying("survey"))
    finally:
        sa.event.remove(database.changing, "commit", full)
    assert [type(one) for one in came] == [sa.exc.OperationalError] * 2
    assert text_of(database, cast["handbook"]) != "Gezegd van handbook."
    assert [isinstance(one, int) for one in await together(database, saying("handbook"))] == [True]
    assert text_of(database, cast["handbook"]) == "Gezegd van handbook."


async def test_nobody_is_told_that_it_was_saved_where_sqlite_takes_back_the_whole_turn(
    database, cast, saying
):
    def full(session):
        """What SQLite does by itself where the disk is full in the middle of a transaction."""
        session.connection().exec_driver_sql("ROLLBACK")
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    came = await together(database, saying("handbook"), full, saying("survey"))
    assert [type(one) for one in came] == [sa.exc.OperationalError] * 3
    for name in ("handbook", "survey"):
        assert text_of(database, cast[name]) != f"Gezegd van {name}."
    assert [isinstance(one, int) for one in await together(database, saying("handbook"))] == [True]


async def test_whoever_goes_away_takes_nobody_with_them(database, cast, saying):
    turns = Turns()
    async with turns.alone():
        asked = [asyncio.ensure_future(turns.change(database, saying(one))) for one in ("handbook", "survey")]
        await checkpoint()
        asked[0].cancel()  # the first, for whose sake the turn was asked
    came = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in came] == [asyncio.CancelledError, int]
    assert not turns.are_taken


async def test_whoever_goes_away_before_the_turn_changes_nothing(database, cast, saying):
    turns = Turns()
    async with turns.alone():
        gone = asyncio.ensure_future(turns.change(database, saying("handbook")))
        stays = asyncio.ensure_future(turns.change(database, saying("survey")))
        await checkpoint()
        gone.cancel()
        await checkpoint()
    await stays
    assert text_of(database, cast["handbook"]) != "Gezegd van handbook."
    assert text_of(database, cast["survey"]) == "Gezegd van survey."


def texts(seen):
    """A look that notes in `seen` which updates it was asked about, and tells the texts of each."""

    def look(session, updates):
        seen.append(len(updates))
        return [session.get_one(StatusUpdate, update).text for update in updates]

    return look


async def test_one_look_sees_what_was_changed_in_a_turn_and_tells_each_of_their_own(database, saying):
    seen = []
    look = texts(seen)
    turns = Turns()
    async with turns.alone():
        asked = [(saying("handbook"), look), (saying("survey"), None), (saying("panel"), look)]
        asked.append((saying("handbook"), look))  # of a version that is changed by then
        waiting = [asyncio.ensure_future(turns.change(database, *one)) for one in asked]
        await checkpoint()
    came = await asyncio.gather(*waiting, return_exceptions=True)
    assert [came[0], came[2]] == ["Gezegd van handbook.", "Gezegd van panel."]
    assert [type(came[1]), type(came[3])] == [int, Stale]
    assert seen == [2]


async def test_a_look_that_fails_is_told_to_who_asked_for_it_and_what_was_changed_stays(
    database, cast, saying
):
    def fails(_session, _updates):
        raise ZeroDivisionError

    turns = Turns()
    async with turns.alone():
        asked = [(saying("handbook"), fails), (saying("survey"), texts([])), (saying("panel"), None)]
        waiting = [asyncio.ensure_future(turns.change(database, *one)) for one in asked]
        await checkpoint()
    came = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in came] == [ZeroDivisionError, str, int]
    assert [text_of(database, cast[name]) for name in ("handbook", "survey", "panel")] == [
        "Gezegd van handbook.",
        "Gezegd van survey.",
        "Gezegd van panel.",
    ]
