"""Before a report goes into review, the office sees what in it contradicts the data."""

import pytest

from app.actions.report import draft
from app.domain.structure import PeriodState
from app.queries.programme import programme_by_id
from app.queries.report.draft import check_draft, draft_facts
from app.queries.reporting_period import period_by_id
from tests import rounds
from tests.machine.markup import html_faults

ROUND = "/programmas/buurtkracht/rapportages/2023-H2"
STEP = f"{ROUND}/beoordeling"


@pytest.fixture
def stands(database, cast):
    """`stands()`: the state of the round and its version."""

    def of():
        with database.reading() as session:
            return period_by_id(session, cast.period).state, rounds.version_of(session, cast.period)

    return of


@pytest.fixture
def written(database, cast):
    """`written(text)`: put the round into editing with this summary."""

    def of(text):
        with database.writing() as session:
            rounds.edit(session, cast, text=text)
            rounds.report_on(session, cast)

    return of


async def test_contradictions_of_the_data_are_shown_before_review_with_a_link(noor, written, stands):
    written("De handreiking buurthuizen is opgeleverd.")
    answer = await noor.post(STEP, data={"version": stands()[1]})
    assert answer.status_code == 409
    assert "Eén zin spreekt de gegevens tegen." in answer.text
    assert "“De handreiking buurthuizen is opgeleverd.”" in answer.text
    assert f'href="{ROUND}/hoofdstukken/summary#finding-1"' in answer.text
    assert stands()[0] is PeriodState.EDITING
    assert html_faults({"before review": answer.text}) == []


async def test_the_office_can_send_it_to_review_anyway(noor, written, stands):
    written("De handreiking buurthuizen is opgeleverd.")
    answer = await noor.post(STEP, data={"version": stands()[1], "zeker": "on"})
    assert (answer.status_code, stands()[0]) == (303, PeriodState.REVIEW)


async def test_answered_findings_do_not_hold_up_the_review(noor, written, stands, database, cast):
    written("De handreiking buurthuizen is opgeleverd.")
    with database.writing() as session:
        period = period_by_id(session, cast.period)
        (finding,) = check_draft(
            session, draft_facts(session, programme_by_id(session, cast.programme), period)
        )
        act = rounds.noor(cast)
        draft.answer_finding(session, act, cast.period, finding.finding.key, "De drukproef is er.")
    answer = await noor.post(STEP, data={"version": stands()[1]})
    assert (answer.status_code, stands()[0]) == (303, PeriodState.REVIEW)
