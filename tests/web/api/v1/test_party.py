"""Parties and pilot sites over the API."""


async def test_a_party_tells_how_it_stands_to_a_programme(noor, cast):
    assert (await noor.get(f"/api/v1/parties/{cast.fund}")).json() == {
        "id": cast.fund,
        "name": "Stichting Buurtfonds",
        "abbreviation": "Buurtfonds",
        "programmes": [{"programme": "buurtkracht", "kind": "sponsor", "name": "Stichting Buurtfonds"}],
    }


async def test_parties_are_filtered_by_how_they_stand(noor, cast):
    for kind, found in (("sponsor", [cast.fund]), ("executor", [])):
        items = (await noor.get("/api/v1/parties", params={"kind": kind})).json()["items"]
        assert [item["id"] for item in items] == found


async def test_a_pilot_site_names_its_programme(noor, cast):
    site = {"id": cast.quarter, "programme": "buurtkracht", "name": "De Lindewijk"}
    assert (await noor.get(f"/api/v1/pilot-sites/{cast.quarter}")).json() == site
    assert (await noor.get("/api/v1/pilot-sites")).json() == {"items": [site]}


async def test_parties_and_pilot_sites_do_not_exist_for_a_stranger(vera, cast):
    for path in (f"parties/{cast.fund}", f"pilot-sites/{cast.quarter}"):
        assert (await vera.get(f"/api/v1/{path}")).status_code == 404
