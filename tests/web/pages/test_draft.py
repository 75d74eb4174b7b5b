"""The draft of an update, kept for its writer until it is saved or discarded."""

import pytest

from app.queries.draft import draft

pytestmark = pytest.mark.both_databases

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def kept(database, person, deliverable):
    with database.reading() as session:
        return draft(session, person, f"status_update:{deliverable}")


async def test_a_draft_is_kept_shown_again_and_removed_once_saved(bram, iris, address, cast, form, database):
    place, handbook = address("handbook"), cast["handbook"]
    typed = await form(bram, "handbook", text="Half af.", phrase="Q2 2")
    answer = await bram.post(f"{place}/concept", data=typed, headers=PARTIAL)
    assert answer.status_code == 200
    assert "Concept bewaard om 12:00 uur" in answer.text
    await bram.post(f"{place}/concept", data=typed | {"text": "Bijna af."}, headers=PARTIAL)
    saved = kept(database, cast.bram, handbook)
    assert (saved.typed["text"], saved.typed["phrase"]) == ("Bijna af.", "Q2 2")
    assert "csrf_token" not in saved.typed
    again = (await bram.get(place)).text
    assert ">\nBijna af.</textarea>" in again
    assert "Concept van 18 december 2023, 12:00 uur" in again
    saved = await form(bram, "handbook", phrase="Q2 2024", reason="De drukker is vol.")
    assert saved["concept"] == "1"
    assert (await bram.post(place, data=saved)).status_code == 303
    assert kept(database, cast.bram, handbook) is None


async def test_a_draft_can_be_discarded(bram, address, cast, form, database):
    place = address("handbook")
    await bram.post(f"{place}/concept", data=await form(bram, "handbook", text="Half af."))
    answer = await bram.post(f"{place}/concept/weg", data={"van": "product"})
    assert "Half af." not in answer.text
    assert kept(database, cast.bram, cast["handbook"]) is None


async def test_a_newer_update_is_shown_beside_the_draft(bram, noor, address, form):
    place = address("handbook")
    await bram.post(f"{place}/concept", data=await form(bram, "handbook", text="Van Bram."))
    await noor.post(place, data=await form(noor, "handbook", text="Van Noor."))
    answer = await bram.post(place, data=await form(bram, "handbook", text="Van Bram."))
    assert answer.status_code == 409
    assert "Van Noor." in answer.text
    assert "Van Bram." in answer.text


async def test_nobody_can_keep_a_draft_of_what_they_may_not_update(karel, vera, address, cast, database):
    for who, status in ((karel, 403), (vera, 404)):
        for door in ("concept", "concept/weg"):
            answer = await who.post(f"{address('handbook')}/{door}", data={"text": "Ik ook."})
            assert answer.status_code == status
    assert kept(database, cast.karel, cast["handbook"]) is None
