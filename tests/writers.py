"""Programs that write to the same deliverables at once over the API, and what must be true afterwards.

Each reads a deliverable, changes it by its ETag, and reads it again where somebody else was first. Whoever is
told to come back comes back, and whoever loses the connection sends the same request again, under the same
Idempotency-Key. A write counts as acknowledged when its answer says so.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from typing import Any

from httpx import AsyncClient, Response, TransportError

LONGEST_WAIT = 5.0
"""In seconds: nobody waits longer before they come back."""
MOST_DROPS = 5
"""After so many lost connections in a row the server is taken for dead."""


@dataclass(frozen=True, slots=True)
class Write:
    """One acknowledged write: what was said of which deliverable, on which of its versions."""

    deliverable: int
    version: int
    text: str


@dataclass(slots=True)
class Record:
    """What all writers of a run were answered, and in how many seconds a write was."""

    acknowledged: list[Write] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    dropped: int = 0
    """How many connections were lost before the answer came."""
    seconds: list[float] = field(default_factory=list)

    def note(self, answer: Response) -> None:
        """Count an answer, and keep what should not be: a 5xx but a 503 that says when to come back."""
        self.answers[answer.status_code] += 1
        is_turned_away = (
            answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers
        )
        if answer.status_code >= 500 and not is_turned_away:
            self.faults.append(f"{answer.status_code} at {answer.request.url.path}: {answer.text[:200]}")


@dataclass(frozen=True, slots=True)
class Writer:
    """A program with a name of its own; `wait` is how it waits when it is told to come back."""

    name: str
    client: AsyncClient
    record: Record
    wait: Callable[[float], Any] = asyncio.sleep

    async def write(self, deliverables: Iterable[int], goes_on: Callable[[], bool]) -> None:
        """Say something of one deliverable after another, as long as `goes_on`."""
        for number, deliverable in zip(count(1), deliverables, strict=False):
            if not goes_on():
                return
            await self.say(deliverable, f"{self.name}, {number}", goes_on)

    async def say(self, deliverable: int, text: str, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Say it on the version of that moment, and again on the next one where somebody else was first."""
        begun, attempts = time.perf_counter(), count(1)
        while goes_on():
            read = await self._ask("GET", f"deliverables/{deliverable}")
            thing = read.json()
            said = {"status": thing["status"], "confidence": thing["confidence"], "text": text}
            if thing["status"] == "in_progress":
                said["confidence"] = "at_risk"  # asks no answer, whatever the rules see
            headers = {"If-Match": read.headers["ETag"], "Idempotency-Key": f"{text}, {next(attempts)}"}
            path = f"deliverables/{deliverable}/status-updates"
            answer = await self._ask("POST", path, json=said, headers=headers)
            if answer.status_code == HTTPStatus.CREATED:
                self.record.acknowledged.append(Write(deliverable, thing["version"], text))
                self.record.seconds.append(time.perf_counter() - begun)
                return
            if answer.status_code != HTTPStatus.PRECONDITION_FAILED:
                self.record.faults.append(f"{answer.status_code}: {answer.text[:300]}")
                return

    async def _ask(self, method: str, path: str, **how: Any) -> Response:
        """Return the answer, once there is one, and another than to come back later."""
        drops = 0
        while True:
            try:
                answer = await self.client.request(method, path, **how)
            except TransportError:
                drops += 1
                self.record.dropped += 1
                if drops > MOST_DROPS:
                    raise
                await self.wait(drops)
                continue
            self.record.note(answer)
            if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE or "Retry-After" not in answer.headers:
                return answer
            await self.wait(min(LONGEST_WAIT, float(answer.headers["Retry-After"])))


@dataclass(frozen=True, slots=True)
class Deliverables:
    """How the deliverables of a run stand: their versions, and the texts that were said of each, in order."""

    versions: Mapping[int, int]
    texts: Mapping[int, Sequence[str]]


async def read_deliverables(client: AsyncClient, ids: Iterable[int]) -> Deliverables:
    """Read how these stand, page by page of their history."""
    versions, texts = {}, {}
    for id in ids:
        thing = await client.get(f"deliverables/{id}")
        versions[id] = thing.json()["version"]
        texts[id] = [row["text"] for row in await _read_all(client, f"deliverables/{id}/status-updates")]
    return Deliverables(versions, texts)


async def _read_all(client: AsyncClient, path: str) -> list[dict[str, Any]]:
    rows, address = [], f"{path}?limit=200&sort=saidOn"
    while address:
        page = await client.get(address)
        page.raise_for_status()
        rows += page.json()["items"]
        address = page.links.get("next", {}).get("url", "")
    return rows


def find_losses(before: Deliverables, record: Record, after: Deliverables) -> list[str]:
    """Return a line for everything that was lost, invented, overwritten or put in another order."""
    wrong = list(record.faults)
    for id, version in before.versions.items():
        mine = sorted(
            (write for write in record.acknowledged if write.deliverable == id), key=lambda w: w.version
        )
        told = after.texts[id][len(before.texts[id]) :]
        written_on = [write.version for write in mine]
        if written_on != list(range(version, version + len(mine))):
            wrong.append(f"deliverable {id}: written on versions {written_on}, not one after another")
        if after.versions[id] != version + len(mine):
            wrong.append(
                f"deliverable {id}: version {after.versions[id]} after {len(mine)} writes on {version}"
            )
        if list(told) != [write.text for write in mine]:
            wrong.append(
                f"deliverable {id}: {len(told)} rows of {len(mine)} acknowledged, or in another order"
            )
        if list(after.texts[id][: len(before.texts[id])]) != list(before.texts[id]):
            wrong.append(f"deliverable {id}: what was said before is not there any more")
    return wrong
