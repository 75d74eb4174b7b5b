"""Risks and issues over the API: added, changed, corrected, undone and taken back."""

from tests.clients import ORIGIN

NEW = {
    **{"programme": "buurtkracht", "kind": "risk", "title": "Te weinig uren", "cause": "Vakantie."},
    **{"likelihood": 2, "impact": 3, "owner": "bram@voorbeeld.nl", "saidOn": "2023-12-01"},
}


async def read(office, path):
    answer = await office.get(path)
    return {"If-Match": answer.headers["ETag"]}, answer.json()


async def test_a_risk_is_added_and_shown_where_the_answer_says(office, cast):
    answer = await office.post("risks", json=NEW | {"deliverables": [cast["handbook"]]})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    given = {name: made[name] for name in NEW if name != "saidOn"}
    assert given | {"saidOn": "2023-12-01"} == NEW
    assert (made["state"], made["deliverables"], made["consequence"]) == ("open", [cast["handbook"]], "")
    shown = await office.get(f"{ORIGIN}{answer.headers['Location']}")
    assert (shown.json(), shown.headers["ETag"]) == (made, answer.headers["ETag"])
    assert (await office.get(f"{answer.headers['Location']}?asOf=2023-11-30")).status_code == 404


async def test_of_a_risk_what_is_absent_stays_and_null_empties(office, cast):
    path = f"risks/{cast.risk}"
    matched, before = await read(office, path)
    sent = {"measure": "Meer geld.", "owner": "iris@voorbeeld.nl", "inReport": True}
    after = (await office.patch(path, json=sent, headers=matched)).json()
    changed = {name: value for name, value in after.items() if value != before[name]}
    assert changed == {**sent, "version": 2, "trend": "unchanged"}
    matched, _ = await read(office, path)
    sent = {"measure": None, "owner": None, "deliverables": []}
    emptied = (await office.patch(path, json=sent, headers=matched)).json()
    assert (emptied["measure"], emptied["owner"], emptied["deliverables"]) == ("", None, [])
    matched, _ = await read(office, path)
    answer = await office.patch(path, json={"title": None, "state": None}, headers=matched)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/title", "/state"}


async def test_a_correction_of_a_risk_takes_the_day_of_what_was_said_last(office, cast):
    path = f"risks/{cast.risk}"
    matched, _ = await read(office, path)
    sent = {"title": "Te weinig budget", "isCorrection": True, "reason": "Tikfout."}
    assert (await office.patch(path, json=sent, headers=matched)).status_code == 200
    assert (await office.get(f"{path}?asOf=2023-10-02")).json()["title"] == "Te weinig budget"


async def test_a_risk_is_undone_step_by_step_and_at_last_is_gone(office):
    place = (await office.post("risks", json=NEW)).headers["Location"].removeprefix("/api/v1/")
    matched, made = await read(office, place)
    assert (await office.patch(place, json={"impact": 5}, headers=matched)).status_code == 200
    assert (await office.post(f"{place}/_undo", headers=matched)).status_code == 412
    matched, _ = await read(office, place)
    undone = await office.post(f"{place}/_undo", headers=matched)
    assert (undone.status_code, undone.json()["impact"]) == (200, made["impact"])


async def test_what_was_just_made_is_gone_when_it_is_undone(office):
    answer = await office.post("risks", json={k: v for k, v in NEW.items() if k != "saidOn"})
    place = answer.headers["Location"].removeprefix("/api/v1/")
    undone = await office.post(f"{place}/_undo", headers={"If-Match": answer.headers["ETag"]})
    assert (undone.status_code, undone.content) == (204, b"")
    assert (await office.get(place)).status_code == 404


async def test_a_risk_made_by_mistake_is_taken_back_with_a_reason(office, cast):
    path = f"risks/{cast.risk}"
    matched, _ = await read(office, path)
    answer = await office.post(f"{path}/_retract", json={"reason": " "}, headers=matched)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/reason"]
    answer = await office.post(f"{path}/_retract", json={"reason": "Dubbel."}, headers=matched)
    assert (answer.status_code, (await office.get(path)).status_code) == (204, 404)
