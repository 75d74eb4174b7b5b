"""Deliverables over the API: how they stand, and what the rules see."""

from datetime import date

import pytest

from app.actions import deliverable, deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable
from app.actions.deliverable_document import OccurrenceInput
from app.domain.structure import DeliverableKind
from tests.cast import TODAY, at
from tests.many import add_many

PATH = "/api/v1/deliverables"


async def test_a_deliverable_tells_what_was_promised_and_what_follows(noor, cast):
    assert (await noor.get(f"{PATH}/{cast['handbook']}")).json() == {
        "id": cast["handbook"],
        "programme": "buurtkracht",
        "actionLine": "1",
        "project": cast.houses,
        "title": "Handreiking buurthuizen",
        "description": "",
        "aliases": [],
        "kind": "product",
        "status": "in_progress",
        "confidence": "at_risk",
        "lead": "bram@voorbeeld.nl",
        "executingParty": None,
        "parties": [],
        "deadline": {
            "phrase": "begin 2024",
            "edtf": "2024-01~/2024-03~",
            "earliest": "2024-01-01",
            "latest": "2024-03-31",
            "boundsBy": "rules",
            "firmness": "expected",
            "saidOn": "2023-09-25",
        },
        "baseline": {
            "phrase": "najaar 2023",
            "edtf": "2023-23",
            "earliest": "2023-09-01",
            "latest": "2023-11-30",
            "boundsBy": "rules",
            "firmness": "committed",
            "saidOn": "2023-03-01",
        },
        "timeliness": "due_later",
        "signals": [],
        "signalFacts": [],
        "slipDays": 122,
        "moves": 1,
        "sinceFirstPromise": "moved",
        "deliveredOn": None,
        "inputs": [],
        "sources": [{"document": "Programmaplan Buurtkracht", "section": "2", "quote": None}],
        "evidence": [],
        "frequency": None,
        "occurrences": [],
        "periods": [],
        "updatedAt": "2023-09-25T09:00:00Z",
        "version": 4,
    }


async def test_what_was_delivered_shows_its_evidence(noor, cast):
    opening = (await noor.get(f"{PATH}/{cast['opening']}")).json()
    assert opening["timeliness"] == "delivered_late"
    assert opening["deliveredOn"] == "2023-09-21"
    assert opening["evidence"] == [{"title": "Verslag van de opening", "url": None, "on": "2023-09-21"}]


async def test_a_deliverable_tells_what_it_is_who_makes_it_and_who_is_involved(noor, cast, database):
    plan = NewDeliverable(
        title="Speelplan",
        kind=DeliverableKind.PRODUCT,
        description="Waar kinderen buiten spelen.",
        project_id=cast.app,
        said_on=TODAY,
        position=9,
        executing_party_id=cast.fund,
    )
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        added = deliverable.add(session, act, plan, parties=[cast.fund])
    body = (await noor.get(f"{PATH}/{added}")).json()
    assert (body["description"], body["executingParty"], body["parties"]) == (
        "Waar kinderen buiten spelen.",
        cast.fund,
        [cast.fund],
    )


async def test_what_recurs_tells_how_often_it_took_place_in_each_period(noor, cast, database):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        held = OccurrenceInput(date(2023, 11, 2), "Over groen")
        deliverable_document.add(session, act, cast["panel"], held)
    panel = (await noor.get(f"{PATH}/{cast['panel']}")).json()
    assert panel["frequency"] == {"count": 4, "per": "year"}
    assert panel["occurrences"] == [{"on": "2023-11-02", "note": "Over groen"}]
    assert panel["periods"] == [
        {"startsOn": "2023-01-01", "endsOn": "2023-12-31", "held": 1, "asked": 4, "verdict": "running"}
    ]


async def test_what_waits_names_its_inputs_and_its_signals(noor, cast):
    location = (await noor.get(f"{PATH}/{cast['location']}")).json()
    assert location["inputs"] == [cast["handbook"]]
    assert location["signals"] == ["input_later", "stale"]
    later, stale = location["signalFacts"]
    assert later["text"].startswith("Dit is beloofd voor uiterlijk 31 januari 2024, maar wacht op")
    assert {"type": "deliverable", "id": cast["handbook"]} in later["records"]
    assert [record["type"] for record in stale["records"]] == ["status_update"]


async def test_what_was_never_said_is_null_and_planned(noor, cast):
    training = (await noor.get(f"{PATH}/{cast['training']}")).json()
    assert training["status"] == "planned"
    nulls = ("confidence", "deadline", "baseline", "slipDays", "deliveredOn")
    assert {name: training[name] for name in nulls} == dict.fromkeys(nulls)


async def test_a_past_day_shows_what_was_known_then(noor, cast):
    then = (await noor.get(f"{PATH}/{cast['handbook']}", params={"asOf": "2023-09-01"})).json()
    assert (then["deadline"]["phrase"], then["moves"], then["confidence"]) == ("najaar 2023", 0, "on_track")


async def test_before_it_was_promised_it_is_not_there(noor, cast):
    params = {"asOf": "2023-02-28"}
    assert (await noor.get(f"{PATH}/{cast['handbook']}", params=params)).status_code == 404
    assert (await noor.get(PATH, params=params)).json() == {"items": []}


async def test_a_deliverable_does_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"{PATH}/{cast['handbook']}")).status_code == 404
    assert (await vera.get(PATH)).json() == {"items": []}


async def test_a_list_holds_what_the_single_thing_says(noor):
    for item in (await noor.get(PATH)).json()["items"]:
        assert (await noor.get(f"{PATH}/{item['id']}")).json() == item


async def test_deliverables_are_filtered(noor, cast):
    filters = (
        ({"kind": "decision"}, ["location"]),
        ({"status": "cancelled"}, ["leaflet"]),
        ({"status": "planned"}, ["location", "training", "survey"]),
        ({"timeliness": "overdue"}, ["release"]),
        ({"actionLine": "2", "kind": "product"}, ["release", "leaflet"]),
        ({"lead": "iris@voorbeeld.nl", "timeliness": "undated"}, ["survey"]),
        ({"halfYear": "2024-H1"}, ["handbook", "location", "panel"]),
        ({"halfYear": "2022-H2"}, []),
        ({"programme": "buurtkracht", "kind": "recurring"}, ["panel"]),
    )
    for params, names in filters:
        items = (await noor.get(PATH, params=params)).json()["items"]
        assert (params, [item["id"] for item in items]) == (params, [cast[name] for name in names])


async def test_deliverables_are_filtered_by_project(noor, cast):
    items = (await noor.get(PATH, params={"project": cast.app})).json()["items"]
    assert {item["project"] for item in items} == {cast.app}


@pytest.mark.both_databases
async def test_without_a_last_day_comes_last_whichever_way_it_is_sorted(noor, cast):
    dated = [cast[name] for name in ("opening", "release", "leaflet", "handbook", "location")]
    for order, expected in (("latest", dated), ("-latest", dated[::-1])):
        items = (await noor.get(PATH, params={"sort": order})).json()["items"]
        ids = [item["id"] for item in items]
        assert sorted(ids[5:]) == sorted(cast[name] for name in ("training", "panel", "survey"))
        assert _by_day(items[:5]) == sorted(_by_day(items[:5]), reverse=order.startswith("-"))
        assert set(ids[:5]) == set(expected)


async def test_a_list_takes_as_many_queries_for_ten_as_for_a_thousand(noor, cast, database, queries):
    counted = []
    for added, shown in ((2, 10), (1000, 200)):
        with database.writing() as session:
            add_many(session, cast, added)
        with queries() as seen:
            answer = await noor.get(PATH, params={"limit": "200"})
        assert len(answer.json()["items"]) == shown
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 14


async def test_what_was_made_before_is_not_asked_of_the_database_again(noor, queries):
    first = await noor.get(PATH)
    with queries() as seen:
        again = await noor.get(PATH)
    assert again.content == first.content
    assert len(seen) == 2


def _by_day(items):
    return [item["deadline"]["latest"] for item in items]
