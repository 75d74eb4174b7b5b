"""What was drawn is kept: made once, however many ask at the same moment, and forgotten in time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest

from app.web.cache import RenderCache

READERS = 8


def test_what_many_ask_for_at_once_is_made_once():
    kept, begun, made, counting = RenderCache(), Barrier(READERS), [], Lock()

    def make():
        with counting:
            made.append("page")
        return "page"

    def ask(_):
        begun.wait()
        return kept.get("overview", make)

    with ThreadPoolExecutor(READERS) as pool:
        assert list(pool.map(ask, range(READERS))) == ["page"] * READERS
    assert made == ["page"]


def test_what_could_not_be_made_is_made_by_who_asks_next():
    kept = RenderCache()
    with pytest.raises(ZeroDivisionError):
        kept.get("overview", lambda: 1 / 0)
    assert kept.get("overview", lambda: "page") == "page"


def test_what_was_asked_for_longest_ago_makes_room():
    kept = RenderCache(limit=2)
    for key in ("first", "second", "first", "third"):
        kept.get(key, lambda key=key: key)
    assert kept.get("first", lambda: "made anew") == "first"
    assert kept.get("second", lambda: "made anew") == "made anew"
