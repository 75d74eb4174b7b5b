"""People over the API: for who manages them, with the roles that the pages show."""

PATH = "/api/v1/people"


async def test_people_are_told_with_their_roles_to_who_manages_them(noor, cast):
    items = (await noor.get(PATH)).json()["items"]
    assert [item["name"] for item in items] == ["Bram", "Iris", "Karel", "Noor"]
    (karel,) = (await noor.get(PATH, params={"role": "sponsor", "programme": "buurtkracht"})).json()["items"]
    assert karel == {
        "id": cast.karel,
        "name": "Karel",
        "email": "karel@voorbeeld.nl",
        "roles": [
            {
                "id": karel["roles"][0]["id"],
                "role": "sponsor",
                "programme": "buurtkracht",
                "party": cast.fund,
            }
        ],
    }
    assert (await noor.get(f"{PATH}/{cast.karel}")).json() == karel
    assert (await noor.get(f"{PATH}/{cast.vera}")).status_code == 404, "she holds no role here"


async def test_who_manages_nobody_finds_nobody_also_after_who_does(noor, karel, vera, cast):
    await noor.get(PATH)
    await noor.get(f"{PATH}/{cast.bram}")
    for browser, met in ((karel, 403), (vera, 404)):
        assert (await browser.get(PATH)).json() == {"items": []}
        assert (await browser.get(f"{PATH}/{cast.bram}")).status_code == met
