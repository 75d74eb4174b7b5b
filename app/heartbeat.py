"""Keeping a job for as long as somebody does it: whoever was killed says nothing, and loses it soon."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from app.domain.job import BEAT

_LOG = logging.getLogger("mijlpaal.jobs")


@contextmanager
def beating(beat: Callable[[], None], seconds: float = BEAT.total_seconds()) -> Iterator[None]:
    """Call `beat` in a thread of its own, each time after so many seconds, until the block ends."""
    ended = Event()

    def run() -> None:
        while not ended.wait(seconds):
            try:
                beat()
            # One beat may be missed, as where the database is busy; the next one comes.
            except Exception:
                _LOG.warning("a beat was missed", exc_info=True)

    thread = Thread(target=run, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
