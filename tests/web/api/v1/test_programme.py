"""Programmes over the API."""

from tests.web.api.v1.refused import pointers


async def test_the_programmes_that_one_may_read_are_listed(noor):
    answer = await noor.get("/api/v1/programmes")
    assert answer.status_code == 200
    assert [item["slug"] for item in answer.json()["items"]] == ["buurtkracht"]


async def test_a_stranger_has_no_programmes(vera):
    assert (await vera.get("/api/v1/programmes")).json() == {"items": []}


async def test_a_programme_is_got_by_its_slug(karel):
    answer = await karel.get("/api/v1/programmes/buurtkracht")
    assert answer.json() == {
        "slug": "buurtkracht",
        "title": "Buurtkracht",
        "kind": "programme",
        "purpose": "",
        "startsOn": "2023-01-01",
        "endsOn": "2025-12-31",
        "version": 1,
    }


async def test_a_programme_does_not_exist_for_a_stranger(vera):
    assert (await vera.get("/api/v1/programmes/buurtkracht")).status_code == 404


async def test_a_programme_that_is_not_there_is_told_like_one_that_is_not_for_you(noor, vera):
    theirs = (await vera.get("/api/v1/programmes/buurtkracht")).json()
    nobodys = (await noor.get("/api/v1/programmes/geen")).json()
    assert theirs | {"instance": ""} == nobodys | {"instance": ""}


async def test_programmes_are_filtered_by_kind(noor):
    assert (await noor.get("/api/v1/programmes", params={"kind": "portfolio"})).json() == {"items": []}


async def test_the_counts_of_a_programme_are_those_of_its_overview(karel):
    counts = (await karel.get("/api/v1/programmes/buurtkracht/counts")).json()
    assert counts == {
        "day": "2023-12-18",
        "base": "first_promise",
        "total": 8,
        "delivered": 1,
        "overdue": 1,
        "dueNow": 1,
        "dueLater": 2,
        "undated": 2,
        "ongoing": 0,
        "withdrawn": 1,
        "moved": 1,
        "dateDropped": 0,
        "decisions": 1,
        "decisionsTaken": 0,
    }
    before = (await karel.get("/api/v1/programmes/buurtkracht/counts", params={"asOf": "2023-06-01"})).json()
    assert (before["moved"], before["delivered"]) == (0, 0)


async def test_the_counts_of_a_programme_do_not_exist_for_a_stranger(vera):
    assert (await vera.get("/api/v1/programmes/buurtkracht/counts")).status_code == 404


async def test_a_programme_is_begun_with_the_structure_of_another_by_an_administrator(
    office, program_of, administrator, cast
):
    sent = {"title": "Nieuwe Buurtkracht", "office": "bram@voorbeeld.nl", "startsOn": "2024-01-01"}
    assert (await office.post("programmes", json=sent)).status_code == 403
    program = await program_of(administrator)
    wrong = sent | {"title": " ", "slug": "buurtkracht", "office": "niemand@voorbeeld.nl"}
    assert pointers(await program.post("programmes", json=wrong)) == {"/title", "/slug", "/office"}
    sent |= {"copyOf": {"programme": "buurtkracht", "withSponsors": False}}
    answer = await program.post("programmes", json=sent)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == "/api/v1/programmes/nieuwe-buurtkracht"
    params = {"programme": "nieuwe-buurtkracht"}
    assert (await program.get("programmes/nieuwe-buurtkracht")).json() == answer.json()
    lines = (await program.get("action-lines", params=params)).json()["items"]
    assert [line["title"] for line in lines] == ["Ontmoeten", "Meedoen"]
    assert (await program.get("parties", params=params)).json() == {"items": []}
    bram = await program_of("bram")
    assert (await bram.post("action-lines", json=params | {"title": "Wonen"})).status_code == 201


async def test_a_programme_is_changed_by_its_office_and_undone(office, bram, cast):
    path = "programmes/buurtkracht"
    first = {"If-Match": (await office.get(path)).headers["ETag"]}
    undo = await office.post(f"{path}/_undo", headers=first)
    assert undo.status_code == 409, "nothing was said of it before"
    sent = {"purpose": "Samen wonen.", "endsOn": None, "reason": "Besluit van het college."}
    answer = await office.patch(path, json=sent, headers=first)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["purpose"], answer.json()["endsOn"], answer.json()["version"]) == (
        *("Samen wonen.", None, 2),
    )
    assert (await office.patch(path, json=sent, headers=first)).status_code == 412
    now = {"If-Match": answer.headers["ETag"]}
    wrong = {"title": "", "endsOn": "2022-01-01"}
    assert pointers(await office.patch(path, json=wrong, headers=now)) == {"/title", "/endsOn"}
    undone = await office.post(f"{path}/_undo", headers=now)
    assert (undone.json()["purpose"], undone.json()["endsOn"]) == ("", "2025-12-31")
