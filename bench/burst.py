"""`python -m bench.burst`: many requests at the same moment, and whether the server lives through it.

Every answer must be 200, or 503 with `Retry-After` within three seconds; `/healthz` must answer meanwhile;
afterwards a page must come as fast as before. All of it stays on this machine, and stops by itself.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import uvloop

from bench.demo_servers import Demonstration, on_postgresql, on_sqlite
from bench.requests import request

BURSTS, FETCHES = (24, 64, 200), 64
CLIENTS, SECONDS = 200, 20.0
PATIENCE, SOON = 60.0, 3.0
"""Seconds after which no answer comes any more, and within which somebody is told to come back."""
_PAUSE = 0.05
DATABASES: dict[str, Callable[[Path], AbstractContextManager[Demonstration]]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How one request was answered; `status` is 0 where it was not. In seconds."""

    status: int
    comes_back: bool
    seconds: float

    @property
    def is_served(self) -> bool:
        """The page, or the file."""
        return self.status == 200

    @property
    def is_turned_away(self) -> bool:
        """As it should be: soon, and with word of when to come back."""
        return self.status == 503 and self.comes_back and self.seconds <= SOON


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one burst; seconds of the page before and after it, and what `/healthz` answered."""

    answers: Sequence[Answer]
    before: float
    after: float
    alive: Sequence[Answer]

    @property
    def others(self) -> list[Answer]:
        """What should not be."""
        fit = [answer for answer in self.answers if answer.is_served or answer.is_turned_away]
        dead = [probe for probe in self.alive if not probe.is_served]
        return [answer for answer in self.answers if answer not in fit] + dead

    def row(self, *named: str) -> str:
        """One line of the table."""
        served = [answer.seconds for answer in self.answers if answer.is_served]
        away = [answer.seconds for answer in self.answers if answer.is_turned_away]
        cells = (
            f"{len(served):>6}{len(away):>6}{len(self.others):>6}",
            f"{max(served, default=0):>10.2f}{max(away, default=0):>10.2f}",
            f"{max(probe.seconds for probe in self.alive) * 1000:>9.0f}",
            f"{self.before * 1000:>9.0f}{self.after * 1000:>8.0f}",
        )
        return f"{named[0]:<12}{named[1]:>8}  {named[2]:<7}{named[3]:<18}" + "".join(cells)


HEAD = (
    f"{'database':<12}{'workers':>8}  {'server':<7}{'at once':<18}{'200':>6}{'503':>6}{'other':>6}"
    f"{'200 max s':>10}{'503 max s':>10}{'healthz':>9}{'page ms':>9}{'after':>8}"
)


async def measure(name: str, demonstration: Demonstration, workers: int) -> AsyncIterator[Outcome]:
    """Every burst on a server that was just started, and again; files only the first time."""
    pages = itertools.cycle(demonstration.pages)
    for number in BURSTS:
        with demonstration.served(workers) as port:
            requests = [_request(next(pages), demonstration.cookie) for _ in range(number)]
            for server in ("fresh", "warm"):
                outcome = await _burst(port, demonstration, requests, is_warm=server == "warm")
                print(outcome.row(name, str(workers), server, f"{number} pages"), flush=True)
                yield outcome
            if number == BURSTS[0]:
                yield await _files(name, demonstration, workers, port, "warm")
            if number == BURSTS[-1]:
                outcome = await _crowd(port, demonstration)
                print(outcome.row(name, str(workers), "warm", f"{CLIENTS} for {SECONDS:.0f} s"), flush=True)
                yield outcome
    with demonstration.served(workers) as port:
        yield await _files(name, demonstration, workers, port, "fresh")


async def _files(name: str, of: Demonstration, workers: int, port: int, server: str) -> Outcome:
    files = itertools.islice(itertools.cycle(of.files), FETCHES)
    outcome = await _burst(port, of, [_request(path) for path in files], is_warm=server == "warm")
    print(outcome.row(name, str(workers), server, f"{FETCHES} first files"), flush=True)
    return outcome


async def _burst(port: int, of: Demonstration, requests: Sequence[bytes], *, is_warm: bool) -> Outcome:
    before = await _page(port, of) if is_warm else 0.0
    async with _watch(port) as alive:
        answers = await asyncio.gather(*(_ask(port, request) for request in requests))
    return Outcome(answers, before, await _page(port, of), alive)


async def _crowd(port: int, of: Demonstration) -> Outcome:
    """Everybody asks again as soon as they are answered, whatever they are told."""
    until, pages, before = time.perf_counter() + SECONDS, itertools.cycle(of.pages), await _page(port, of)

    async def go_on() -> list[Answer]:
        answers = []
        while time.perf_counter() < until:
            answers.append(await _ask(port, _request(next(pages), of.cookie)))
        return answers

    async with _watch(port) as alive:
        lists = await asyncio.gather(*(go_on() for _ in range(CLIENTS)))
    return Outcome([answer for answers in lists for answer in answers], before, await _page(port, of), alive)


@asynccontextmanager
async def _watch(port: int) -> AsyncIterator[list[Answer]]:
    """Every answer of `/healthz` until the block ends, and one after it."""
    seen: list[Answer] = []

    async def watch() -> None:
        while True:
            seen.append(await _ask(port, _request("/healthz")))
            await asyncio.sleep(_PAUSE)

    watching = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        watching.cancel()
        seen.append(await _ask(port, _request("/healthz")))


async def _page(port: int, of: Demonstration) -> float:
    """Seconds for the overview, the median of three times."""
    request = _request(of.pages[1], of.cookie)
    return median([(await _ask(port, request)).seconds for _ in range(3)])


def _request(path: str, cookie: str = "") -> bytes:
    headers = ("Connection: close", *([f"Cookie: mijlpaal={cookie}"] if cookie else ()))
    return request("GET", path, *headers)


async def _ask(port: int, request: bytes) -> Answer:
    begun, came = time.perf_counter(), b""
    try:
        async with asyncio.timeout(PATIENCE):
            reading, writing = await asyncio.open_connection("127.0.0.1", port)
            writing.write(request)
            came = await reading.read()
            writing.close()
    except (OSError, TimeoutError):
        came = b""
    head = came.partition(b"\r\n\r\n")[0].lower()
    status = int(head[9:12] or 0)
    return Answer(status, b"\r\nretry-after: " in head, time.perf_counter() - begun)


async def main(databases: Sequence[str], workers: Sequence[int]) -> int:
    """Print the table; how many answers were not as they should be."""
    others = 0
    print(HEAD)
    for name in databases:
        with tempfile.TemporaryDirectory(prefix="burst-") as folder, DATABASES[name](Path(folder)) as of:
            for number in workers:
                async for outcome in measure(name, of, number):
                    others += len(outcome.others)
    print(f"{others} answers were not as they should be.")
    return others


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.burst", description=__doc__)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    given = parser.parse_args()
    sys.exit(min(1, uvloop.run(main(given.databases, given.workers))))
