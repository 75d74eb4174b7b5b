"""The audit log of the installation, and that of one person as far as the viewer may read it."""

import json

import pytest

from app.actions import person, sign_in
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from tests.cast import SLUG, TODAY, at

PAGE = "/logboek"


@pytest.fixture
async def admin(database, cast, client_as):
    """The browser of Vera, made administrator."""
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.vera, Role.ADMIN)
    return await client_as("vera")


async def test_an_administrator_can_read_sign_ins_and_added_people(admin, bram):
    page = (await admin.get(PAGE)).text
    assert "Logboek van de installatie" in page
    assert "Bram meldde zich aan." in page
    assert "De installatie zelf voegde Noor toe." in page
    assert "deed “" not in page
    assert "Handreiking" not in page


async def test_the_log_can_be_filtered_by_person_and_by_kind(admin, bram, cast):
    narrowed = (await admin.get(PAGE, params={"persoon": cast.bram})).text
    assert narrowed.count('<tr id="entry-') == 1
    assert "Bram meldde zich aan." in narrowed
    assert "Hier is nog niets gedaan" in (await admin.get(PAGE, params={"soort": "project"})).text
    assert (await admin.get(PAGE, params={"voor": "x"})).status_code == 400


async def test_the_log_is_available_as_a_file(admin):
    answer = await admin.get(f"{PAGE}/bestand.jsonl")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="logboek-installatie.jsonl"'
    entries = [json.loads(line) for line in answer.text.splitlines()]
    assert {entry["action"] for entry in entries} >= {"person.add", "sign_in.begin"}
    assert (await admin.get(f"{PAGE}/bestand.exe")).status_code == 404


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/bestand.csv"])
async def test_nobody_else_can_read_it(client, client_as, noor, karel, path):
    vera = await client_as("vera")
    met = [(await browser.get(path)).status_code for browser in (client, vera, karel, noor)]
    assert met == [303, 404, 403, 403]


async def test_an_administrator_of_one_programme_cannot_read_the_installation_log(client_as, database, cast):
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        person.grant(session, act, cast.vera, Role.ADMIN, programme_id=cast.programme)
    assert (await (await client_as("vera")).get(PAGE)).status_code == 403


async def test_the_log_of_a_person_shows_their_actions_and_actions_on_them(admin, bram, noor, cast):
    path = f"/mensen/{cast.bram}/logboek"
    page = (await admin.get(path)).text
    assert "Bram meldde hoe Handreiking buurthuizen ervoor staat" in page
    assert "Noor gaf Bram de rol van projectleider." in page
    assert "Bram meldde zich aan." in page
    assert "Iris" not in page
    of_the_office = (await noor.get(path)).text
    assert "Noor gaf Bram de rol van projectleider." in of_the_office
    assert "Bram meldde zich aan." not in of_the_office


async def test_the_log_continues_on_the_next_page(admin, database, cast):
    with database.writing() as session:
        for _ in range(60):
            sign_in.end(
                session,
                AuditContext(cast.iris, at(TODAY), "web"),
                sign_in.begin(session, AuditContext(cast.iris, at(TODAY), "web"), cast.iris),
            )
    ids, url = [], f"/mensen/{cast.iris}/logboek"
    while url:
        page = (await admin.get(url)).text
        ids += [part.split('"')[0] for part in page.split('<tr id="entry-')[1:]]
        url = page.split('" rel="next"')[0].rsplit('href="', 1)[1] if 'rel="next"' in page else ""
    assert len(ids) == len(set(ids)) >= 120


async def test_the_log_of_an_unmanaged_person_is_not_found(noor, bram, karel, cast):
    assert (await noor.get(f"/mensen/{cast.vera}/logboek")).status_code == 404
    for browser in (bram, karel):
        assert (await browser.get(f"/mensen/{cast.iris}/logboek")).status_code == 403


async def test_entities_and_people_link_to_their_own_log(noor, bram, admin, cast):
    of_one = f"/programmas/{SLUG}/logboek?soort=deliverable&amp;id={cast['handbook']}"
    assert of_one in (await noor.get(f"/producten/{cast['handbook']}")).text
    assert "/logboek" not in (await bram.get(f"/producten/{cast['handbook']}")).text
    assert f"/programmas/{SLUG}/logboek?soort=project" in (await noor.get(f"/projecten/{cast.houses}")).text
    assert f'href="/mensen/{cast.bram}/logboek"' in (await noor.get(f"/mensen/{cast.bram}")).text
    assert 'href="/logboek"' in (await admin.get("/mensen")).text
    assert 'href="/logboek"' not in (await noor.get("/mensen")).text
