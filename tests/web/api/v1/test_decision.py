"""Decisions of the interface: deliverables with what they ask, how far they are, and what was decided."""

import pytest

from app.actions import decision, decision_taking
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from tests.cast import TODAY, at


@pytest.fixture
def asked(database, cast):
    """Where the second house comes, asked of the fund."""
    options = [
        OptionInput("De Lindelaan"),
        OptionInput("Het Plein", description="Naast de school.", is_withdrawn=True),
    ]
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        given = DecisionInput("Waar?", 0, options, decided_by=[cast.fund], adopts_id=None)
        decision.ask(session, act, cast["location"], given)


@pytest.fixture
def one(noor, cast):
    """The decision, perhaps as of a day."""

    async def of(**params):
        return (await noor.get(f"/api/v1/decisions/{cast['location']}", params=params)).json()

    return of


async def test_a_decision_is_a_deliverable_with_what_it_asks(noor, one, asked, cast):
    deliverable = (await noor.get(f"/api/v1/deliverables/{cast['location']}")).json()
    assert await one() == deliverable | {
        "question": "Waar?",
        "options": [
            {"number": 1, "title": "De Lindelaan", "description": "", "withdrawn": False},
            {"number": 2, "title": "Het Plein", "description": "Naast de school.", "withdrawn": True},
        ],
        "decidedBy": [cast.fund],
        "adopts": None,
        "readiness": {
            "state": "conflict",
            "needed": 1,
            "there": 0,
            "until": "2024-03-31",
            "heldBy": [cast["handbook"]],
            "days": 60,
        },
        "taken": None,
        "version": deliverable["version"] + 1,  # what it asks counts along
    }
    before = await one(asOf="2023-12-17")
    assert (before["question"], before["options"], before["decidedBy"]) == ("", [], [])


async def test_what_was_decided_is_told_from_the_day_on_which_it_was_said(one, asked, database, cast):
    with database.writing() as session:
        taking = TakingInput(TODAY, 2, option_number=1, reason="Om het groen.")
        decision_taking.take(session, AuditContext(cast.noor, at(TODAY), "test"), cast["location"], taking)
    now = await one()
    assert (now["status"], now["readiness"]) == ("delivered", None)
    assert now["taken"] == {
        "on": "2023-12-18",
        "outcome": "De Lindelaan",
        "option": 1,
        "reasons": "Om het groen.",
        "saidOn": "2023-12-18",
    }
    assert (await one(asOf="2023-12-17"))["taken"] is None


@pytest.mark.parametrize(
    ("filtered", "is_there"),
    [
        ({}, True),
        ({"readiness": "conflict"}, True),
        ({"readiness": "ready"}, False),
        ({"actionLine": "1", "status": "planned", "timeliness": "due_later", "halfYear": "2024-H1"}, True),
        ({"actionLine": "2"}, False),
        ({"halfYear": "2024-H2"}, False),
        ({"lead": "bram@voorbeeld.nl", "sort": "-title"}, True),
        ({"lead": "iris@voorbeeld.nl"}, False),
        ({"programme": "buurtkracht", "sort": "latest"}, True),
    ],
)
async def test_decisions_are_filtered(noor, cast, filtered, is_there):
    items = (await noor.get("/api/v1/decisions", params=filtered)).json()["items"]
    assert [item["id"] for item in items] == [cast["location"]] * is_there


async def test_a_filter_that_is_none_is_refused(noor):
    answer = await noor.get("/api/v1/decisions", params={"readiness": "bijna"})
    assert (answer.status_code, [e["parameter"] for e in answer.json()["errors"]]) == (400, ["readiness"])


async def test_what_is_no_decision_or_not_for_you_is_not_there(noor, vera, cast):
    assert (await noor.get(f"/api/v1/decisions/{cast['handbook']}")).status_code == 404
    assert (await vera.get(f"/api/v1/decisions/{cast['location']}")).status_code == 404
    assert (await vera.get("/api/v1/decisions")).json() == {"items": []}
