"""Saying over the API how a deliverable stands, when it comes, and what lies beside it."""

import pytest

from tests.clients import ORIGIN


@pytest.fixture
async def lead(program_of):
    """A program of Bram's, who leads the houses."""
    return await program_of("bram")


@pytest.fixture
def handbook(cast):
    return f"deliverables/{cast['handbook']}"


async def matched(program, path):
    return {"If-Match": (await program.get(path)).headers["ETag"]}


def pointers(answer):
    assert answer.status_code == 400, answer.text
    return {error["pointer"] for error in answer.json()["errors"]}


async def test_how_it_stands_is_said_with_a_deadline_and_evidence(lead, handbook):
    sent = {
        **{"status": "in_progress", "confidence": "at_risk", "text": "De tekst ligt bij bewoners."},
        **{"reason": "Meelezen kost tijd.", "saidOn": "2023-12-15"},
        "deadline": {"phrase": "Q3 2024", "firmness": "expected"},
        "evidence": {"title": "Concept", "url": "https://voorbeeld.nl/concept", "on": "2023-12-14"},
    }
    answer = await lead.post(f"{handbook}/status-updates", json=sent, headers=await matched(lead, handbook))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert {name: made[name] for name in sent if name in made} == {
        name: value for name, value in sent.items() if name in made
    }
    shown = await lead.get(f"{ORIGIN}{answer.headers['Location']}")
    assert (shown.content, shown.headers["ETag"]) == (answer.content, answer.headers["ETag"])
    now = (await lead.get(handbook)).json()
    assert (now["status"], now["confidence"], now["deadline"]["phrase"]) == (
        "in_progress",
        "at_risk",
        "Q3 2024",
    )
    assert now["evidence"][-1]["title"] == "Concept"


async def test_the_etag_of_what_was_said_names_the_version_for_the_next_change(lead, handbook):
    sent = {"status": "in_progress", "text": "Eén."}
    first = await lead.post(f"{handbook}/status-updates", json=sent, headers=await matched(lead, handbook))
    match = {"If-Match": first.headers["ETag"]}
    place = first.headers["Location"]
    fixed = await lead.post(f"{ORIGIN}{place}/_correct", json=sent | {"text": "Twee."}, headers=match)
    assert (fixed.status_code, fixed.json()["text"], fixed.json()["corrects"]) == (
        201,
        "Twee.",
        first.json()["id"],
    )
    stale = await lead.post(f"{ORIGIN}{place}/_correct", json=sent, headers=match)
    assert (stale.status_code, stale.json()["current"]["id"]) == (412, int(handbook.rpartition("/")[2]))
    match = {"If-Match": fixed.headers["ETag"]}
    undone = await lead.post(f"{ORIGIN}{fixed.headers['Location']}/_undo", headers=match)
    assert (undone.status_code, undone.json()["status"]) == (200, "in_progress")
    updates = (await lead.get(f"{handbook}/status-updates?sort=-saidOn")).json()["items"]
    assert updates[0]["text"] == "Eén."
    match = {"If-Match": undone.headers["ETag"]}
    place = f"{handbook}/status-updates/{updates[0]['id']}"
    taken = await lead.post(f"{place}/_retract", json={}, headers=match)
    assert (taken.status_code, (await lead.get(place)).status_code) == (200, 404)


async def test_what_is_wrong_with_an_update_is_told_where_it_stands(lead, handbook):
    match = await matched(lead, handbook)
    sent = {"status": "on_hold", "deliveredOn": "2023-12-01", "saidOn": "2023-12-19"}
    sent |= {"deadline": {"phrase": "ooit"}, "evidence": {"title": "", "on": "2023-12-20"}}
    assert pointers(await lead.post(f"{handbook}/status-updates", json=sent, headers=match)) >= {
        *("/reason", "/saidOn", "/deliveredOn", "/deadline/phrase", "/evidence/title"),
    }
    sent = {"status": "klaar", "confidence": "green"}
    assert pointers(await lead.post(f"{handbook}/status-updates", json=sent, headers=match)) == {
        *("/status", "/confidence"),
    }


async def test_nothing_changed_is_said_in_one_request(lead, handbook):
    before = (await lead.get(f"{handbook}/status-updates?sort=-saidOn")).json()["items"][0]
    answer = await lead.post(f"{handbook}/_confirm", headers=await matched(lead, handbook))
    made = answer.json()
    assert (answer.status_code, made["saidOn"]) == (201, "2023-12-18")
    same = ("status", "confidence", "text", "answer")
    assert {name: made[name] for name in same} == {name: before[name] for name in same}


async def test_a_deadline_is_said_corrected_undone_and_taken_back(lead, handbook):
    params = {"phrase": "Q4 2024", "firmness": "expected"}
    match = await matched(lead, handbook)
    assert pointers(await lead.post(f"{handbook}/deadlines", json=params, headers=match)) == {"/reason"}
    params |= {"reason": "Er is meer tijd nodig."}
    answer = await lead.post(f"{handbook}/deadlines", json=params, headers=match)
    assert (answer.status_code, answer.json()["phrase"], answer.json()["change"]) == (201, "Q4 2024", "later")
    match, place = {"If-Match": answer.headers["ETag"]}, f"{ORIGIN}{answer.headers['Location']}"
    again = await lead.post(f"{handbook}/deadlines", json=params, headers=match)
    assert (again.status_code, again.json()["id"]) == (200, answer.json()["id"])
    match = {"If-Match": again.headers["ETag"]}
    right = {"phrase": "Q3 2024", "firmness": "expected", "reason": "Tikfout."}
    fixed = await lead.post(f"{place}/_correct", json=right, headers=match)
    assert (fixed.status_code, fixed.json()["corrects"]) == (201, answer.json()["id"])
    fixed_place = f"{ORIGIN}{fixed.headers['Location']}"
    undone = await lead.post(f"{fixed_place}/_undo", headers={"If-Match": fixed.headers["ETag"]})
    assert undone.json()["deadline"]["phrase"] == "Q4 2024"
    last = (await lead.get(f"{handbook}/deadlines?sort=-saidOn")).json()["items"][0]["id"]
    taken = await lead.post(
        f"{handbook}/deadlines/{last}/_retract", headers={"If-Match": undone.headers["ETag"]}
    )
    assert (taken.status_code, taken.json()["deadline"]["phrase"]) == (200, "begin 2024")


async def test_what_was_said_of_another_deliverable_is_not_found_here(lead, handbook, cast):
    other = (await lead.get(f"deliverables/{cast['location']}/deadlines")).json()["items"][0]["id"]
    match = await matched(lead, handbook)
    for path in (f"deadlines/{other}/_undo", f"deadlines/{other}/_retract"):
        assert (await lead.post(f"{handbook}/{path}", headers=match)).status_code == 404
    assert (await lead.get(f"{handbook}/deadlines/{other}")).status_code == 404


@pytest.mark.parametrize(
    ("word", "new", "right", "wrong"),
    [
        ("sources", {"document": "Brief"}, {"document": "Kamerbrief", "section": "3"}, {"document": ""}),
        ("evidence", {"title": "Foto"}, {"title": "Film", "on": "2023-12-01"}, {"title": "", "url": "x"}),
    ],
)
async def test_what_lies_beside_is_added_corrected_and_taken_back(lead, handbook, word, new, right, wrong):
    assert pointers(await lead.post(f"{handbook}/{word}", json=wrong)) == {f"/{name}" for name in wrong}
    answer = await lead.post(f"{handbook}/{word}", json=new | {"saidOn": "2023-12-11"})
    made = answer.json()
    assert (answer.status_code, made["author"], made["saidOn"]) == (201, "bram@voorbeeld.nl", "2023-12-11")
    assert made["recordedAt"] == "2023-12-18T11:00:00Z"
    place = f"{ORIGIN}{answer.headers['Location']}"
    assert (await lead.get(place)).json() == made
    fixed = await lead.post(f"{place}/_correct", json=right)
    assert (fixed.status_code, {name: fixed.json()[name] for name in right}) == (201, right)
    assert (await lead.post(f"{place}/_correct", json=right)).status_code == 409
    fixed_place = f"{ORIGIN}{fixed.headers['Location']}"
    assert (await lead.post(f"{fixed_place}/_undo")).status_code == 204
    (restored,) = [
        row for row in (await lead.get(f"{handbook}/{word}")).json()["items"] if new.items() <= row.items()
    ]
    assert (await lead.post(f"{handbook}/{word}/{restored['id']}/_retract")).status_code == 204
    assert (await lead.get(f"{handbook}/{word}/{restored['id']}")).status_code == 404


async def test_only_of_what_recurs_it_is_said_when_it_took_place(office, cast):
    place = f"deliverables/{cast['handbook']}/occurrences"
    assert pointers(await office.post(place, json={"on": "2023-12-01"})) == {"/on"}
    new = {"project": cast.houses, "title": "Wijkavond", "kind": "recurring"}
    new |= {"frequency": {"count": 2, "per": "year"}}
    made = (await office.post("deliverables", json=new)).json()
    assert made["frequency"] == {"count": 2, "per": "year"}
    answer = await office.post(f"deliverables/{made['id']}/occurrences", json={"on": "2023-12-01"})
    assert (answer.status_code, answer.json()["on"]) == (201, "2023-12-01")


async def test_a_question_is_asked_by_a_sponsor_and_answered_by_the_lead(lead, program_of, handbook):
    karel = await program_of("karel")
    assert pointers(await karel.post(f"{handbook}/questions", json={"text": " "})) == {"/text"}
    sent_back = {"text": "Graag concreter.", "kind": "send_back"}
    assert (await karel.post(f"{handbook}/questions", json=sent_back)).status_code == 403
    created = await karel.post(f"{handbook}/questions", json={"text": "Haalt u dit?"})
    assert (created.status_code, created.json()["state"], created.json()["author"]) == (
        201,
        "open",
        "karel@voorbeeld.nl",
    )
    place = f"{ORIGIN}{created.headers['Location']}"
    assert (await karel.post(f"{place}/_answer", json={"text": "Ja."})).status_code == 403
    answer = await lead.post(f"{place}/_answer", json={"text": "Ja."})
    assert (answer.status_code, answer.json()["answer"]["text"]) == (201, "Ja.")
    assert (await lead.post(f"{place}/_answer", json={"text": "Nee."})).status_code == 409
    assert (await lead.post(f"{handbook}/questions/999/_answer", json={"text": "Ja."})).status_code == 404


async def test_many_updates_are_saved_together(office, cast):
    names = ("handbook", "training")
    items = [
        {
            **{"deliverable": cast[name], "status": "in_progress", "text": f"Over {name}."},
            "version": (await office.get(f"deliverables/{cast[name]}")).json()["version"],
        }
        for name in names
    ]
    answer = await office.post("status-updates", json={"items": items})
    assert answer.status_code == 201, answer.text
    made = answer.json()["items"]
    assert [row["deliverable"] for row in made] == [cast[name] for name in names]
    assert [row["text"] for row in made] == ["Over handbook.", "Over training."]
    stale = await office.post("status-updates", json={"items": items})
    assert stale.status_code == 409
    assert {error["pointer"] for error in stale.json()["errors"]} == {"/items/0/version", "/items/1/version"}
    assert sorted(now["id"] for now in stale.json()["current"]) == sorted(cast[name] for name in names)


async def test_of_many_updates_nothing_is_saved_where_anything_is_wrong(lead, office, cast, handbook):
    before = (await office.get(handbook)).json()
    good = {"deliverable": cast["handbook"], "version": before["version"], "status": "in_progress"}
    items = [
        good,
        good | {"deliverable": 999},
        good | {"deliverable": cast["training"], "version": 1, "status": "on_hold"},
        good | {"version": 99, "deliverable": cast["location"]},
    ]
    answer = await office.post("status-updates", json={"items": items})
    assert {"/items/1/deliverable", "/items/2/reason", "/items/3/version"} <= pointers(answer)
    assert not any(pointer.startswith("/items/0/") for pointer in pointers(answer))
    assert (await office.get(handbook)).json() == before
    of_iris = good | {"deliverable": cast["release"]}
    answer = await lead.post("status-updates", json={"items": [good, of_iris]})
    assert answer.status_code == 403
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/items/1/deliverable"]
    assert (await office.get(handbook)).json() == before
    assert pointers(await office.post("status-updates", json={"items": []})) == {"/items"}
