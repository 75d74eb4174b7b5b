"""The status updates of a deliverable over the API."""


async def test_every_status_update_tells_who_said_it_and_when(bram, cast):
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/status-updates")
    items = answer.json()["items"]
    assert [item["saidOn"] for item in items] == ["2023-03-01", "2023-06-12", "2023-09-25"]
    assert items[-1] == {
        "id": items[-1]["id"],
        "deliverable": cast["handbook"],
        "status": "in_progress",
        "confidence": "at_risk",
        "text": "Bewoners schrijven mee.",
        "reason": "Bewoners wilden meeschrijven, en dat kost tijd.",
        "answer": "",
        "answerInReport": False,
        "saidOn": "2023-09-25",
        "recordedAt": "2023-09-25T09:00:00Z",
        "author": "bram@voorbeeld.nl",
        "corrects": None,
    }


async def test_status_updates_are_as_they_were_known_on_a_day(bram, cast):
    asked = {"asOf": "2023-03-01"}
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/status-updates", params=asked)
    assert [item["status"] for item in answer.json()["items"]] == ["planned"]


async def test_status_updates_do_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/deliverables/{cast['handbook']}/status-updates")).status_code == 404
