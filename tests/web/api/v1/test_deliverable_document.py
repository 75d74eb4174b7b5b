"""What is laid beside a deliverable, over the API: sources, evidence and occurrences."""

from datetime import date

from app.actions import deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.deliverable_document import OccurrenceInput
from tests.cast import TODAY, at


async def test_what_a_deliverable_tells_of_its_documents_stands_in_their_lists_with_a_number(noor, cast):
    address = f"/api/v1/deliverables/{cast['opening']}"
    body = (await noor.get(address)).json()
    for kind in ("sources", "evidence"):
        (item,) = (await noor.get(f"{address}/{kind}")).json()["items"]
        (short,) = body[kind]
        assert short.items() <= item.items()
        assert item["deliverable"] == cast["opening"]
        before = (await noor.get(f"{address}/{kind}", params={"asOf": "2023-01-31"})).json()["items"]
        assert before == []
        for since, recorded in ((item["recordedAt"], []), ("2022-01-01T00:00:00Z", [item])):
            changed = await noor.get(f"{address}/{kind}", params={"changedSince": since})
            assert changed.json()["items"] == recorded


async def test_occurrences_are_listed_by_day_and_cut_into_pages(noor, vera, cast, database):
    address = f"/api/v1/deliverables/{cast['panel']}/occurrences"
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        for day, note in ((date(2023, 11, 2), "Over groen"), (date(2023, 5, 4), "")):
            deliverable_document.add(session, act, cast["panel"], OccurrenceInput(day, note))
    items, url = [], f"{address}?limit=1"
    while url:
        answer = await noor.get(url)
        items += answer.json()["items"]
        url = answer.links.get("next", {}).get("url")
    assert [(item["on"], item["note"]) for item in items] == [
        ("2023-05-04", ""),
        ("2023-11-02", "Over groen"),
    ]
    last_first = (await noor.get(address, params={"sort": "-on"})).json()["items"]
    assert last_first == items[::-1]
    assert (await vera.get(address)).status_code == 404
