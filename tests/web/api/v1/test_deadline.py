"""The deadlines of a deliverable over the API."""


async def test_every_deadline_tells_what_it_changed(bram, cast):
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/deadlines")
    first, second = answer.json()["items"]
    assert (first["phrase"], first["change"], first["corrects"]) == ("najaar 2023", "same", None)
    assert second == {
        "phrase": "begin 2024",
        "edtf": "2024-01~/2024-03~",
        "earliest": "2024-01-01",
        "latest": "2024-03-31",
        "boundsBy": "rules",
        "firmness": "expected",
        "saidOn": "2023-09-25",
        "id": second["id"],
        "recordedAt": "2023-09-25T09:00:00Z",
        "reason": "Bewoners wilden meeschrijven, en dat kost tijd.",
        "author": "bram@voorbeeld.nl",
        "change": "later",
        "firmnessChange": "less_firm",
        "corrects": None,
    }


async def test_deadlines_are_as_they_were_known_on_a_day(bram, cast):
    params = {"asOf": "2023-09-24"}
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/deadlines", params=params)
    assert [item["phrase"] for item in answer.json()["items"]] == ["najaar 2023"]


async def test_the_latest_can_come_first(bram, cast):
    params = {"sort": "-saidOn", "limit": "1"}
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/deadlines", params=params)
    assert [item["phrase"] for item in answer.json()["items"]] == ["begin 2024"]


async def test_where_nothing_was_promised_the_list_is_empty(bram, cast):
    assert (await bram.get(f"/api/v1/deliverables/{cast['training']}/deadlines")).json() == {"items": []}


async def test_deadlines_do_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/deliverables/{cast['handbook']}/deadlines")).status_code == 404
