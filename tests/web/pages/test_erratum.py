"""Adopting an erratum on a page, after reading what it would change."""

from app.actions import deadline
from app.domain.firmness import Firmness
from app.queries.deliverable import deliverable_states
from tests.cast import TODAY
from tests.rounds import noor as office
from tests.rounds import published

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"
PAGE = f"{REPORT}/erratum"


async def test_corrections_are_shown_first_and_then_adopted_as_an_erratum(noor, database, cast):
    with database.writing() as session:
        published(session, cast)
    assert "luidt anders" in (await noor.get(PAGE)).text
    with database.writing() as session:
        states = deliverable_states(session, cast.programme, TODAY)
        state = next(candidate for candidate in states if candidate.id == cast["handbook"])
        right = deadline.DeadlineCorrection(
            "medio 2024", state.version, "Verkeerd gehoord.", Firmness.EXPECTED
        )
        deadline.correct(session, office(cast), state.deadlines[-1].id, right)
    assert "<ins>medio" in (await noor.get(PAGE)).text
    refused = await noor.post(PAGE, data={"reason": ""})
    assert refused.status_code == 400
    assert "Schrijf in één zin waarom." in refused.text
    assert (await noor.post(PAGE, data={"reason": "Verkeerd overgenomen."})).headers["location"] == REPORT
    shown = (await noor.get(REPORT)).text
    assert "Verkeerd overgenomen." in shown
    assert f'href="{REPORT}?versie=1.0"' in shown
    assert (await noor.post(PAGE, data={"reason": "Nog eens."})).status_code == 409


async def test_an_erratum_needs_adoption_and_the_office(noor, bram, vera):
    assert "Alleen een vastgestelde rapportage" in (await noor.get(PAGE)).text
    assert (await noor.post(PAGE, data={"reason": "Vast."})).status_code == 409
    for who, status in ((bram, 403), (vera, 404)):
        assert (await who.get(PAGE)).status_code == status
