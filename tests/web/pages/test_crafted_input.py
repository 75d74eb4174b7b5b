"""Input that our own pages never send: impossible ids, tokens and addresses."""

import re

import pytest

pytestmark = pytest.mark.both_databases

HUGE = ["9" * 5000, str(2**63), str(2**31), "²", "-1"]


@pytest.mark.parametrize("version", HUGE)
async def test_an_impossible_version_counts_as_changed_by_somebody_else(bram, address, form, state, version):
    typed = await form(bram, "handbook", text="Dit blijft staan.", version=version)

    answer = await bram.post(address("handbook"), data=typed)
    confirmed = await bram.post(f"{address('handbook')}/geen-wijziging", data={"version": version})
    assert (answer.status_code, confirmed.status_code) == (409, 409)
    assert "Dit blijft staan." in answer.text
    assert state("handbook").version == 4


@pytest.mark.parametrize("number", [*HUGE, "0", "1.0", "een"])
@pytest.mark.parametrize("form_of", ["", "/geen-wijziging", "/concept", "/concept/weg"])
async def test_a_form_with_an_impossible_id_is_not_found(bram, number, form_of):
    answer = await bram.post(f"/producten/{number}/stand-van-zaken{form_of}", data={"version": "1"})
    assert answer.status_code == 404
    assert "Hier is niets, of niet voor u." in answer.text


@pytest.mark.parametrize("number", HUGE)
async def test_nothing_is_reported_as_saved_under_an_impossible_id(bram, cast, number):
    queue = await bram.get("/stand-van-zaken", params={"bewaard": number})
    project = await bram.get(f"/projecten/{cast.houses}", params={"bewaard": number})
    assert (queue.status_code, project.status_code) == (200, 200)
    assert "Bewaard." not in queue.text + project.text


@pytest.mark.parametrize("person", HUGE)
async def test_an_impossible_person_id_is_nobody(app, client, person):
    app.state.app_state.is_demo, client.base_url = True, "https://127.0.0.1"
    token = re.search(r'name="csrf_token" value="([^"]+)"', (await client.get("/aanmelden")).text)[1]

    answer = await client.post("/aanmelden", data={"csrf_token": token, "person": person})
    assert answer.status_code == 400


async def test_a_token_with_other_characters_is_refused(bram, address):
    answer = await bram.post(address("handbook"), data={"csrf_token": "é"})
    assert answer.status_code == 403


async def test_an_origin_that_is_not_a_url_counts_as_another_site(bram, address):
    answer = await bram.post(address("handbook"), data={}, headers={"Origin": "http://["})
    assert answer.status_code == 403


async def test_a_typed_nul_is_removed_and_the_rest_is_saved(bram, address, form, state):
    typed = await form(bram, "handbook", text="Voor\0 na", reason="\0")

    assert (await bram.post(address("handbook"), data=typed)).status_code == 303
    assert state("handbook").last.text == "Voor na"


@pytest.mark.parametrize("slug", ["%00", "buurtkracht%00", "a" * 5000, "Buurtkracht", "%F0%9F%98%80"])
@pytest.mark.parametrize("page", ["", "/actielijnen/1", "/rapportages", "/rapportages/2023-H2/bestand.md"])
async def test_an_impossible_slug_is_not_found(bram, slug, page):
    assert (await bram.get(f"/programmas/{slug}{page}")).status_code == 404
