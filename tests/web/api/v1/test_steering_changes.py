"""Indicators, measurements, what others must bring and commitments, changed over the API."""

import pytest

from tests.clients import ORIGIN

NEW = {
    "indicators": {
        "name": "Klachten",
        "unit": "stuks",
        "direction": "down",
        "target": 2.5,
        "actionLine": "1",
    },
    "external-dependencies": {
        "title": "Vergunning",
        "window": {"phrase": "voor de zomer van 2024", "firmness": "committed"},
        "description": "Van de gemeente.",
    },
    "parliamentary-commitments": {
        "kind": "motion",
        "text": "De Kamer krijgt een overzicht.",
        "madeOn": "2023-11-02",
        "deadline": {"phrase": "begin 2024"},
    },
}
CHANGED = {
    "indicators": {"caveat": "Alleen wat gemeld is.", "target": None, "actionLine": None},
    "external-dependencies": {"description": None, "window": None, "state": "delivered"},
    "parliamentary-commitments": {"answeredOn": "2023-12-01", "answeredIn": "Brief 12", "deadline": None},
}


async def read(office, path):
    answer = await office.get(path)
    return {"If-Match": answer.headers["ETag"]}, answer.json()


async def add(office, cast, noun, **values):
    party = {"party": cast.fund} if noun == "external-dependencies" else {}
    answer = await office.post(noun, json={"programme": "buurtkracht", **NEW[noun], **party, **values})
    assert answer.status_code == 201, answer.text
    shown = await office.get(f"{ORIGIN}{answer.headers['Location']}")
    assert (shown.json(), shown.headers["ETag"]) == (answer.json(), answer.headers["ETag"])
    return f"{noun}/{shown.json()['id']}", shown.json()


@pytest.mark.parametrize("noun", NEW)
async def test_it_is_added_changed_undone_and_taken_back(office, cast, noun):
    path, made = await add(office, cast, noun, saidOn="2023-12-01")
    assert (await office.get(f"{path}?asOf=2023-11-30")).status_code == 404
    assert {name: made[name] for name in NEW[noun] if not isinstance(made[name], dict)}.items() <= NEW[
        noun
    ].items()
    matched, _ = await read(office, path)
    after = (await office.patch(path, json=CHANGED[noun], headers=matched)).json()
    assert {name: after[name] or None for name in CHANGED[noun]} == CHANGED[noun]
    untouched = made.keys() - CHANGED[noun].keys() - {"version", "stale", "answer"}
    assert {name: after[name] for name in untouched} == {name: made[name] for name in untouched}
    assert (await office.post(f"{path}/_undo", headers=matched)).status_code == 412
    matched, _ = await read(office, path)
    undone = (await office.post(f"{path}/_undo", headers=matched)).json()
    assert {name: undone[name] for name in CHANGED[noun]} == {name: made[name] for name in CHANGED[noun]}
    matched, _ = await read(office, path)
    gone = await office.post(f"{path}/_retract", json={"reason": "Dubbel."}, headers=matched)
    assert (gone.status_code, (await office.get(path)).status_code) == (204, 404)


async def test_a_fault_points_at_the_property_that_was_sent(office, cast):
    for noun, wrong, pointers in (
        ("indicators", {"actionLine": "9", "numerator": 99}, {"/actionLine", "/denominator"}),
        ("external-dependencies", {"party": 99, "window": {"phrase": "ooit"}}, {"/party", "/window/phrase"}),
        (
            "external-dependencies",
            {"window": {"phrase": "Q1 2024", "latest": "2024-03-01"}},
            {"/window/boundsBy"},
        ),
        (
            "parliamentary-commitments",
            {"deliverable": 999, "answeredIn": "Brief"},
            {"/deliverable", "/answeredOn"},
        ),
    ):
        party = {"party": cast.fund} if noun == "external-dependencies" else {}
        answer = await office.post(noun, json={"programme": "buurtkracht", **NEW[noun], **party, **wrong})
        assert (noun, answer.status_code) == (noun, 400), answer.text
        assert {error["pointer"] for error in answer.json()["errors"]} == pointers


async def test_words_get_days_of_the_senders_own_and_keep_them_while_they_are_not_named(office, cast):
    own = {"phrase": "na de verkiezingen", "boundsBy": "person", "earliest": "2024-02-01", "latest": None}
    path, made = await add(office, cast, "external-dependencies", window=own)
    assert own.items() <= made["window"].items()
    matched, _ = await read(office, path)
    after = (await office.patch(path, json={"title": "De vergunning"}, headers=matched)).json()
    assert after["window"] == made["window"]


async def test_what_others_bring_is_confirmed_today(office, cast):
    path = f"external-dependencies/{cast.external}"
    matched, before = await read(office, path)
    after = (await office.post(f"{path}/_confirm", headers=matched)).json()
    assert (before["confirmedOn"], after["confirmedOn"], after["stale"]) == (None, "2023-12-18", False)
    assert (await office.post(f"{path}/_confirm", headers=matched)).status_code == 412


async def test_a_measurement_is_recorded_once_corrected_and_taken_back(office, cast):
    path = f"indicators/{cast.visitors}/measurements"
    sent = {"value": 210, "referenceDate": "2023-11-30", "parts": [{"label": "jong", "value": 200}]}
    answer = await office.post(path, json=sent)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/parts"]
    nameless = sent | {"parts": [*sent["parts"], {"label": " ", "value": 10}]}
    refused = (await office.post(path, json=nameless)).json()["errors"]
    assert [error["message"] for error in refused] == ["Give each part a name."]
    sent["parts"] += [{"label": "oud", "value": 10}]
    answer = await office.post(path, json=sent)
    made = answer.json()
    assert (answer.status_code, made["value"], made["saidOn"], made["version"]) == (201, 210, "2023-12-18", 1)
    assert [error["pointer"] for error in (await office.post(path, json=sent)).json()["errors"]] == ["/value"]
    matched = {"If-Match": answer.headers["ETag"]}
    own = f"{path}/{made['id']}"
    right = (
        await office.post(f"{own}/_correct", json=sent | {"value": 210.5, "parts": []}, headers=matched)
    ).json()
    assert (right["value"], right["corrects"]) == (210.5, made["id"])
    assert (await office.get(own)).json()["version"] == 2
    assert (await office.post(f"{own}/_retract", json={}, headers=matched)).status_code == 412
    matched, _ = await read(office, f"{path}/{right['id']}")
    assert (await office.post(f"{path}/{right['id']}/_undo", headers=matched)).status_code == 204
    values = [item["value"] for item in (await office.get(path)).json()["items"]]
    assert values[-1] == 210


async def test_measurements_of_a_round_are_recorded_all_or_none(office, cast):
    cells = [
        {"indicator": cast.visitors, "value": 210, "referenceDate": "2023-11-30"},
        {"indicator": cast.volunteers, "value": 30, "referenceDate": "2023-11-30", "pilotSite": cast.quarter},
    ]
    sent = {"programme": "buurtkracht", "items": cells, "saidOn": "2023-12-01"}
    wrong = sent | {"items": [cells[0], cells[1] | {"referenceDate": "2023-12-10"}]}
    answer = await office.post("measurements", json=wrong)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/items/1/referenceDate"]
    answer = await office.post("measurements", json=sent)
    assert [item["value"] for item in answer.json()["items"]] == [210, 30]
    twice = sent | {"items": [*cells, cells[0]]}
    answer = await office.post("measurements", json=twice)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/items/2"]


async def test_a_decision_is_asked_taken_corrected_and_revoked(office, cast):
    path = f"decisions/{cast['location']}"
    matched, _ = await read(office, path)
    params = {
        "question": "Waar komt het tweede buurthuis?",
        "options": [{"title": "De Lindelaan"}, {"title": "Het Plein"}],
        "decidedBy": [cast.fund],
    }
    after = (await office.patch(path, json=params, headers=matched)).json()
    assert [option["number"] for option in after["options"]] == [1, 2]
    assert (await office.patch(path, json={"question": "Anders?"}, headers=matched)).status_code == 412
    matched, before = await read(office, path)
    answer = await office.patch(path, json={"options": [{"number": 2, "title": " "}]}, headers=matched)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/options/0/title"]
    answer = await office.post(f"{path}/_take", json={"takenOn": "2023-12-11", "option": 9}, headers=matched)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/option"]
    taken = await office.post(
        f"{path}/_take", json={"takenOn": "2023-12-11", "option": 1, "reason": "Centraal."}, headers=matched
    )
    assert (taken.json()["status"], taken.json()["taken"]["option"]) == ("delivered", 1)
    matched, _ = await read(office, path)
    sent = {"takenOn": "2023-12-12", "option": 2, "correctionReason": "Verkeerd gelezen."}
    corrected = (await office.post(f"{path}/_correct", json=sent, headers=matched)).json()
    assert (corrected["taken"]["on"], corrected["taken"]["outcome"]) == ("2023-12-12", "Het Plein")
    matched, _ = await read(office, path)
    revoked = (await office.post(f"{path}/_revoke", json={}, headers=matched)).json()
    assert (revoked["taken"], revoked["status"]) == (None, before["status"])
    matched, _ = await read(office, path)
    assert (await office.post(f"{path}/_revoke", json={}, headers=matched)).status_code == 409
