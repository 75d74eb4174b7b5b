"""A request holds one connection at the most, and none while it waits for its client."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from tests.clients import every_route
from tests.rounds import ask_for_english, published
from tests.web.route_matrix import DOORS

NOBODYS = {"person_id": 1, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
OUT = {"session.delete"}
REPORT = "/programmas/buurtkracht/rapportages/2023-H2"


class Transactions:
    """Those that are open on a database, and how many were at the same moment."""

    def __init__(self):
        self.open, self.most, self._lock = set(), 0, threading.Lock()

    def begin(self, connection):
        with self._lock:
            self.open.add(connection)
            self.most = max(self.most, len(self.open))

    def end(self, connection):
        with self._lock:
            self.open.discard(connection)


@pytest.fixture
def transactions(database):
    """Every transaction of this database, from here on."""
    seen, heard = Transactions(), []
    for name, hear in (("begin", seen.begin), ("commit", seen.end), ("rollback", seen.end)):
        sa.event.listen(database.engine, name, hear)
        heard.append((database.engine, name, hear))
    yield seen
    for one in heard:
        sa.event.remove(*one)


def knocks(app, cast):
    """Each route that answers, with a path to it: its name, its method, its path."""
    for route in every_route():
        if route.name not in OUT:
            path = route.path_format.format(**NOBODYS | dict(DOORS[route.name].path(cast)))
            for method in sorted(route.methods):
                yield route.name, method, path


async def test_every_route_holds_one_connection_at_the_most(app, noor, cast, transactions):
    held = []
    for name, method, path in knocks(app, cast):
        transactions.most = 0
        await noor.request(method, path, data={"version": "1"} if method == "POST" else None)
        if transactions.most > 1 or transactions.open or app.state.app_state.readers.taken:
            held.append((name, method))
    assert held == []


async def test_what_looks_and_changes_too_holds_one_connection_at_the_most(
    app, noor, client, clock, cast, database, transactions
):
    with database.writing() as session:
        ask_for_english(session, cast)
        published(session, cast)
    clock.wait(minutes=30)  # the last use of the sign-in is due to be noted
    transactions.most = 0
    asked = [
        await client.get(f"{REPORT}/bestand.html"),
        await client.get(f"{REPORT}/bestand.html?taal=en"),
        await noor.get("/zoeken?q=handreiking"),
        await noor.get("/programmas/buurtkracht/wijzigingen"),
        await noor.get("/logboek"),  # refused, which leaves a trace
    ]
    assert [one.status_code for one in asked] == [200, 200, 200, 200, 403]
    assert (transactions.most, transactions.open) == (1, set())


async def test_whoever_sends_slowly_keeps_nothing_from_others(app, noor, cast, transactions):
    held = []
    for name, method, path in knocks(app, cast):
        if method != "POST":
            continue
        sent, waits = [{"type": "http.request", "body": b"version=1", "more_body": True}], asyncio.Event()

        async def receive(sent=sent, waits=waits):
            if sent:
                return sent.pop()
            waits.set()
            return await asyncio.Event().wait()

        async def send(message):
            """Nobody reads it."""

        asked = asyncio.create_task(app(scope(noor, "POST", path), receive, send))
        listening = asyncio.create_task(waits.wait())
        await asyncio.wait([asked, listening], return_when=asyncio.FIRST_COMPLETED)
        if holds_something(app, transactions):
            held.append(name)
        for task in (asked, listening):
            task.cancel()
        await asyncio.gather(asked, listening, return_exceptions=True)
    assert held == []


@pytest.mark.parametrize(
    "path",
    ["/", "/programmas/buurtkracht", "/programmas/buurtkracht/logboek/bestand.csv", f"{REPORT}/bestand.html"],
)
@pytest.mark.parametrize("part", ["http.response.start", "http.response.body"])
async def test_whoever_reads_slowly_keeps_nothing_from_others(app, noor, path, part, transactions):
    reads = asyncio.Event()

    async def receive():
        return await asyncio.Event().wait()

    async def send(message):
        if message["type"] == part:
            reads.set()
            await asyncio.Event().wait()

    asked = asyncio.create_task(app(scope(noor, "GET", path), receive, send))
    await reads.wait()
    assert not holds_something(app, transactions)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert not holds_something(app, transactions)


def holds_something(app, transactions):
    """Whether somebody has a connection, a place or a turn to write."""
    app_state = app.state.app_state
    return bool(transactions.open) or app_state.readers.taken or app_state.writers.taken


def scope(browser, method, path):
    """What a server says of a request of this browser."""
    request = browser.build_request(method, path)
    headers = [
        (name.lower(), value) for name, value in request.headers.raw if name.lower() != b"content-length"
    ]
    if method == "POST":
        headers.append((b"content-type", b"application/x-www-form-urlencoded"))
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": request.url.path,
        "raw_path": request.url.raw_path,
        "query_string": request.url.query,
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("mijlpaal.test", 443),
        "root_path": "",
    }
