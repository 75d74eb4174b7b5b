"""`python -m bench.writing_clients`: 64 clients that write to 8 deliverables at once over the API.

Each reads, changes by If-Match, and reads again where somebody else was first. No update may be lost, no
answer may be a 5xx but a 503 that says when to come back, and the history must be complete and in order.
Afterwards `verify` must find nothing wrong.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import uvloop
from httpx import AsyncClient, Limits

from bench.burst import DATABASES
from bench.demo_servers import Demonstration
from tests.writers import Record, Writer, find_losses, read_deliverables

CLIENTS, DELIVERABLES, SECONDS = 64, 8, 30.0
_SEVENTH = 7
"""Each begins at another deliverable, and goes on by a step that comes to all of them."""


async def write(port: int, token: str, seconds: float) -> tuple[Record, list[str], float]:
    """Let all of them write for so long; returns what they were answered, and what is wrong afterwards."""
    limits = Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
    async with AsyncClient(
        base_url=f"http://127.0.0.1:{port}/api/v1/",
        headers={"Authorization": f"Bearer {token}"},
        limits=limits,
        timeout=60.0,
    ) as client:
        running = await client.get("deliverables?status=in_progress&kind=product&limit=200")
        ids = [row["id"] for row in running.json()["items"]][:DELIVERABLES]
        assert len(ids) == DELIVERABLES, f"only {len(ids)} deliverables are in progress"
        before, record = await read_deliverables(client, ids), Record()
        ends = time.monotonic() + seconds
        begun = time.perf_counter()
        writers = [Writer(f"client {number}", client, record) for number in range(CLIENTS)]
        turns = [_turns(ids, number) for number in range(CLIENTS)]
        await asyncio.gather(
            *(
                writer.write(turn, lambda: time.monotonic() < ends)
                for writer, turn in zip(writers, turns, strict=True)
            )
        )
        took = time.perf_counter() - begun
        return record, find_losses(before, record, await read_deliverables(client, ids)), took


def _turns(ids: list[int], first: int) -> Iterator[int]:
    return (ids[(first + step * _SEVENTH) % len(ids)] for step in itertools.count())


def measure(name: str, demonstration: Demonstration, workers: int, seconds: float) -> list[str]:
    """Write on a server that was just started; prints a line, and returns what is wrong."""
    token = demonstration.issue_token()
    with demonstration.served(workers) as port:
        record, wrong, took = uvloop.run(write(port, token, seconds))
    verified = demonstration.verify_copy()
    if verified.returncode:
        wrong.append(f"verify: {verified.stdout[:300]}")
    late = quantiles(record.seconds, n=20)[-1] if len(record.seconds) > 1 else 0.0
    answers = ", ".join(f"{status}: {number}" for status, number in sorted(record.answers.items()))
    print(
        f"{name}, {workers} worker(s), {CLIENTS} clients, {DELIVERABLES} deliverables, {took:.1f} s: "
        f"{len(record.acknowledged)} writes acknowledged ({len(record.acknowledged) / took:.0f} a second, "
        f"95% within {late:.2f} s); answers {answers}; {record.dropped} connections lost; {len(wrong)} wrong",
        flush=True,
    )
    return wrong


def main(arguments: list[str]) -> int:
    """Run on the databases that are asked for; 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="bench.writing_clients")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--database", choices=sorted(DATABASES), action="append")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args(arguments)
    wrong: list[str] = []
    for name in given.database or sorted(DATABASES):
        with tempfile.TemporaryDirectory(prefix="writing-") as folder, DATABASES[name](Path(folder)) as demo:
            wrong += measure(name, demo, given.workers, given.seconds)
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
