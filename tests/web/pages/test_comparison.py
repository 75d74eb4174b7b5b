"""Comparing a report with another, or with the situation of today."""

import pytest

from app.actions import status_update
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.queries.deliverable import deliverable_states
from tests.cast import TODAY
from tests.html import compact
from tests.rounds import noor as office
from tests.rounds import published

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"


@pytest.fixture
def moved(database, cast):
    """The report over 2023-H2 was published; since then the handbook moved and the release was cancelled."""
    with database.writing() as session:
        published(session, cast)
        states = {state.id: state for state in deliverable_states(session, cast.programme, TODAY)}
        for name, deadline in (
            (
                "handbook",
                {"status": Status.IN_PROGRESS, "phrase": "eind 2024", "firmness": Firmness.EXPECTED},
            ),
            ("release", {"status": Status.CANCELLED}),
        ):
            update = status_update.StatusUpdateInput(
                version=states[cast[name]].version, said_on=TODAY, reason="Het geld is op.", **deadline
            )
            status_update.submit(session, office(cast), cast[name], update, today=TODAY)


@pytest.mark.usefixtures("moved")
async def test_comparing_a_report_with_now_lists_what_disappeared_first(noor):
    page = compact((await noor.get(f"{REPORT}/vergelijking/nu")).text)
    assert "Van 2023-H2 naar nu" in page
    assert "Eén belofte is verdwenen." in page
    assert page.index("Verdwenen") < page.index("Ander moment")
    assert "Eerste versie van de buurtapp" in page
    assert "<td>begin 2024</td><td>eind 2024</td>" in page


@pytest.mark.usefixtures("moved")
async def test_everybody_can_compare_published_reports_but_not_with_now(client, vera):
    assert (await client.get(f"{REPORT}/vergelijking/nu")).status_code in (303, 404)
    assert (await vera.get(f"{REPORT}/vergelijking/nu")).status_code == 404
    assert (await client.get(f"{REPORT}/vergelijking/2023-H2")).status_code == 200


async def test_a_half_year_that_is_invalid_or_has_no_report_is_refused(noor):
    assert (await noor.get(f"{REPORT}/vergelijking/ooit")).status_code == 400
    assert (await noor.get(f"{REPORT}/vergelijking/2022-H1")).status_code == 404
