"""Parties and pilot sites over the API."""

from app.actions import party
from app.actions.audit_log import AuditContext
from app.domain.structure import PartyKind
from tests.web.api.v1.refused import pointers


async def test_a_party_tells_how_it_stands_to_a_programme(noor, cast):
    assert (await noor.get(f"/api/v1/parties/{cast.fund}")).json() == {
        "id": cast.fund,
        "name": "Stichting Buurtfonds",
        "abbreviation": "Buurtfonds",
        "programmes": [{"programme": "buurtkracht", "kind": "sponsor", "name": "Stichting Buurtfonds"}],
        "version": 1,
    }


async def test_a_programme_names_its_parties_in_its_own_words(noor, database, cast, clock):
    with database.writing() as session:
        office = AuditContext(cast.noor, clock(), "test")
        party.set_wording(session, office, cast.programme, cast.fund, 1, "Het fonds")
        party.revise_involvement(session, office, cast.programme, cast.fund, PartyKind.PARTNER, position=3)
    shown = {
        "id": cast.fund,
        "programme": "buurtkracht",
        "name": "Het fonds",
        "wording": "Het fonds",
        "kind": "partner",
        "position": 3,
        "version": 3,
    }
    path = "/api/v1/programmes/buurtkracht/parties"
    assert (await noor.get(path)).json() == {"items": [shown]}
    assert (await noor.get(path, params={"kind": "sponsor"})).json() == {"items": []}
    assert (await noor.get(f"{path}/{cast.fund}")).json() == shown


async def test_parties_are_filtered_by_how_they_stand(noor, cast):
    for kind, expected_ids in (("sponsor", [cast.fund]), ("executor", [])):
        items = (await noor.get("/api/v1/parties", params={"kind": kind})).json()["items"]
        assert [item["id"] for item in items] == expected_ids


async def test_a_pilot_site_names_its_programme(noor, cast):
    site = {
        "id": cast.quarter,
        "programme": "buurtkracht",
        "name": "De Lindewijk",
        "position": 0,
        "withdrawnOn": None,
        "version": 1,
    }
    assert (await noor.get(f"/api/v1/pilot-sites/{cast.quarter}")).json() == site
    assert (await noor.get("/api/v1/pilot-sites")).json() == {"items": [site]}


async def test_parties_and_pilot_sites_do_not_exist_for_a_stranger(vera, cast):
    for path in (f"parties/{cast.fund}", f"pilot-sites/{cast.quarter}"):
        assert (await vera.get(f"/api/v1/{path}")).status_code == 404


async def test_a_party_is_involved_and_stands_otherwise_to_the_programme(office, cast):
    sent = {"programme": "buurtkracht", "name": "Gemeente", "abbreviation": "Gem.", "kind": "partner"}
    answer = await office.post("parties", json=sent)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["programmes"] == [{"programme": "buurtkracht", "kind": "partner", "name": "Gemeente"}]
    assert pointers(await office.post("parties", json=sent)) == {"/name"}
    path = f"programmes/buurtkracht/parties/{made['id']}"
    read = {"If-Match": (await office.get(path)).headers["ETag"]}
    answer = await office.patch(path, json={"kind": "executor", "wording": "De gemeente"}, headers=read)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["name"], answer.json()["kind"], answer.json()["position"]) == (
        *("De gemeente", "executor", 1),
    )
    assert (await office.patch(path, json={"position": 5}, headers=read)).status_code == 412
    now = {"If-Match": answer.headers["ETag"]}
    assert pointers(await office.patch(path, json={"wording": "Stichting Buurtfonds"}, headers=now)) == {
        "/wording"
    }
    answer = await office.patch(path, json={"wording": None, "position": 0}, headers=now)
    assert (answer.json()["name"], answer.json()["wording"]) == ("Gemeente", None)


async def test_a_party_is_renamed_for_every_programme_by_an_administrator(
    office, program_of, administrator, cast
):
    path = f"parties/{cast.fund}"
    read = {"If-Match": (await office.get(path)).headers["ETag"]}
    assert (await office.patch(path, json={"name": "Fonds"}, headers=read)).status_code == 403
    program = await program_of(administrator)
    answer = await program.patch(path, json={"name": "Fonds", "abbreviation": None}, headers=read)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["name"], answer.json()["abbreviation"], answer.json()["version"]) == (
        *("Fonds", None, 2),
    )
    now = {"If-Match": answer.headers["ETag"]}
    assert pointers(await program.patch(path, json={"name": " "}, headers=now)) == {"/name"}


async def test_a_pilot_site_is_added_put_first_and_withdrawn(office, cast):
    sent = {"programme": "buurtkracht", "name": "De Eikenwijk"}
    answer = await office.post("pilot-sites", json=sent)
    assert answer.status_code == 201, answer.text
    assert pointers(await office.post("pilot-sites", json=sent)) == {"/name"}
    path = f"pilot-sites/{answer.json()['id']}"
    read = {"If-Match": answer.headers["ETag"]}
    answer = await office.patch(path, json={"position": 1, "withdrawnOn": "2023-10-02"}, headers=read)
    assert (answer.json()["position"], answer.json()["withdrawnOn"]) == (1, "2023-10-02")
    assert (await office.patch(path, json={"name": "Elders"}, headers=read)).status_code == 412
    now = {"If-Match": answer.headers["ETag"]}
    assert pointers(await office.patch(path, json={"withdrawnOn": "2024-01-01"}, headers=now)) == {
        "/withdrawnOn"
    }
