"""The audit trail over the API: for who may see it, the last entry first, and only to be read."""

PATH = "/api/v1/audit-entries"


async def test_an_entry_has_the_six_fields_and_its_values(noor, cast):
    params = {"objectType": "deliverable", "object": cast["opening"], "person": cast.bram, "limit": 1}
    (entry,) = (await noor.get(PATH, params=params)).json()["items"]
    by_field = {
        name: entry[name] for name in ("programme", "action", "objectType", "object", "result", "origin")
    }
    assert by_field == {
        "programme": "buurtkracht",
        "action": "deliverable.show_evidence",
        "objectType": "deliverable",
        "object": cast["opening"],
        "result": "done",
        "origin": "test",
    }
    assert (entry["actor"], entry["at"]) == (cast.bram, "2023-09-25T09:00:00Z")
    assert (entry["was"], entry["becomes"]) == (
        {},
        {"title": "Verslag van de opening", "evidence": 1, "said_on": "2023-09-25"},
    )
    assert (await noor.get(f"{PATH}/{entry['id']}")).json() == entry


async def test_following_the_links_gives_every_entry_once(noor):
    collected_ids, url = [], f"{PATH}?limit=7"
    while url:
        answer = await noor.get(url)
        collected_ids += [item["number"] for item in answer.json()["items"]]
        url = answer.links.get("next", {}).get("url")
    assert collected_ids == list(range(collected_ids[0], 0, -1))
    assert collected_ids[0] > 20


async def test_who_may_not_see_it_finds_nothing_also_after_who_may(noor, karel, vera, client):
    first = (await noor.get(PATH)).json()["items"][0]["id"]
    for browser, met in ((karel, 403), (vera, 404)):
        assert (await browser.get(PATH)).json() == {"items": []}
        assert (await browser.get(f"{PATH}/{first}")).status_code == met
    assert (await client.get(PATH)).status_code == 401


async def test_an_entry_of_the_installation_is_in_no_programme(noor):
    assert (await noor.get(f"{PATH}/1")).status_code == 404


async def test_an_entry_is_not_changed_and_what_cannot_be_read_is_told(noor):
    for method in ("POST", "PUT", "DELETE"):
        assert (await noor.request(method, PATH)).status_code == 405
    for params in ({"after": "x"}, {"after": "9" * 20}, {"objectType": "kleur"}, {"person": "0"}):
        answer = await noor.get(PATH, params=params)
        assert answer.status_code == 400
        assert [error["parameter"] for error in answer.json()["errors"]] == list(params)
