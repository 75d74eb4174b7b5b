"""Fixtures of the tests of pages: deliverable states, their form, and signing in through the organisation."""

import re

import pytest
import sqlalchemy as sa

from app.queries.deliverable import deliverable_states
from app.tables import AuditEntry, AuditPayload, SignIn
from tests.cast import TODAY


@pytest.fixture
def state(database, cast):
    """The state of a deliverable of the cast today."""

    def of(name):
        with database.reading() as session:
            states = deliverable_states(session, cast.programme, TODAY, [cast[name]])
        return states[0]

    return of


@pytest.fixture
def form(cast):
    """`await form(bram, "handbook", text="…")`: the form as it opens, with some fields changed."""

    async def opened(who, name, **typed):
        page = (await who.get(f"/producten/{cast[name]}/stand-van-zaken")).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        chosen = dict(re.findall(r'<input type="radio" name="(\w+)" value="(\w+)" checked', page))
        firmness = re.search(r'<option value="(\w+)" selected', page)
        return {**hidden, **chosen, "firmness": firmness[1] if firmness else "", **typed}

    return opened


@pytest.fixture
def address(cast):
    """The address of the status update of a deliverable."""
    return lambda name: f"/producten/{cast[name]}/stand-van-zaken"


@pytest.fixture
def way(organisation):
    """`await way(client)`: go to the provider; returns the callback path of the way back."""

    async def there(browser, onward="/"):
        answer = await browser.get("/aanmelden/organisatie", params={"verder": onward})
        assert answer.status_code == 303, answer.text
        return organisation.sends_back(answer.headers["location"])

    return there


@pytest.fixture
def come_in(way):
    """`await come_in(client)`: sign in through the organisation."""

    async def in_(browser, onward="/"):
        return await browser.get(await way(browser, onward))

    return in_


@pytest.fixture
def signed_in(database):
    """The ids of the people who are signed in anywhere."""

    def ids():
        with database.reading() as session:
            return session.scalars(sa.select(SignIn.person_id).order_by(SignIn.id)).all()

    return ids


@pytest.fixture
def last_trace(database):
    """The last entry of the audit log: action, result, the person it is about, and its values."""

    def entry():
        with database.reading() as session:
            row = session.scalars(sa.select(AuditEntry).order_by(sa.desc("id"))).first()
            is_its = (AuditPayload.chain == row.chain, AuditPayload.seq == row.seq)
            payload = session.scalar(sa.select(AuditPayload.content).where(*is_its))
            return row.action, row.result, row.object_id, payload or ""

    return entry
