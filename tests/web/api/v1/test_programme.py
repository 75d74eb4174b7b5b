"""Programmes over the API."""


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
