"""The load: some connections that each ask again as soon as they are answered, over raw sockets."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_EXPECTED = b"HTTP/1.1 200 "
_PATIENCE = 30.0
"""Seconds for the last answer to come."""

Request = bytes
Requests = Callable[[], Iterator[Request]]
"""What a connection asks, one whole HTTP request after another, without end."""


class Unexpected(Exception):
    """An answer that is not what the case asks for, so that its speed says nothing."""


@dataclass(slots=True)
class Round:
    """One server under one load for a while: seconds, and the seconds that each answer took."""

    seconds: float
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


async def load(port: int, requests: Requests, *, connections: int, seconds: float) -> Round:
    """Ask for so long over so many connections. Raises `Unexpected` for an answer other than 200."""
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    asking = [_Asking(requests(), begun + seconds, loop) for _ in range(connections)]
    for connection in asking:
        await loop.create_connection(lambda connection=connection: connection, "127.0.0.1", port)  # type: ignore[misc]
    async with asyncio.timeout(seconds + _PATIENCE):
        await asyncio.gather(*(connection.done for connection in asking))
    return Round(time.perf_counter() - begun, [took for connection in asking for took in connection.times])


async def answer(port: int, request: Request) -> bytes:
    """Return the body of the answer to one request. Raises `Unexpected` for another status than 200."""
    status, body = await ask(port, request)
    if status != HTTPStatus.OK:
        raise Unexpected(f"{status}: {body[:600].decode(errors='replace')}")
    return body


async def ask(port: int, request: Request) -> tuple[int, bytes]:
    """Return the status and the body of the answer to one request. Raises `Unexpected` for no HTTP."""
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    writing.write(request)
    head = await reading.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if not head.startswith(b"HTTP/1.1 ") or length is None:
        raise Unexpected(head.decode(errors="replace"))
    body = await reading.readexactly(int(length[1]))
    writing.close()
    return int(head[9:12]), body


class _Asking(asyncio.Protocol):
    """One connection; it reads no more of an answer than its status and its length."""

    def __init__(self, requests: Iterator[Request], until: float, loop: asyncio.AbstractEventLoop) -> None:
        self.requests = requests
        self.until = until
        self.times: list[float] = []
        self.done: asyncio.Future[None] = loop.create_future()
        self.head = b""
        self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one, and does not inherit
        self._ask()

    def data_received(self, data: bytes) -> None:
        if self.missing:
            self.missing -= len(data)
        else:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            length = _LENGTH.search(self.head, 0, end)
            if not self.head.startswith(_EXPECTED) or length is None:
                self._fail(Unexpected(self.head[:600].decode(errors="replace")))
                return
            self.missing = int(length[1]) - (len(self.head) - end - 4)
        if not self.missing:
            self._take_answer()

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(error or Unexpected("the server hung up"))

    def _ask(self) -> None:
        self.head = b""
        self.asked_at = time.perf_counter()
        self.transport.write(next(self.requests))

    def _take_answer(self) -> None:
        now = time.perf_counter()
        self.times.append(now - self.asked_at)
        if now < self.until:
            self._ask()
        elif not self.done.done():
            self.done.set_result(None)
            self.transport.close()

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
            self.transport.close()
