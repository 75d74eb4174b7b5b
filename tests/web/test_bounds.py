"""What is too big, too many or too long is refused, in our words, before anything is done with it."""

import asyncio
import socket

import pytest
import uvicorn

from app.tables import Deliverable
from app.web.api_address import API_VERSION
from app.web.forms import LONGEST_FIELD, MOST_FIELDS
from app.web.middleware import LONGEST_ADDRESS, LONGEST_BODY, LONGEST_HEADERS
from app.web.server import LONGEST_HEAD, BoundedHttp

ONE = pytest.mark.parametrize("backend", ["sqlite"])
TYPED = {"Content-Type": "application/x-www-form-urlencoded"}
FILE = {"Content-Type": "multipart/form-data; boundary=x"}
_FIELD = b"text=" + b"x" * 300_000 + b"&"
BIG = (_FIELD * 10)[: LONGEST_BODY + 1]
"""A form with fields that are too long, and a body that is one byte too long."""


async def in_pieces():
    """The same, without saying beforehand how long it is."""
    for start in range(0, len(BIG), 65536):
        yield BIG[start : start + 65536]


@ONE
@pytest.mark.parametrize("whole", [True, False], ids=["with its length", "in pieces"])
async def test_a_body_that_is_too_big_is_refused_with_every_header(bram, client, cast, whole):
    for browser, path in ((bram, f"/producten/{cast['handbook']}/stand-van-zaken"), (client, "/aanmelden")):
        answer = await browser.post(path, content=BIG if whole else in_pieces(), headers=TYPED)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (413, "no-store")
        assert "Dat is te veel in één keer." in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@ONE
@pytest.mark.parametrize("length", [LONGEST_BODY + 1, "9" * 5000])
async def test_a_body_that_says_it_will_be_too_big_is_not_waited_for(bram, queries, length):
    with queries() as seen:
        answer = await bram.post("/aanmelden", content=b"x", headers=TYPED | {"Content-Length": str(length)})
    assert (answer.status_code, seen) == (413, [])


@ONE
async def test_a_body_as_long_as_may_be_is_read(bram):
    answer = await bram.post("/aanmelden", content=BIG[1:], headers=TYPED)
    assert answer.status_code == 400
    assert "niet zoals het hoort" in answer.text


@ONE
async def test_a_program_is_told_so_as_a_problem(noor):
    answer = await noor.post("/api/v1/deliverables", content=BIG)
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["API-Version"] == API_VERSION


@ONE
@pytest.mark.parametrize(
    "sent",
    [
        {"content": "&".join(f"f{n}=1" for n in range(MOST_FIELDS + 1)), "headers": TYPED},
        {"content": "text=" + "x" * (LONGEST_FIELD + 1), "headers": TYPED},
        {"data": {"status": "in_progress"}, "files": {"f": ("f", b"1")}},
        {"content": b"rubbish", "headers": FILE},
        {"json": {"status": "in_progress"}},
    ],
    ids=["fields", "long field", "a file", "no parts", "json"],
)
async def test_a_form_that_is_none_of_ours_is_refused_and_changes_nothing(bram, cast, database, sent):
    answer = await bram.post(f"/producten/{cast['handbook']}/stand-van-zaken", **sent)
    assert answer.status_code == 400
    assert "niet zoals het hoort" in answer.text
    with database.reading() as session:
        assert session.get(Deliverable, cast["handbook"]).version == 4


@ONE
async def test_an_address_without_end_is_refused(bram, queries):
    long = "x" * LONGEST_ADDRESS
    for path in (f"/{long}", f"/?zoek={long}", f"/static/{long}", f"/api/v1/deliverables?lead={long}"):
        with queries() as seen:
            answer = await bram.get(path)
        assert (answer.status_code, seen) == (414, [])
        assert ("problem+json" in answer.headers["Content-Type"]) == path.startswith("/api/")
        assert answer.headers["X-Frame-Options"] == "DENY"


@ONE
async def test_headers_without_end_are_refused(bram, queries):
    for name, value in (("X-Filler", "x" * LONGEST_HEADERS), ("Cookie", "a=b; " * LONGEST_HEADERS)):
        with queries() as seen:
            answer = await bram.get("/", headers={name: value})
        assert (answer.status_code, seen) == (431, [])
        assert "te lang" in answer.text


@pytest.fixture
async def ear():
    """The port of a server with our HTTP, and an application that says how many headers it was given."""

    async def app(scope, receive, send):
        while (await receive()).get("more_body"):
            pass
        body = str(len(scope["headers"])).encode()
        length = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": body})

    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, http=BoundedHttp, ws="none", lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        yield listening.getsockname()[1]
        server.should_exit = True
        await running


HEADER = b"X-Filler: " + b"x" * 1000 + b"\r\n"


@pytest.mark.parametrize(
    "head",
    [b"GET / HTTP/1.1\r\n" + HEADER * 64, b"GET / HTTP/1.1\r\nX-A: " + b"x" * 64000, b"GET /" + b"x" * 64000],
    ids=["many headers", "one without end", "an address without end"],
)
async def test_a_head_without_end_is_cut_off(ear, head):
    reader, writer = await asyncio.open_connection("127.0.0.1", ear)
    writer.write(head)
    said = await asyncio.wait_for(reader.read(), timeout=20)
    writer.close()
    assert said.startswith(b"HTTP/1.1 431 ")
    assert said.count(b"HTTP/1.1") == 1


async def test_a_long_body_is_no_long_head_and_the_next_request_is_counted_anew(ear):
    reader, writer = await asyncio.open_connection("127.0.0.1", ear)
    body = b"x" * (4 * LONGEST_HEAD)
    for _ in range(3):
        writer.write(b"POST / HTTP/1.1\r\n" + HEADER * 20 + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        assert await reader.readexactly(2) == b"21"
    writer.close()
