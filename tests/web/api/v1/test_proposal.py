"""Reading an existing report over the API: from its text to what stands in the programme."""

from base64 import b64encode

import pytest

from tests.cast import SLUG
from tests.web.api.v1.refused import pointers

PARAGRAPHS = [
    {"text": "2. Huizen van de wijk", "page": 3, "level": 1},
    {"text": "De buurtkaart verschijnt naar verwachting begin 2024.", "page": 3},
    {"text": "De handreiking voor buurthuizen is in het tweede kwartaal van 2024 gereed.", "page": 3},
]
REPORT = {"programme": SLUG, "title": "Startnota", "saidOn": "2023-10-02", "paragraphs": PARAGRAPHS}


@pytest.fixture
async def reading(office):
    """A report that was read, and not judged yet."""
    answer = await office.post("read-reports", json=REPORT)
    assert (answer.status_code, answer.json()["open"]) == (201, 2)
    assert answer.headers["Location"] == f"/api/v1/read-reports/{answer.json()['id']}"
    return answer.json()["id"]


async def judge(office, proposal_id, verb, expected=200, **body):
    """Judge a proposal on the version of now."""
    place = f"proposals/{proposal_id}"
    match = {"If-Match": (await office.get(place)).headers["ETag"]}
    answer = await office.post(f"{place}/{verb}", json=body or None, headers=match)
    assert answer.status_code == expected, answer.text
    return answer


async def test_what_is_judged_enters_the_programme_with_its_history_source_and_trace(office, reading, cast):
    listed = await office.get("proposals", params={"readReport": reading, "limit": 1})
    (card,) = listed.json()["items"]
    ((guide,),) = [(await office.get(listed.links["next"]["url"])).json()["items"]]
    assert (card["title"], card["actionLine"], card["project"]) == ("Buurtkaart", "1", cast.houses)
    assert guide["matches"][0]["deliverable"] == cast["handbook"]
    assert (guide["matches"][0]["change"], guide["matches"][0]["slipDays"]) == ("later", 91)

    place, read = f"proposals/{card['id']}", f"read-reports/{reading}"
    match = {"If-Match": (await office.get(place)).headers["ETag"]}
    assert (await office.patch(place, json={"title": "Kaart"})).status_code == 428
    changed = await office.patch(place, json={"title": "Kaart van de buurt"}, headers=match)
    assert (changed.json()["title"], changed.json()["deadline"]) == ("Kaart van de buurt", card["deadline"])
    outdated = await office.post(f"{place}/_accept", headers=match)
    assert (outdated.status_code, outdated.json()["current"]["title"]) == (412, "Kaart van de buurt")

    assert (await judge(office, card["id"], "_accept")).json()["outcome"] == "accepted"
    merged = await judge(office, guide["id"], "_merge", deliverable=cast["handbook"], reason="Zij wachten.")
    assert (merged.json()["deliverable"], merged.json()["matches"]) == (cast["handbook"], [])
    back = await judge(office, guide["id"], "_reopen")
    assert (back.json()["outcome"], back.json()["deliverable"], back.json()["reason"]) == ("open", None, None)
    now = await office.get(read)
    assert (now.json()["open"], now.json()["accepted"]) == (1, 1)
    match = {"If-Match": now.headers["ETag"]}
    assert (await office.post(f"{read}/_finish", headers=match)).status_code == 409
    await judge(office, guide["id"], "_merge", deliverable=cast["handbook"], reason="Zij wachten.")
    assert (await office.post(f"{read}/_finish", headers=match)).status_code == 412
    match = {"If-Match": (await office.get(read)).headers["ETag"]}
    finished = await office.post(f"{read}/_finish", headers=match)
    assert (finished.status_code, finished.json()["merged"]) == (200, 1)
    assert finished.json()["finishedAt"] is not None

    made = (await office.get(place)).json()["deliverable"]
    deliverable = (await office.get(f"deliverables/{made}")).json()
    assert (deliverable["title"], deliverable["project"]) == ("Kaart van de buurt", cast.houses)
    assert (deliverable["deadline"]["phrase"], deliverable["deadline"]["saidOn"]) == (
        "begin 2024",
        "2023-10-02",
    )
    (source,) = deliverable["sources"]
    assert (source["document"], source["quote"]) == ("Startnota", card["quote"])
    said = (await office.get(f"deliverables/{cast['handbook']}/deadlines")).json()["items"]
    assert [(row["saidOn"], row["reason"]) for row in said][-1] == ("2023-10-02", "Zij wachten.")
    trail = (await office.get("audit-entries", params={"objectType": "read_report"})).json()["items"]
    assert trail[0]["becomes"]["deliverables"] == [made, cast["handbook"]]
    assert (await judge(office, card["id"], "_reopen", 409)).json()["status"] == 409


async def test_what_is_missing_or_wrong_is_told_at_its_pointer(office, reading):
    (card, guide) = (await office.get("proposals")).json()["items"]
    place = f"proposals/{card['id']}"
    match = {"If-Match": (await office.get(place)).headers["ETag"]}
    wrong = {"title": "", "deadline": {"phrase": "na de verkiezingen"}, "actionLine": "9"}
    refused = await office.patch(place, json=wrong, headers=match)
    assert pointers(refused) == {"/title", "/deadline/phrase", "/actionLine"}
    emptied = await office.patch(place, json={"project": None}, headers=match)
    assert (emptied.json()["project"], emptied.json()["actionLine"]) == (None, "1")
    assert pointers(await judge(office, card["id"], "_accept", 400)) == {"/project"}
    assert pointers(await judge(office, guide["id"], "_merge", 400, deliverable=999)) == {"/deliverable"}
    assert pointers(await judge(office, guide["id"], "_reject", 400, reason=" ")) == {"/reason"}
    parts = await judge(office, guide["id"], "_split", 201, titles=["Handreiking", "Buurthuizen"])
    assert [row["title"] for row in parts.json()["items"]] == ["Handreiking", "Buurthuizen"]
    read = f"read-reports/{reading}"
    match = {"If-Match": (await office.get(read)).headers["ETag"]}
    assert (await office.delete(read, headers=match)).status_code == 204
    assert (await office.get("proposals", params={"programme": SLUG})).json() == {"items": []}


async def test_only_the_office_sees_what_waits_for_its_judgement(bram, vera, reading):
    for address in (f"/api/v1/read-reports/{reading}", "/api/v1/proposals/1"):
        assert (await bram.get(address)).status_code == 403
        assert (await vera.get(address)).status_code == 404
    assert (await bram.get("/api/v1/proposals")).json() == {"items": []}


async def test_a_report_is_read_once_and_what_is_wrong_with_it_is_told_at_once(office, reading):
    assert (await office.post("read-reports", json=REPORT)).status_code == 409
    wrong = REPORT | {"saidOn": "2022-01-01", "paragraphs": [{"text": " "}]}
    assert pointers(await office.post("read-reports", json=wrong)) == {"/saidOn", "/paragraphs"}
    odd = {"programme": "elders", "title": ""}
    assert pointers(await office.post("read-reports", json=odd)) == {"/programme", "/saidOn"}
    both = REPORT | {"text": "De visie komt begin 2024."}
    assert pointers(await office.post("read-reports", json=both)) == {"/paragraphs"}
    printed = "Huizen van de wijk\n\nDe buurt-\nkaart verschijnt\nbegin 2024.\n"
    plain = {name: REPORT[name] for name in ("programme", "title", "saidOn")} | {"text": printed}
    made = (await office.post("read-reports", json=plain)).json()
    (row,) = (await office.get("proposals", params={"readReport": made["id"]})).json()["items"]
    assert (row["title"], row["deadline"]["phrase"]) == ("Buurtkaart", "begin 2024")


async def test_a_report_is_sent_as_a_file_and_the_same_one_twice_is_told(office):
    text = "\n".join(part["text"] for part in PARAGRAPHS)
    sent = {name: REPORT[name] for name in ("programme", "title", "saidOn")} | {
        "fileName": "startnota.txt",
        "file": b64encode(text.encode()).decode(),
    }
    made = (await office.post("read-reports", json=sent)).json()
    assert (made["title"], made["fileName"], made["open"]) == ("Startnota", "startnota.txt", 2)
    assert (await office.post("read-reports", json=sent)).status_code == 409
    assert pointers(await office.post("read-reports", json=sent | {"file": "?"})) == {"/file"}
    assert pointers(await office.post("read-reports", json=sent | {"fileName": "startnota.xlsx"})) == {
        "/file"
    }
