"""Before each step of a round a page says what follows from it, and what keeps it from being taken."""

import json

import pytest
import sqlalchemy as sa

from app.tables import Job
from tests import rounds
from tests.html import compact

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"


@pytest.fixture
def step(noor):
    """`await step("redactie")`: the page before that step."""

    async def page(name):
        answer = await noor.get(f"{REPORT}/stap/{name}")
        assert answer.status_code == 200
        return compact(answer.text)

    return page


async def test_before_editing_it_says_who_has_not_answered(step):
    page = await step("redactie")
    assert "2 mensen hebben nog niet geantwoord:" in page
    assert "Huizen van de wijk: 2 mijlpalen (Bram)" in page
    assert f'action="{REPORT}/redactie"' in page


async def test_before_its_days_a_report_offers_no_review_but_the_way_to_its_days(step, database, cast):
    with database.writing() as session:
        rounds.edit(session, cast)
    page = await step("beoordeling")
    assert "Deze rapportage kan vanaf 12 januari 2024 ter beoordeling." in page
    assert f'href="{REPORT}/dagen"' in page
    assert f'action="{REPORT}/beoordeling"' not in page


async def test_a_section_without_its_text_is_named_and_offers_no_review(step, noor, database, cast):
    with database.writing() as session:
        rounds.edit(session, cast, text="")
        rounds.report_on(session, cast)
        version = rounds.version_of(session, cast.period)
    page = await step("beoordeling")
    assert (
        f'<a href="{REPORT}/hoofdstukken/summary">2 Managementsamenvatting</a> heeft nog geen tekst.' in page
    )
    assert f'action="{REPORT}/beoordeling"' not in page
    refused = await noor.post(f"{REPORT}/beoordeling", data={"version": version, "zeker": "on"})
    assert refused.status_code == 409
    assert "Hoofdstukken zonder tekst" in refused.text


async def test_whose_signatures_lapse_is_said_before_a_new_version(step, database, cast, in_review):
    with database.writing() as session:
        rounds.sign_all(session, cast)
    assert "Handtekeningen onder hoofdstukken die niet wijzigen, blijven geldig." in await step("terug")
    with database.writing() as session:
        rounds.return_to_editing(session, cast)
        place = rounds.draft.TextPlace(cast.period, "summary")
        rounds.draft.write_section(session, rounds.noor(cast), place, "Het gaat beter.", read=1)
    page = await step("beoordeling")
    assert "Handtekeningen die vervallen" in page
    assert "Buurtfonds: 2 Managementsamenvatting</li>" in page


async def test_before_publishing_it_says_that_everybody_can_read_it(step, frozen):
    assert "Vanaf nu kan iedereen deze rapportage lezen, zonder account." in await step("publicatie")


async def test_a_step_that_does_not_follow_offers_nothing(step):
    for name in ("uitvraag", "beoordeling", "terug", "publicatie"):
        page = await step(name)
        assert "Deze stap kan nu niet. De fase van de ronde is: open." in page
        assert 'name="version"' not in page


async def test_who_has_something_to_sign_is_written_to_when_a_report_goes_into_review_and_is_adopted(
    noor, database, cast
):
    def letters(session):
        rows = session.execute(
            sa.select(Job.person_id, Job.content).filter_by(kind="letter").order_by(Job.id)
        )
        return {
            (row.person_id, notice["kind"]) for row in rows for notice in json.loads(row.content)["notices"]
        }

    with database.writing() as session:
        rounds.edit(session, cast)
        rounds.report_on(session, cast)
        version = rounds.version_of(session, cast.period)
    await noor.post(f"{REPORT}/beoordeling", data={"version": version, "zeker": "on"})
    with database.writing() as session:
        assert letters(session) == {(cast.karel, "review_started")}
        rounds.sign_all(session, cast)
        version = rounds.version_of(session, cast.period)
    await noor.post(f"{REPORT}/vaststelling", data={"version": version})
    await noor.post(f"{REPORT}/publicatie", data={"version": version + 1})
    with database.reading() as session:
        kinds = {kind for _, kind in letters(session)}
    assert kinds == {"review_started", "adopted", "published"}
