"""What is asked: whole HTTP requests, one after another without end."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlencode

from bench.load import Request, Requests
from bench.world import BenchWorld

SAID = {"status": "in_progress", "confidence": "at_risk", "text": "It goes as planned."}


class Browser:
    """Requests to ours from the browser of the office; every answer takes the whole chain of the product."""

    def __init__(self, world: BenchWorld, versions: Mapping[int, int] | None = None) -> None:
        """Begin with these versions of the deliverables, else with those of a world that nobody changed."""
        self._world = world
        self._cookie = f"Cookie: mijlpaal={world.cookie}"
        self._versions = dict(versions or world.running)
        self._each = itertools.cycle(world.running)
        self._days = (world.today - timedelta(days=n) for n in itertools.count(1))

    def get(self, path: str) -> Request:
        """One page, or one answer of the API."""
        return request("GET", path, self._cookie)

    def same(self, path: str) -> Requests:
        """The same again and again: what ours keeps for a version of the data is there."""
        answer = self.get(path)
        return lambda: itertools.repeat(answer)

    def days(self, path: str) -> Requests:
        """As it was known on one past day after another (`%s` in the path): nothing kept serves twice."""
        return lambda: (self.get(path % day.isoformat()) for day in self._days)

    def each(self, path: str) -> Requests:
        """One deliverable after another (`%d` in the path)."""
        return lambda: (self.get(path % deliverable_id) for deliverable_id in self._each)

    def updates(self, place: str) -> Requests:
        """A status update of one deliverable after another, answered as its place on the screen asks."""
        return lambda: (self.update(deliverable_id, place) for deliverable_id in self._each)

    def update(self, deliverable_id: int, place: str) -> Request:
        """One status update of a deliverable, as if it was read just before."""
        version = self._versions[deliverable_id]
        self._versions[deliverable_id] = version + 1
        form = SAID | {"van": place, "version": str(version)}
        headers = (self._cookie, f"X-CSRF-Token: {self._world.form_token}", "HX-Request-Type: partial")
        return request("POST", f"/producten/{deliverable_id}/stand-van-zaken", *headers, form=form)


def floor_rows(count: int) -> Requests:
    """A page of so many rows of the floor."""
    floor_request = request("GET", f"/rows/{count}")
    return lambda: itertools.repeat(floor_request)


def floor_updates() -> Iterator[Request]:
    """One insert after another."""
    return itertools.repeat(request("POST", "/said/1", form={"text": SAID["text"]}))


def request(method: str, path: str, *headers: str, form: dict[str, str] | None = None) -> Request:
    """One HTTP/1.1 request, whole."""
    body = urlencode(form).encode() if form is not None else b""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*", *headers]
    if form is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
