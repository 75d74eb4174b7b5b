"""Action lines over the API."""


async def test_action_lines_are_listed_in_their_order(noor):
    items = (await noor.get("/api/v1/action-lines", params={"programme": "buurtkracht"})).json()["items"]
    assert [item["title"] for item in items] == ["Ontmoeten", "Meedoen"]


async def test_an_action_line_names_its_programme(noor, cast):
    assert (await noor.get(f"/api/v1/action-lines/{cast.join}")).json() == {
        "id": cast.join,
        "programme": "buurtkracht",
        "code": "2",
        "title": "Meedoen",
        "kind": "line",
        "position": 2,
        "withdrawn": False,
        "mergedInto": None,
        "version": 1,
    }


async def test_an_action_line_does_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/action-lines/{cast.join}")).status_code == 404


async def test_action_lines_are_filtered_by_kind(noor):
    assert (await noor.get("/api/v1/action-lines", params={"kind": "governance"})).json() == {"items": []}
