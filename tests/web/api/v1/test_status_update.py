"""The status updates of a deliverable over the API."""

from app.actions import status_correction
from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusCorrection
from app.domain.status import Status
from tests.cast import TODAY, at


async def test_every_status_update_tells_who_said_it_and_when(bram, cast):
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/status-updates")
    items = answer.json()["items"]
    assert [item["saidOn"] for item in items] == ["2023-03-01", "2023-06-12", "2023-09-25"]
    assert items[-1] == {
        "id": items[-1]["id"],
        "deliverable": cast["handbook"],
        "status": "in_progress",
        "confidence": "at_risk",
        "text": "Bewoners schrijven mee.",
        "reason": "Bewoners wilden meeschrijven, en dat kost tijd.",
        "answer": "",
        "answerInReport": False,
        "deliveredOn": None,
        "saidOn": "2023-09-25",
        "recordedAt": "2023-09-25T09:00:00Z",
        "author": "bram@voorbeeld.nl",
        "corrects": None,
    }


async def test_status_updates_are_as_they_were_known_on_a_day(bram, cast):
    params = {"asOf": "2023-03-01"}
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/status-updates", params=params)
    assert [item["status"] for item in answer.json()["items"]] == ["planned"]


async def test_status_updates_do_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/deliverables/{cast['handbook']}/status-updates")).status_code == 404


async def test_a_correction_names_what_it_corrects_and_what_was_taken_back_is_gone(bram, cast, database):
    address = f"/api/v1/deliverables/{cast['opening']}/status-updates"
    first, wrong = (await bram.get(address)).json()["items"]
    with database.writing() as session:
        act = AuditContext(cast.bram, at(TODAY), "test")
        right = StatusCorrection(Status.IN_PROGRESS, 3, "Het was een ander huis.")
        corrected = status_correction.correct(session, act, wrong["id"], right)
    items = (await bram.get(address)).json()["items"]
    assert [(item["id"], item["corrects"]) for item in items] == [
        (first["id"], None),
        (wrong["id"], None),
        (corrected, wrong["id"]),
    ]
    with database.writing() as session:
        status_correction.retract(session, act, corrected, 4)
    assert (await bram.get(address)).json()["items"] == [first]
