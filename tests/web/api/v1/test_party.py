"""Parties and pilot sites over the API."""

from app.actions import party
from app.actions.audit_log import AuditContext
from app.domain.structure import PartyKind


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
    for kind, found in (("sponsor", [cast.fund]), ("executor", [])):
        items = (await noor.get("/api/v1/parties", params={"kind": kind})).json()["items"]
        assert [item["id"] for item in items] == found


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
