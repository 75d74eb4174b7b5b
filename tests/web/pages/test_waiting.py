"""The list of what waits: one number everywhere, a way back after each answer; and the home of each role."""

import re

from app.actions import person, programme
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from tests.cast import TODAY, at
from tests.rounds import reviewed

PAGE = "/wacht-op-u"
REPORT = "/programmas/buurtkracht/rapportages/2023-H2"


def number(page):
    """The number beside “Wacht op u” in the menu."""
    return int(re.search(r'<b id="waiting-count" class="badge[^"]*">(\d+)</b>', page)[1])


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


async def test_a_sponsor_sees_what_is_late_moved_and_to_be_signed_with_the_counts_of_the_overview(
    karel, database, cast
):
    page = (await karel.get("/opdrachtgever")).text
    assert "Eén belofte is over tijd" in page
    assert "1 december 2023" in page[page.index('id="over-tijd"') :]
    assert "van najaar 2023 naar begin 2024, +4 maanden" in page[page.index('id="verschoven"') :]
    assert "Te ondertekenen" not in page
    with database.writing() as session:
        reviewed(session, cast)
    page = (await karel.get("/opdrachtgever")).text
    assert "Er wacht één rapportage op uw handtekening." in page
    assert page.count(f"{REPORT}/akkoord/") == int(
        re.search(r"2023-H2: (\d+) hoofdstukken", await _list(karel))[1]
    )


async def _list(who):
    return (await who.get(PAGE)).text


async def test_the_home_of_an_office_whose_programme_is_empty_says_what_comes_first(noor, cast, database):
    with database.writing() as session:
        office = AuditContext(cast.noor, at(TODAY), "test")
        made = programme.create(session, office, slug="nieuwland", title="Nieuwland")
        person.grant(session, office, cast.noor, Role.OFFICE, programme_id=made)
    page = (await noor.get("/")).text
    assert "Begin met een actielijn" in page
    assert "/programmas/nieuwland/invoer" in page
    assert "/programmas/nieuwland/rapportages/nieuw" not in page
