"""What the tests of updating share: how a deliverable stands, and its form as a browser finds it."""

import re

import pytest

from app.queries.deliverable import deliverable_states
from tests.cast import TODAY


@pytest.fixture
def state(database, cast):
    """How a deliverable of the cast stands today."""

    def of(name):
        with database.reading() as session:
            found = deliverable_states(session, cast.programme, TODAY, [cast[name]])
        return found[0]

    return of


@pytest.fixture
def form(cast):
    """`await form(bram, "handbook", text="…")`: the form as it opens, with some of it typed over."""

    async def opened(who, name, **typed):
        page = (await who.get(f"/producten/{cast[name]}/stand-van-zaken")).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        chosen = dict(re.findall(r'<input type="radio" name="(\w+)" value="(\w+)" checked', page))
        firmness = re.search(r'<option value="(\w+)" selected', page)
        return {**hidden, **chosen, "firmness": firmness[1] if firmness else "", **typed}

    return opened


@pytest.fixture
def address(cast):
    """Where a status update of a deliverable is given."""
    return lambda name: f"/producten/{cast[name]}/stand-van-zaken"
