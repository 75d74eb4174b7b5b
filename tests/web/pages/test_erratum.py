"""Putting an adopted report right on a page: read what changes, propose it, have it signed, adopt it."""

import re

import pytest

from app.actions import deadline
from app.domain.firmness import Firmness
from app.queries.deliverable import deliverable_states
from tests.cast import TODAY
from tests.rounds import noor as office
from tests.rounds import published

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"
PAGE = f"{REPORT}/erratum"


@pytest.fixture
def adopted(database, cast):
    """The report was published."""
    with database.writing() as session:
        published(session, cast)


def correct_the_handbook(database, cast):
    with database.writing() as session:
        states = deliverable_states(session, cast.programme, TODAY)
        state = next(candidate for candidate in states if candidate.id == cast["handbook"])
        right = deadline.DeadlineCorrection(
            "medio 2024", state.version, "Verkeerd gehoord.", Firmness.EXPECTED
        )
        deadline.correct(session, office(cast), state.deadlines[-1].id, right)


async def test_an_erratum_goes_from_a_correction_by_way_of_its_sponsors_to_adoption(
    noor, karel, database, cast, adopted
):
    assert "Er is niets gewijzigd" in (await noor.get(PAGE)).text
    correct_the_handbook(database, cast)
    assert "<ins>medio" in (await noor.get(PAGE)).text
    early = await noor.post(PAGE, data={"reason": "Verkeerd overgenomen.", "number": "1"})
    assert early.status_code == 409
    assert (await noor.post(f"{PAGE}/voorstel")).headers["location"] == PAGE
    page = (await noor.get(PAGE)).text
    assert "Voorstel 1.0.1" in page
    number = re.search(r'name="number" value="(\d+)"', page)[1]
    assert "akkoord nodig van" in page
    refused = await noor.post(PAGE, data={"reason": "", "number": number})
    assert refused.status_code == 400
    unsigned = await noor.post(PAGE, data={"reason": "Verkeerd overgenomen.", "number": number})
    assert unsigned.status_code == 409
    assert "Verkeerd overgenomen." in unsigned.text
    assert f'href="{REPORT}/akkoord"' in (await karel.get(REPORT)).text
    signing = {"party_id": cast.fund, "version": number}
    assert (await karel.post(f"{REPORT}/akkoord", data=signing)).status_code == 303
    done = await noor.post(PAGE, data={"reason": "Verkeerd overgenomen.", "number": number})
    assert done.headers["location"] == REPORT
    shown = (await noor.get(REPORT)).text
    assert "Verkeerd overgenomen." in shown
    assert f'href="{REPORT}?versie=1.0"' in shown
    assert "medio 2024" not in (await noor.get(f"{REPORT}?versie=1.0")).text


async def test_the_text_of_an_adopted_report_is_mended_for_its_next_erratum(noor, adopted):
    editor = f"{REPORT}/hoofdstukken/summary"
    page = (await noor.get(editor)).text
    assert "komt in het volgende erratum" in page
    typed = {"number": re.search(r'name="number" value="(\d+)"', page)[1], "text": "Het gaat redelijk."}
    assert (await noor.post(editor, data=typed)).status_code == 303
    assert "Het gaat goed." in (await noor.get(REPORT)).text
    assert "redelijk." in (await noor.get(PAGE)).text


async def test_an_erratum_needs_adoption_and_the_office(noor, bram, vera):
    assert "Alleen een vastgestelde rapportage" in (await noor.get(PAGE)).text
    assert (await noor.post(f"{PAGE}/voorstel")).status_code == 409
    assert (await noor.post(PAGE, data={"reason": "Vast."})).status_code == 409
    for who, status in ((bram, 403), (vera, 404)):
        assert (await who.get(PAGE)).status_code == status
