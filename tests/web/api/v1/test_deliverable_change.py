"""Deliverables over the API: promised, changed, merged, split, undone and taken back."""

from tests.clients import ORIGIN

NEW = {
    **{"title": "Wijkwijzer", "kind": "product", "description": "Wie waar helpt.", "aliases": ["gids"]},
    "lead": "bram@voorbeeld.nl",
}


async def read(office, path):
    answer = await office.get(path)
    return {"If-Match": answer.headers["ETag"]}, answer.json()


def pointers(answer):
    assert answer.status_code == 400, answer.text
    return {error["pointer"] for error in answer.json()["errors"]}


async def test_a_deliverable_is_promised_with_its_words_its_source_and_its_inputs(office, cast):
    sent = NEW | {
        "project": cast.houses,
        "executingParty": cast.fund,
        "parties": [cast.fund],
        "inputs": [cast["handbook"]],
        "saidOn": "2023-12-01",
        "deadline": {"phrase": "begin volgend jaar", "firmness": "aimed"},
        "source": {"document": "Kamerbrief", "section": "2", "quote": "Er komt een wijkwijzer."},
    }
    answer = await office.post("deliverables", json=sent)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert {name: made[name] for name in NEW} == NEW
    assert (made["executingParty"], made["parties"], made["inputs"]) == (
        cast.fund,
        [cast.fund],
        [cast["handbook"]],
    )
    assert (made["deadline"]["phrase"], made["deadline"]["latest"], made["deadline"]["saidOn"]) == (
        "begin volgend jaar",
        "2024-03-31",
        "2023-12-01",
    )
    assert made["sources"][0]["document"] == "Kamerbrief"
    shown = await office.get(f"{ORIGIN}{answer.headers['Location']}")
    assert (shown.content, shown.headers["ETag"]) == (answer.content, answer.headers["ETag"])


async def test_everything_that_is_wrong_with_a_new_deliverable_is_told_where_it_stands(office, cast):
    sent = NEW | {
        **{"project": cast.houses, "title": " ", "lead": "niemand@voorbeeld.nl", "parties": [999]},
        **{"kind": "recurring", "frequency": {"count": 0, "per": "year"}, "saidOn": "2023-12-19"},
        "deadline": {"phrase": "ooit eens", "firmness": None},
        "source": {"document": ""},
        "evidence": {"title": "Foto", "url": "foto.jpg"},
    }
    assert pointers(await office.post("deliverables", json=sent)) >= {
        *("/title", "/lead", "/parties", "/frequency/count", "/saidOn", "/deadline/phrase"),
        *("/source/document", "/evidence/url"),
    }
    days = {"phrase": "begin 2024", "earliest": "2024-01-01"}
    sent = NEW | {"project": cast.houses, "deadline": days}
    assert pointers(await office.post("deliverables", json=sent)) == {"/deadline/boundsBy"}
    days = {"boundsBy": "person", "phrase": "na de fusie", "firmness": "aimed"}
    days |= {"earliest": "2024-03-01", "latest": "2024-02-01"}
    assert pointers(await office.post("deliverables", json=sent | {"deadline": days})) == {"/deadline/latest"}
    answer = await office.post("deliverables", json=sent | {"deadline": days | {"latest": None}})
    assert (answer.status_code, answer.json()["deadline"]["boundsBy"]) == (201, "person")
    assert pointers(await office.post("deliverables", json=NEW | {"project": 999})) == {"/project"}


async def test_of_a_deliverable_what_is_absent_stays_and_null_empties(office, cast):
    path = f"deliverables/{cast['handbook']}"
    matched, before = await read(office, path)
    sent = {"description": "Voor elk buurthuis.", "lead": "iris@voorbeeld.nl", "inputs": [cast["training"]]}
    answer = await office.patch(path, json=sent, headers=matched)
    assert answer.status_code == 200, answer.text
    changed = {name for name, value in answer.json().items() if value != before[name]}
    assert changed <= {*sent, "version", "updatedAt", "signals", "signalFacts"}
    assert {name: answer.json()[name] for name in sent} == sent
    again = await office.get(path)
    assert (again.content, again.headers["ETag"]) == (answer.content, answer.headers["ETag"])
    matched, _ = await read(office, path)
    sent = {"description": None, "lead": None, "inputs": [], "executingParty": None, "aliases": []}
    emptied = (await office.patch(path, json=sent, headers=matched)).json()
    assert (emptied["description"], emptied["lead"], emptied["inputs"]) == ("", "bram@voorbeeld.nl", [])


async def test_a_lead_may_not_change_what_it_is(program_of, cast):
    bram = await program_of("bram")
    path = f"deliverables/{cast['handbook']}"
    matched, _ = await read(bram, path)
    assert (await bram.patch(path, json={"title": "Anders"}, headers=matched)).status_code == 403
    assert (await bram.post("deliverables", json=NEW | {"project": cast.houses})).status_code == 403


async def test_a_deliverable_is_merged_and_comes_back(office, cast):
    path = f"deliverables/{cast['training']}"
    matched, _ = await read(office, path)
    answer = await office.post(f"{path}/_merge", json={"into": 999, "reason": ""}, headers=matched)
    assert pointers(answer) == {"/into"}
    sent = {"into": cast["handbook"], "reason": "Hoort bij elkaar."}
    answer = await office.post(f"{path}/_merge", json=sent, headers=matched)
    assert (answer.status_code, answer.json()["timeliness"]) == (200, "withdrawn")
    matched = {"If-Match": answer.headers["ETag"]}
    answer = await office.post(f"{path}/_unmerge", json={"reason": "Toch niet."}, headers=matched)
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")


async def test_what_is_split_off_stands_behind_it(office, cast):
    path = f"deliverables/{cast['handbook']}"
    matched, _ = await read(office, path)
    sent = {"titles": ["Deel een", "Deel twee"], "reason": "Te groot."}
    answer = await office.post(f"{path}/_split", json=sent, headers=matched)
    assert answer.status_code == 201, answer.text
    made = [(item["title"], item["project"], item["deadline"]) for item in answer.json()["items"]]
    assert made == [("Deel een", cast.houses, None), ("Deel twee", cast.houses, None)]


async def test_what_was_changed_is_undone_and_what_was_made_is_gone(office, cast):
    made = await office.post("deliverables", json=NEW | {"project": cast.houses})
    path = made.headers["Location"].removeprefix("/api/v1/")
    matched = {"If-Match": made.headers["ETag"]}
    changed = await office.patch(path, json={"title": "Anders"}, headers=matched)
    matched = {"If-Match": changed.headers["ETag"]}
    undone = await office.post(f"{path}/_undo", headers=matched)
    assert (undone.status_code, undone.json()["title"]) == (200, "Wijkwijzer")
    matched = {"If-Match": undone.headers["ETag"]}
    answer = await office.post(f"{path}/_retract", json={"reason": "Vergissing."}, headers=matched)
    assert (answer.status_code, (await office.get(path)).status_code) == (204, 404)
    made = await office.post("deliverables", json=NEW | {"project": cast.houses})
    path = made.headers["Location"].removeprefix("/api/v1/")
    undone = await office.post(f"{path}/_undo", headers={"If-Match": made.headers["ETag"]})
    assert undone.status_code == 204
