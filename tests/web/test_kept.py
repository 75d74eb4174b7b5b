"""What was drawn is kept: made once, however many ask at the same moment, and forgotten in time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest

from app.web.kept import Kept

READERS = 8


def test_what_many_ask_for_at_once_is_made_once():
    kept, begun, made, counting = Kept(), Barrier(READERS), [], Lock()

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
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("overview", lambda: 1 / 0)
    assert kept.get("overview", lambda: "page") == "page"


def test_what_was_asked_for_longest_ago_makes_room():
    kept = Kept(limit=2)
    for key in ("first", "second", "first", "third"):
        kept.get(key, lambda key=key: key)
    assert kept.find("first") == "first"
    assert kept.find("second") is None


async def test_a_coroutine_gets_what_is_kept_at_once_and_what_is_not_from_a_thread():
    kept = Kept()
    assert await kept.fetch("overview", lambda: "page") == "page"
    assert await kept.fetch("overview", lambda: "another page") == "page"
