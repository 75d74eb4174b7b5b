"""Risks, what others must bring, and commitments to parliament, over the API."""


async def test_a_risk_is_told_with_its_weight(karel, cast):
    risk = (await karel.get(f"/api/v1/risks/{cast.risk}")).json()
    assert (risk["title"], risk["likelihood"], risk["impact"], risk["level"], risk["trend"]) == (
        "Te weinig geld",
        3,
        4,
        "high",
        "new",
    )
    assert (risk["deliverables"], risk["owner"], risk["programme"]) == (
        [cast["handbook"]],
        None,
        "buurtkracht",
    )
    assert (await karel.get("/api/v1/risks?state=closed")).json() == {"items": []}
    assert (await karel.get("/api/v1/risks?asOf=2023-10-01")).json() == {"items": []}


async def test_what_others_bring_is_told_in_their_words(karel, cast):
    (items_there,) = (await karel.get("/api/v1/external-dependencies?sort=latest")).json()["items"]
    assert items_there["window"] == {
        "phrase": "Q2 2024",
        "edtf": "2024-34",
        "earliest": "2024-04-01",
        "latest": "2024-06-30",
        "boundsBy": "rules",
        "firmness": None,
    }
    assert (items_there["party"], items_there["stale"], items_there["state"]) == (cast.fund, True, "expected")


async def test_a_commitment_is_told_with_how_its_answer_stands(karel, cast):
    (items_there,) = (await karel.get("/api/v1/parliamentary-commitments?answer=open")).json()["items"]
    assert (items_there["kind"], items_there["madeOn"], items_there["answer"]) == (
        "undertaking",
        "2023-09-21",
        "open",
    )
    assert items_there["deadline"] is None
    assert (await karel.get("/api/v1/parliamentary-commitments?answer=late")).json() == {"items": []}


async def test_a_stranger_finds_none(vera, cast):
    for place, id in (
        ("risks", cast.risk),
        ("external-dependencies", cast.external),
        ("parliamentary-commitments", cast.commitment),
    ):
        assert (await vera.get(f"/api/v1/{place}")).json() == {"items": []}
        assert (await vera.get(f"/api/v1/{place}/{id}")).status_code == 404
