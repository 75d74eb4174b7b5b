"""Projects over the API."""


async def test_a_project_names_its_action_line_and_its_lead(noor, cast):
    assert (await noor.get(f"/api/v1/projects/{cast.houses}")).json() == {
        "id": cast.houses,
        "programme": "buurtkracht",
        "actionLine": "1",
        "title": "Huizen van de wijk",
        "lead": "bram@voorbeeld.nl",
        "narrative": "",
        "position": 1,
        "withdrawn": False,
        "mergedInto": None,
        "version": 1,
    }


async def test_a_project_does_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/projects/{cast.houses}")).status_code == 404


async def test_projects_are_filtered_by_action_line_and_by_lead(noor, cast):
    for params in ({"actionLine": "2"}, {"lead": "iris@voorbeeld.nl"}):
        items = (await noor.get("/api/v1/projects", params=params)).json()["items"]
        assert [item["id"] for item in items] == [cast.app]


async def test_somebody_who_leads_no_project_leads_none(noor):
    params = {"lead": "karel@voorbeeld.nl"}
    assert (await noor.get("/api/v1/projects", params=params)).json() == {"items": []}


async def test_an_address_that_has_nothing_to_do_with_it_is_refused(noor):
    answer = await noor.get("/api/v1/projects", params={"lead": "vera@voorbeeld.nl"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "lead"
