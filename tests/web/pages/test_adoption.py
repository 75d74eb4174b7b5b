"""Adopting and publishing a report: what is missing is listed, and the adopted report never changes."""

import pytest

from app.actions.report import sign_off
from app.domain.round import Verdict
from tests import rounds
from tests.rounds import adopted, edit, published, reviewed, send_to_review, sign_all, signing, version_of

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"
PAGE = f"{REPORT}/vaststelling"


@pytest.fixture
def do(database, cast):
    """`do(adopted)`: take the round to a state; returns its version afterwards."""

    def of(*steps):
        with database.writing() as session:
            for step in steps:
                step(session, cast)
            return version_of(session, cast.period)

    return of


async def test_everything_that_blocks_adoption_is_listed_with_a_link(noor, cast, database, do):
    with database.writing() as session:
        edit(session, cast)
        send_to_review(session, cast)
        objection = signing(session, cast, "promises", Verdict.OBJECTS, "Dit klopt niet.")
        sign_off.sign(session, rounds.karel(cast), objection)
        version = version_of(session, cast.period)
    page = (await noor.get(PAGE)).text
    assert "2 punten houden de vaststelling tegen." in page
    assert "Stichting Buurtfonds maakt bezwaar: “Dit klopt niet.”" in page
    assert "<b>Stichting Buurtfonds</b> tekende nog niet:" in page
    assert f'href="{REPORT}/akkoord/action-line%3A1"' in page
    assert "Stel deze rapportage vast" not in page
    refused = await noor.post(PAGE, data={"version": version})
    assert refused.status_code == 409
    assert "De rapportage is niet vastgesteld" in refused.text
    assert version_of_now(database, cast) == version


async def test_a_finding_leads_to_where_it_can_be_answered(noor, do):
    do(edit)
    place = f"{REPORT}/hoofdstukken/summary"
    await noor.post(place, data={"text": "De handreiking buurthuizen is klaar.", "number": 1})
    do(send_to_review)
    assert f'href="{place}#findings-title"' in (await noor.get(PAGE)).text
    assert 'id="findings-title"' in (await noor.get(place)).text


async def test_a_complete_report_can_be_adopted_and_published(noor, do):
    version = do(reviewed, sign_all)
    page = (await noor.get(PAGE)).text
    assert "Alles is verantwoord, geschreven en getekend." in page
    assert (await noor.post(PAGE, data={"version": version - 1})).status_code == 409
    assert (await noor.post(PAGE, data={"version": version})).headers["location"] == REPORT
    shown = (await noor.get(REPORT)).text
    assert "Hash (SHA-256)" in shown
    assert "Publiceer deze rapportage" in shown
    assert "de fase is nu: vastgesteld" in (await noor.get(PAGE)).text
    again = await noor.post(f"{REPORT}/publicatie", data={"version": version})
    assert again.status_code == 409
    assert (await noor.post(f"{REPORT}/publicatie", data={"version": version + 1})).status_code == 303


async def test_a_report_outside_review_cannot_be_adopted_or_published(noor, do):
    version = do(edit)
    assert (await noor.post(PAGE, data={"version": version})).status_code == 409
    assert (await noor.post(f"{REPORT}/publicatie", data={"version": version})).status_code == 409
    assert "Stuur ter beoordeling" in (await noor.get(REPORT)).text


async def test_only_the_office_can_adopt_and_publish(karel, vera, do):
    do(reviewed)
    for address in (PAGE, f"{REPORT}/publicatie"):
        met = [(await who.post(address, data={"version": 3})).status_code for who in (karel, vera)]
        assert met == [403, 404]
    assert [(await who.get(PAGE)).status_code for who in (karel, vera)] == [403, 404]


async def test_a_published_report_and_earlier_ones_can_be_read_without_an_account(client, vera, do):
    do(published)
    for reader in (client, vera):
        page = await reader.get(REPORT)
        assert page.status_code == 200
        assert "Handreiking buurthuizen" in page.text
        assert "Deze rapportage is openbaar" in page.text or reader is vera
        for address in ("/producten/", "/programmas/buurtkracht/beloften", 'href="/programmas/buurtkracht"'):
            assert address not in page.text
        assert f'href="{REPORT}"' in (await reader.get("/programmas/buurtkracht/rapportages")).text
        assert (await reader.get(f"{REPORT}/bestand.md")).status_code == 200


async def test_people_without_an_account_see_only_published_reports(client, vera, do):
    do(adopted)
    assert [(await client.get(path)).status_code for path in (REPORT, f"{REPORT}/bestand.md")] == [303, 303]
    assert (await vera.get(REPORT)).status_code == 404
    do(rounds.publish)
    other = "/programmas/buurtkracht/rapportages/2024-H1"
    assert [(await who.get(other)).status_code for who in (client, vera)] == [303, 404]
    assert [(await who.get(f"{REPORT}/akkoord")).status_code for who in (client, vera)] == [303, 404]


async def test_an_adopted_report_is_the_same_on_the_page_in_a_file_and_in_the_api(karel, cast, database, do):
    do(reviewed, sign_all)
    with database.writing() as session:
        version = rounds.adopt(session, cast)
    formats = ("html", "md", "json")
    before = {name: (await karel.get(f"{REPORT}/bestand.{name}")).content for name in formats}
    assert all(version.hash.encode() in content for content in before.values())
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE deliverable SET title = 'Iets anders'")
    assert {name: (await karel.get(f"{REPORT}/bestand.{name}")).content for name in formats} == before
    page = (await karel.get(REPORT)).text
    assert version.hash in page
    assert "Iets anders" not in page
    api_report = (await karel.get(f"/api/v1/reporting-periods/{cast.period}/report")).json()
    assert (api_report["hash"], api_report["version"], api_report["state"]) == (
        version.hash,
        "1.0",
        "adopted",
    )
    period = (await karel.get(f"/api/v1/reporting-periods/{cast.period}")).json()
    assert period["hash"] == version.hash


async def test_a_version_that_was_never_adopted_is_not_found(karel, do):
    do(adopted)
    assert (await karel.get(REPORT, params={"versie": "1.0"})).status_code == 200
    assert (await karel.get(REPORT, params={"versie": "1.1"})).status_code == 404


def version_of_now(database, cast):
    with database.reading() as session:
        return version_of(session, cast.period)
