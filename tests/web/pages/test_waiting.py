"""The list of what waits: one number everywhere, a way back after each answer; and the home of each role."""

import re

import pytest

PAGE = "/wacht-op-u"

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


def number(page):
    """The number beside “Wacht op u” in the menu."""
    return int(re.search(r'Wacht op u <b class="badge[^"]*">(\d+)</b>', page)[1])


async def test_every_place_counts_the_same(iris):
    page = (await iris.get(PAGE)).text
    count = number(page)
    assert count == page.count("<div>\n        <h3>") == number((await iris.get("/zoeken")).text)
    updates = (await iris.get("/stand-van-zaken")).text
    assert f"nog {count} te gaan" in updates


async def test_an_answer_from_the_list_returns_to_it_and_can_be_undone(iris, state, form, address):
    before = number((await iris.get(PAGE)).text)
    fields = await form(iris, "panel", van="wacht", text="Er waren twee bijeenkomsten.")
    saved = await iris.post(address("panel"), data=fields)
    assert saved.headers["location"] == f"{PAGE}?bewaard={state('panel').id}"
    page = (await iris.get(saved.headers["location"])).text
    assert "Bewaard: Bijeenkomst van het buurtpanel." in page
    assert number(page) == before - 1
    undo = re.search(r'action="(/producten/\d+/stand-van-zaken/\d+/ongedaan)"', page)[1]
    await iris.post(undo, data={"version": state("panel").version})
    assert number((await iris.get(PAGE)).text) == before


async def test_each_role_lands_on_what_it_comes_for(
    noor, iris, karel, vera, client, client_as, database, cast
):
    assert "<h1>De ronde</h1>" in (await noor.get("/")).text
    assert "<h1>Mijn stand van zaken</h1>" in (await iris.get("/")).text
    for visitor in (vera, client):
        assert "<h1>Gepubliceerde rapportages</h1>" in (await visitor.get("/")).text
