"""Who is let in to the database, in which order, and what the others are told."""

import asyncio
import threading
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import pytest
import sqlalchemy as sa
from anyio import create_task_group, fail_after
from anyio.lowlevel import checkpoint
from anyio.to_thread import current_default_thread_limiter, run_sync
from sqlalchemy.engine import Engine

from app.domain.refusal import Busy
from app.main import create_app
from app.settings import Settings
from app.web.admission import Admission
from tests.cast import TODAY
from tests.clients import KEY

BUSY = "Het is nu erg druk. Probeer het over een paar tellen opnieuw."
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SOON, LONG = 0.01, 10.0


class Held:
    """Statements that threads run wait here until they are let go; what the loop itself asks goes on."""

    def __init__(self):
        self.arrived, self._go_on = threading.Semaphore(0), threading.Event()

    def __call__(self, *_):
        if threading.current_thread() is not threading.main_thread():
            self.arrived.release()
            if not self._go_on.wait(LONG):
                self._go_on.set()  # a test that fails ends too

    async def wait_for(self, number):
        for _ in range(number):
            assert await run_sync(partial(self.arrived.acquire, timeout=LONG))

    def let_go(self):
        self._go_on.set()


@pytest.fixture
def held(client):
    """Every statement of a thread, until it is let go; after `client`, so that the application is there."""
    statements = Held()
    sa.event.listen(Engine, "before_cursor_execute", statements)
    yield statements
    statements.let_go()
    sa.event.remove(Engine, "before_cursor_execute", statements)


async def until(condition):
    with fail_after(LONG):
        while not condition():
            await checkpoint()


async def test_whoever_finds_no_place_is_told_to_come_back_while_probes_and_files_answer(app, noor, held):
    app_state = app.state.app_state
    app_state.readers = Admission(2, patience=LONG)
    inside = [asyncio.create_task(noor.get("/")) for _ in range(2)]
    await held.wait_for(2)
    app_state.readers.patience = SOON
    page = await noor.get("/")
    part = await noor.get("/programmas/buurtkracht", headers=PARTIAL)
    told = await noor.get("/api/v1/programmes")
    alive, file = await noor.get("/healthz"), await noor.get("/static/icon.svg")
    held.let_go()
    assert [one.status_code for one in (page, part, told)] == [503] * 3
    assert [one.headers["Retry-After"] for one in (page, part, told)] == ["3"] * 3
    assert BUSY in page.text
    assert "<html" in page.text
    assert BUSY in part.text
    assert "<html" not in part.text
    assert told.headers["Content-Type"] == "application/problem+json"
    assert (alive.status_code, file.status_code) == (200, 200)
    assert [(await one).status_code for one in inside] == [200, 200]
    assert (await noor.get("/")).status_code == 200


async def test_whoever_waits_in_time_is_served(app, noor, held):
    app_state = app.state.app_state
    app_state.readers = Admission(1, patience=LONG)
    asked = [asyncio.create_task(noor.get("/")) for _ in range(3)]
    await held.wait_for(1)
    await until(lambda: app_state.readers.waiting == 2)
    held.let_go()
    assert [(await one).status_code for one in asked] == [200] * 3
    assert app_state.readers.taken == 0


async def test_a_place_comes_back_from_whoever_went_away(app, noor, held):
    app_state = app.state.app_state
    app_state.readers = Admission(1, patience=LONG)
    async with create_task_group() as requests:
        requests.start_soon(noor.get, "/")
        await held.wait_for(1)
        requests.start_soon(noor.get, "/")
        await until(lambda: app_state.readers.waiting == 1)
        requests.cancel_scope.cancel()
        held.let_go()
    assert (app_state.readers.taken, app_state.readers.waiting) == (0, 0)
    assert (await noor.get("/")).status_code == 200


async def test_a_place_comes_back_where_something_goes_wrong(app, noor):
    def fail(*_):
        raise sa.exc.OperationalError("SELECT", {}, Exception("gone"))

    sa.event.listen(Engine, "before_cursor_execute", fail)
    try:
        assert (await noor.get("/")).status_code == 503
    finally:
        sa.event.remove(Engine, "before_cursor_execute", fail)
    assert app.state.app_state.readers.taken == 0
    assert (await noor.get("/niets")).status_code == 404
    assert (await noor.get("/")).status_code == 200


async def test_whoever_waits_to_write_keeps_nobody_from_looking(app, noor, cast):
    app_state = app.state.app_state
    app_state.writers = Admission(1, patience=LONG)
    app_state.readers = Admission(1, patience=SOON)
    async with app_state.writers.admit():
        path = "/programmas/buurtkracht/risicos/nieuw"
        asked = [asyncio.create_task(noor.post(path, data={"text": f"Risico {n}"})) for n in range(3)]
        await until(lambda: app_state.writers.waiting == 3)
        looked = await noor.get("/programmas/buurtkracht")
    assert looked.status_code == 200
    assert {(await one).status_code for one in asked} <= {303, 400}


@pytest.mark.parametrize("path", ["/mijn-sessies/einde", "/producten/{handbook}/stand-van-zaken"])
async def test_whoever_waits_too_long_to_write_is_told_so_and_nothing_is_written(
    app, noor, cast, queries, path
):
    app_state = app.state.app_state
    app_state.writers = Admission(1, patience=SOON)
    async with app_state.writers.admit():
        with queries() as seen:
            form = noor.post(path.format(handbook=cast["handbook"]), data={"version": "4"})
            answer = await asyncio.create_task(form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert [one for one in seen if one.startswith(("INSERT", "UPDATE"))] == []


async def test_whoever_waits_comes_in_in_order():
    admission, came = Admission(1), []

    async def come_in(number):
        async with admission.admit():
            came.append(number)

    async with admission.admit():
        for number in range(4):
            waits = asyncio.create_task(come_in(number))
            await until(lambda number=number: admission.waiting == number + 1)
    await waits
    assert came == [0, 1, 2, 3]


async def test_whoever_waited_too_long_or_went_away_takes_no_place():
    admission = Admission(1, patience=SOON)

    async def come_in():
        async with admission.admit():
            raise AssertionError

    async with admission.admit():
        gone = asyncio.create_task(come_in())
        await until(lambda: admission.waiting == 1)
        gone.cancel()
        came = await asyncio.gather(gone, asyncio.create_task(come_in()), return_exceptions=True)
    assert [type(one) for one in came] == [asyncio.CancelledError, Busy]
    assert (admission.taken, admission.waiting) == (0, 0)


async def test_a_second_place_for_the_same_request_is_a_fault_and_no_standstill():
    admission = Admission(2)
    async with admission.admit():
        with pytest.raises(RuntimeError):
            async with admission.admit():
                pass
    assert admission.taken == 0


async def test_a_change_that_finds_no_place_in_time_is_not_made(app, cast):
    app_state, written = app.state.app_state, []
    app_state.writers = Admission(1, patience=SOON)
    async with app_state.writers.admit():
        waits = asyncio.create_task(app_state.write(written.append))
        await asyncio.wait([waits])
    assert isinstance(waits.exception(), Busy)
    await app_state.write(lambda _session: None)
    assert written == []


async def test_a_change_of_a_request_that_went_away_before_its_turn_is_not_made(app, cast):
    app_state, written = app.state.app_state, []
    app_state.writers = Admission(1, patience=LONG)
    async with app_state.writers.admit():
        gone = asyncio.create_task(app_state.write(lambda _session: written.append("gone")))
        stays = asyncio.create_task(app_state.write(lambda _session: written.append("stays")))
        await until(lambda: app_state.writers.waiting == 2)
        gone.cancel()
    await stays
    assert (written, app_state.writers.taken) == (["stays"], 0)


async def test_a_commit_that_fails_saves_nothing_and_gives_the_connection_back(app, bram, cast, database):
    def fail(_connection):
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk is full"))

    path, form = f"/producten/{cast['handbook']}/stand-van-zaken", {"version": "4", "status": "in_progress"}
    sa.event.listen(database.engine, "commit", fail)
    try:
        refused = await bram.post(path, data=form)
    finally:
        sa.event.remove(database.engine, "commit", fail)
    assert refused.status_code == 503
    assert app.state.app_state.writers.taken == 0
    assert (await bram.post(path, data=form)).status_code == 303


async def test_as_many_places_connections_and_threads_as_the_deployer_says(database):
    address = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=address, secret_key=KEY, requests_at_once=50), today=TODAY)
    threads, app_state = current_default_thread_limiter(), app.state.app_state
    before = threads.total_tokens
    try:
        async with app.router.lifespan_context(app), AsyncExitStack() as places:
            for _ in range(50):
                assert not app_state.readers.is_full
                await places.enter_async_context(in_a_task_of_its_own(app_state.readers))
            assert app_state.readers.is_full
            assert app_state.database.engine.pool.size() >= 50
            assert threads.total_tokens >= 100
    finally:
        threads.total_tokens = before


@asynccontextmanager
async def in_a_task_of_its_own(admission):
    """A place that another request holds meanwhile."""
    inside, leaves = asyncio.Event(), asyncio.Event()

    async def come_in():
        async with admission.admit():
            inside.set()
            await leaves.wait()

    asks = asyncio.create_task(come_in())
    await inside.wait()
    yield
    leaves.set()
    await asks
